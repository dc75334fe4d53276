"""A person first: before a flow begins, its caller is asked whether they want a person or the machine."""

from __future__ import annotations

from presszero.pure.flowgraph.language import Flow, Intent, Menu

NODE, KEY, WORD = "person-first", "1", "machine"

# What is said, and the words that choose the machine, by language; others hear English.
PROMPTS = {
    "en": "You may speak with a person or with our machine. For a person, press 0 or say person. For the machine, press 1.",
    "fr": "Vous pouvez parler à une personne ou à notre automate. Pour une personne, faites le 0 ou dites conseiller. "
    "Pour l’automate, faites le 1.",
    "de": "Sie können mit einem Menschen oder mit unserem Automaten sprechen. Für einen Menschen drücken Sie die 0 oder "
    "sagen Mensch. Für den Automaten drücken Sie die 1.",
    "es": "Puede hablar con una persona o con nuestra máquina. Para una persona, pulse 0 o diga persona. "
    "Para la máquina, pulse 1.",
    "it": "Può parlare con una persona o con la nostra macchina. Per una persona, prema 0 o dica operatore. "
    "Per la macchina, prema 1.",
}
MACHINE_WORDS = {
    "en": ["machine", "bot", "automatic"],
    "fr": ["automate", "machine", "robot"],
    "de": ["automat", "maschine", "bot"],
    "es": ["máquina", "bot", "automático"],
    "it": ["macchina", "bot", "automatico"],
}


def person_first(flow: Flow) -> Flow:
    """Return the flow with a question before it: a person, or the machine?

    Where the flow begins by asking for the language, the question comes after that, in the language chosen.
    A flow that has such a question already stays as it is.
    """
    if NODE in flow.nodes:
        return flow
    first = flow.nodes.get(flow.start)
    if isinstance(first, Menu) and first.chooses_language and len(set(first.keys.values())) == 1:
        begins = next(iter(first.keys.values()))
        asked = first.model_copy(update={"keys": dict.fromkeys(first.keys, NODE)})
        nodes = {**flow.nodes, flow.start: asked, NODE: _question(flow, begins)}
        return flow.model_copy(update={"nodes": nodes})
    return flow.model_copy(update={"nodes": {**flow.nodes, NODE: _question(flow, flow.start)}, "start": NODE})


def _question(flow: Flow, begins: str) -> Menu:
    known = {one: one[:2] if one[:2] in PROMPTS else "en" for one in flow.languages}
    return Menu(
        kind="menu",
        prompt={language: PROMPTS[spoken] for language, spoken in known.items()},
        keys={KEY: begins},
        words={
            WORD: Intent(
                leads=begins, examples={language: MACHINE_WORDS[spoken] for language, spoken in known.items()}
            )
        },
    )
