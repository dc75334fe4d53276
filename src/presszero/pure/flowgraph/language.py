"""The flow language: what an author may write, checked before anything is proved.

`presszero flow schema` prints its JSON Schema, so that editors complete it.
Every target may be left out where a person is meant: that is the default.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

VERSION = 1
SCHEMA_ID = "https://presszero.example/schema/flow-1.json"

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,79}$")]
Target = Name
Fact = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,4}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Prompt = dict[Language, str] | str


class Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rendered(Written):
    """A prompt and the audio it was rendered to."""

    prompt: Prompt = Field(default="", description="What is said, in each language of the flow.")
    audio_seconds: float | None = Field(
        default=None,
        ge=0,
        le=3600,
        description="Length of the rendered audio; until then words / 2.5 per second.",
    )


class Asking(Rendered):
    """What all questions share. Retries repeat the question; then the caller is led on."""

    wait_seconds: float = Field(default=6, ge=1, le=60, description="Silence after which it is a no-input.")
    retries: int = Field(default=1, ge=0, le=9, description="How often the question is asked again.")
    no_input: Target | None = Field(
        default=None, description="After the last silence; by default the person."
    )
    no_match: Target | None = Field(default=None, description="After the last miss; by default the person.")
    zero: Target | None = Field(
        default=None, description="Where 0 and the words for a person lead from here."
    )
    barge_in: bool = Field(default=True, description="Callers may answer while the prompt plays.")


class Say(Rendered):
    """Say something and go on."""

    kind: Literal["say"]
    next: Target


class Intent(Written):
    """What callers may say or write. examples: by language; a word of theirs is enough."""

    leads: Target
    examples: dict[Language, list[str]] = Field(default_factory=dict)


class Menu(Asking):
    """Offer keys, and words for each."""

    kind: Literal["menu"]
    keys: dict[Key, Target] = Field(default_factory=dict)
    words: dict[Name, Intent] = Field(default_factory=dict)
    chooses_language: dict[Key, Language] = Field(
        default_factory=dict, description="For a menu of languages: which key stands for which."
    )


class Ask(Asking):
    """Ask in free words; what is said is matched by the examples, or kept as a fact."""

    kind: Literal["ask"]
    words: dict[Name, Intent] = Field(default_factory=dict)
    keeps: Fact | None = None
    next: Target | None = Field(
        default=None, description="Where any words lead, when they are kept as a fact."
    )


class Collect(Asking):
    """Take digits. A lone 0 (then # or 2 s of silence) leads to a person."""

    kind: Literal["collect"]
    keeps: Fact
    next: Target
    least: int = Field(default=1, ge=1, le=32)
    most: int = Field(default=16, ge=1, le=32)
    zero_may_be_data: bool = Field(
        default=False, description="A lone 0 is an answer here: then *0 leads to a person."
    )


class Record(Asking):
    """Record what the caller says, as a fact."""

    kind: Literal["record"]
    keeps: Fact
    next: Target
    most_seconds: float = Field(default=120, gt=0, le=900)


class Lookup(Written):
    """Ask another system. Each answer needs a target."""

    kind: Literal["lookup"]
    asks: str = Field(description="Which lookup of the installation.")
    ok: Target | None = None
    not_found: Target | None = None
    error: Target | None = None
    timeout: Target | None = None


class Case(Written):
    fact: Fact
    equals: str
    leads: Target


class Branch(Written):
    """Go on by what is known."""

    kind: Literal["branch"]
    cases: list[Case] = Field(min_length=1)
    otherwise: Target


class Hours(Written):
    """Go on by whether the lines are open."""

    kind: Literal["hours"]
    hours: str = Field(description="Which opening hours of the calendar.")
    open: Target
    closed: Target


class Queue(Rendered):
    """Offer the caller to a team: a person."""

    kind: Literal["queue"]
    team: str
    full: Target | None = Field(default=None, description="When the queue takes nobody any more.")
    hands_over: list[Fact] | None = Field(
        default=None, description="Facts given to the person; by default all."
    )


class Transfer(Rendered):
    """Connect the caller to another number or line: a person."""

    kind: Literal["transfer"]
    to: str
    team: str = ""
    no_answer: Target | None = Field(default=None, description="When it is busy or nobody answers.")
    hands_over: list[Fact] | None = None


class Callback(Rendered):
    """Promise to call back. It counts for a person when nobody is there or the caller chose it."""

    kind: Literal["callback"]
    team: str
    number: Fact | Literal["caller"] = Field(
        description="The fact that holds the number, or `caller` for caller id."
    )
    no_number: Target | None = Field(
        default=None, description="When the number is withheld or was not given."
    )
    due_hours: float = Field(gt=0, le=240, description="Open hours until the call is due: a promise.")


class Voicemail(Rendered):
    """Take a message. It counts for a person when nobody is there or the caller chose it."""

    kind: Literal["voicemail"]
    team: str


class Subflow(Written):
    """Run another flow and come back."""

    kind: Literal["subflow"]
    flow: str
    next: Target


class Resolved(Rendered):
    """The caller has said that it is settled."""

    kind: Literal["resolved"]


AnyNode = Annotated[
    Say
    | Menu
    | Ask
    | Collect
    | Record
    | Lookup
    | Branch
    | Hours
    | Queue
    | Transfer
    | Callback
    | Voicemail
    | Subflow
    | Resolved,
    Field(discriminator="kind"),
]
KINDS = [
    "say",
    "menu",
    "ask",
    "collect",
    "record",
    "lookup",
    "branch",
    "hours",
    "queue",
    "transfer",
    "callback",
    "voicemail",
    "subflow",
    "resolved",
]


class Flow(Written):
    """A whole flow: one file."""

    presszero: Literal[1] = Field(description="The version of this language.")
    flow: Name = Field(description="What the flow is called; other flows lead to it by this name.")
    languages: list[Language] = Field(default=["en"], min_length=1)
    start: Target
    person: Target = Field(
        description="Where 0 and the words for a person lead, and whoever is silent or lost."
    )
    nodes: dict[Name, AnyNode] = Field(min_length=1, max_length=20_000)


def json_schema() -> dict[str, object]:
    """Return the published JSON Schema of the language."""
    schema = Flow.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
