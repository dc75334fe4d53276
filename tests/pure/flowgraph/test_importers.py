"""Each platform's own ways: what it does on silence, on wrong keys and after the last try, as its manual says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.pure.flowgraph.flows import example_text

from presszero.pure.flowgraph.findings import Verdict
from presszero.pure.flowgraph.opening import open_flow, open_flows
from presszero.pure.flowgraph.verifying import verify


def judged(name: str, text: str) -> tuple[str, set[str]]:
    verdict = verify(open_flow(name, text))
    return verdict.verdict, {one.rule for one in verdict.traps}


MENU = "[menu]\nexten => s,1,Answer()\n same => n(ask),Background(hello)\n{wait}\nexten => 0,1,Queue(desk)\n{more}\n"


@pytest.mark.parametrize(
    ("wait", "more", "expected"),
    [
        ("", "exten => i,1,Queue(desk)", ("trap", {"S1", "T1"})),  # the extension ends, and with it the call
        (" same => n,WaitExten(5)", "exten => i,1,Queue(desk)", ("trap", {"S1", "T1"})),  # no t
        (" same => n,WaitExten(5)", "exten => i,1,Queue(desk)\nexten => t,1,Queue(desk)", ("safe", set())),
        (" same => n,WaitExten(5)\n same => n,Queue(desk)", "exten => i,1,Queue(desk)", ("safe", set())),
        (" same => n,WaitExten(5)", "exten => t,1,Queue(desk)", ("trap", {"N1", "T1"})),  # no i
        (
            " same => n,WaitExten(5)",
            "exten => t,1,Goto(s,ask)\nexten => i,1,Queue(desk)",
            ("trap", {"S1", "T2"}),
        ),
        (" same => n,AGI(x.php)\n same => n,Hangup()", "exten => i,1,Queue(desk)", ("unknown", {"M1"})),
        (" same => n,Goto(${WHERE},1)", "exten => i,1,Queue(desk)", ("unknown", {"M1"})),
        (" same => n,Queue(desk,t,,,60)\n same => n,Hangup()", "exten => i,1,Queue(desk)", ("trap", {"T1"})),
        (" same => n,Dial(SIP/desk,20)\n same => n,Hangup()", "exten => i,1,Queue(desk)", ("safe", set())),
        (" same => n,VoiceMail(1@x)", "exten => i,1,Queue(desk)", ("trap", {"S1", "T1"})),  # nobody chose it
    ],
)
def test_asterisk_menu(wait: str, more: str, expected: tuple[str, set[str]]) -> None:
    assert judged("menu.conf", MENU.format(wait=wait, more=more)) == expected


def test_asterisk_counts_what_was_tried_and_knows_what_was_read() -> None:
    read = (
        "[menu]\nexten => 100,1,Set(N=0)\n same => n(ask),Read(KEY,menu,1,,1,5)\n"
        ' same => n,GotoIf($["${KEY}" = "0"]?desk,1)\n same => n,Set(N=$[${N} + 1])\n'
        " same => n,GotoIf($[${N} < 3]?ask:desk,1)\nexten => desk,1,Queue(desk)\n"
    )
    assert judged("read.conf", read) == ("safe", set())
    assert judged("read.conf", read.replace("?ask:desk,1", "?ask:ask")) == ("trap", {"S1", "N1", "T2"})


def test_asterisk_reads_the_older_separators_and_block_comments() -> None:
    older = (
        "[menu]\nexten => s,1,Answer\nexten => s,2,Background,hello\n;-- exten => s,3,Hangup --;\n"
        "exten => s,3,WaitExten,5\nexten => 0,1,Dial,SIP/desk|30\nexten => i,1,Goto,menu|0|1\nexten => t,1,Goto,0|1\n"
    )
    assert judged("older.conf", older)[0] == "safe"


def test_closed_hours_may_take_a_message_and_open_ones_may_not() -> None:
    hours = (
        "[menu]\nexten => s,1,GotoIfTime(9:00-17:00,mon-fri,*,*?open)\n same => n,VoiceMail(1@x,u)\n"
        " same => n(open),Queue(desk)\n"
    )
    assert judged("hours.conf", hours)[0] == "safe"
    assert judged("hours.conf", hours.replace("?open)", "?late)").replace("n(open),", "n(late),VoiceMail(2@x)\n same => n,"))[0] == "trap"  # fmt: skip


MENUS = '<menus><menu name="a" greet-long="say:Hello" {more}><entry action="menu-exec-app" digits="0" param="bridge user/desk"/>{entry}</menu></menus>'


@pytest.mark.parametrize(
    ("more", "entry", "expected"),
    [
        ("", "", ("trap", {"S1", "N1", "T1"})),
        (
            'exec-on-max-failures="bridge user/desk" exec-on-max-timeouts="bridge user/desk"',
            "",
            ("safe", set()),
        ),
        (
            'exec-on-max-failures="bridge user/desk" exec-on-max-timeouts="bridge user/desk"',
            '<entry action="menu-exec-app" digits="2" param="transfer 5000 XML default"/>',
            ("unknown", {"M1"}),
        ),
        (
            'exec-on-max-failures="bridge user/desk" exec-on-max-timeouts="bridge user/desk"',
            '<entry action="menu-exit" digits="2"/>',
            ("trap", {"T1"}),
        ),
    ],
)
def test_freeswitch_menu(more: str, entry: str, expected: tuple[str, set[str]]) -> None:
    assert judged("ivr.xml", MENUS.format(more=more, entry=entry)) == expected


def test_freeswitch_gives_three_tries_where_none_are_written() -> None:
    verdict = verify(open_flow("ivr.xml", MENUS.format(more="", entry="")))
    silent = next(one for one in verdict.traps if one.rule == "S1")
    assert silent.path == ("say nothing",) * 3 + ("→ hang-up",)


FORM = """<vxml version="2.1"><form id="m"><field name="c" type="digits"><prompt>Press 1, or 0.</prompt>{handlers}
<filled><if cond="c == '0'"><goto next="#desk"/></if><clear namelist="c"/></filled></field></form>
<form id="desk"><transfer name="t" dest="tel:1"/></form></vxml>"""
TO_DESK = '<goto next="#desk"/>'


@pytest.mark.parametrize(
    ("handlers", "expected"),
    [
        ("", ("trap", {"S1", "N1", "T2"})),  # the platform asks again without end
        (f'<catch event="noinput nomatch" count="2">{TO_DESK}</catch>', ("safe", set())),
        (f'<noinput count="3">{TO_DESK}</noinput><nomatch>{TO_DESK}</nomatch>', ("safe", set())),
        (f"<noinput><reprompt/></noinput><nomatch>{TO_DESK}</nomatch>", ("trap", {"S1", "T2"})),
        (f"<noinput><exit/></noinput><nomatch>{TO_DESK}</nomatch>", ("trap", {"S1", "T1"})),
        (f'<noinput><submit next="more.jsp"/></noinput><nomatch>{TO_DESK}</nomatch>', ("unknown", {"M1"})),
    ],
)
def test_voicexml_field(handlers: str, expected: tuple[str, set[str]]) -> None:
    assert judged("form.vxml", FORM.format(handlers=handlers)) == expected


def test_voicexml_counts_with_variables_of_its_own() -> None:
    counting = (
        '<catch event="noinput nomatch"><assign name="n" expr="n + 1"/>'
        f'<if cond="n &gt;= 3">{TO_DESK}</if><reprompt/></catch>'
    )
    text = FORM.format(handlers=counting).replace('<form id="m">', '<var name="n" expr="0"/><form id="m">')
    assert judged("form.vxml", text) == ("safe", set())


def test_voicexml_documents_are_linked() -> None:
    first = '<vxml version="2.1"><form><block><goto next="desk.vxml#line"/></block></form></vxml>'
    second = '<vxml version="2.1"><form id="line"><transfer name="t" dest="tel:1"/></form></vxml>'
    assert judged("main.vxml", first) == ("unknown", {"M1"})
    main, desk = open_flows({"main.vxml": first, "desk.vxml": second})
    assert verify(main, others=[desk]).verdict == "safe"


HUMAN = "- {rule: human, steps: [{intent: human_handoff}, {action: action_human_handoff}]}\n"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (HUMAN, ("trap", {"N1", "T2"})),  # the default fallback answers without end
        (
            HUMAN + "- {rule: miss, steps: [{intent: nlu_fallback}, {action: action_human_handoff}]}\n",
            ("safe", set()),
        ),
        (
            HUMAN
            + "- {rule: miss, steps: [{intent: nlu_fallback}, {action: action_two_stage_fallback}, {active_loop: action_two_stage_fallback}]}\n"
            + "- {rule: end, condition: [{active_loop: action_two_stage_fallback}], steps: [{action: action_two_stage_fallback}, {active_loop: null}, {action: action_human_handoff}]}\n",
            ("safe", set()),
        ),
        (
            "- {rule: miss, steps: [{intent: nlu_fallback}, {action: action_human_handoff}]}\n",
            ("trap", {"Z1"}),
        ),
        (
            "- {rule: human, steps: [{intent: human_handoff}, {action: utter_human_handoff}]}\n"
            "- {rule: miss, steps: [{intent: nlu_fallback}, {action: action_human_handoff}]}\n",
            ("unknown", {"M1"}),
        ),
    ],
)
def test_rasa_rules(rules: str, expected: tuple[str, set[str]]) -> None:
    assert judged("rules.yml", f'version: "3.1"\nrules:\n{rules}') == expected


def test_rasa_second_miss_of_a_story_hands_over() -> None:
    stories = (
        'version: "3.1"\nstories:\n'
        "- {story: lost, steps: [{intent: nlu_fallback}, {action: utter_again}, {intent: nlu_fallback}, {action: action_human_handoff}]}\n"
        "- {story: human, steps: [{intent: human_handoff}, {action: action_human_handoff}]}\n"
    )
    assert judged("stories.yml", stories) == ("safe", set())


def test_rasa_older_stories_in_markdown_are_read() -> None:
    text = "## lost\n* human_handoff\n  - action_human_handoff\n## miss\n* nlu_fallback\n  - action_human_handoff\n"
    assert judged("stories.md", text) == ("safe", set())


def studio(change: str, to: dict[str, Any]) -> tuple[str, set[str]]:
    flow = json.loads(example_text("twin-studio.json"))
    state = next(one for one in flow["states"] if one["name"] == change)
    state["transitions"] = [
        {**one, **to[one["event"]]} if one["event"] in to else one for one in state["transitions"]
    ]
    for one in state["transitions"]:
        if one.get("next") is None:
            one.pop("next", None)
    return judged("flow.json", json.dumps(flow))


def test_studio_transition_without_next_ends_the_call() -> None:
    assert studio("welcome", {"timeout": {"next": None}}) == ("trap", {"S1", "T1"})
    assert studio("which_key", {"noMatch": {"next": None}}) == ("trap", {"Z1", "N1", "T1"})
    assert studio("which_key", {"noMatch": {"next": "welcome"}}) == ("trap", {"Z1", "N1", "T2"})


def connect(block: str, **transitions: Any) -> Verdict:
    flow = json.loads(example_text("twin-connect.json"))
    action = next(one for one in flow["Actions"] if one["Identifier"] == block)
    action["Transitions"] |= transitions
    return verify(open_flow("flow.json", json.dumps(flow)))


def error(kind: str, target: str) -> dict[str, str]:
    return {"ErrorType": kind, "NextAction": target}


def test_connect_full_queue_that_hangs_up_is_a_trap_and_a_fault_of_the_platform_is_not() -> None:
    full = connect("queue", Errors=[error("QueueAtCapacity", "goodbye"), error("NoMatchingError", "number")])
    assert {one.rule for one in full.traps} == {"T1"}
    fault = connect("queue", Errors=[error("QueueAtCapacity", "number"), error("NoMatchingError", "goodbye")])
    assert fault.verdict == "safe"


def test_connect_loop_is_counted_and_without_it_silence_goes_round() -> None:
    again = [error(kind, "menu") for kind in ("InputTimeLimitExceeded", "NoMatchingCondition")]
    assert {one.rule for one in connect("menu", Errors=again).traps} >= {"S1", "N1", "T2"}


def test_connect_stored_input_is_known_to_the_comparison_behind_it() -> None:
    def flow(zero: str) -> dict[str, Any]:
        condition = {"NextAction": zero, "Condition": {"Operator": "Equals", "Operands": ["0"]}}
        return {
            "Version": "2019-10-30",
            "StartAction": "ask",
            "Actions": [
                {
                    "Identifier": "ask",
                    "Type": "GetParticipantInput",
                    "Parameters": {"Text": "Your number, or 0.", "StoreInput": "True"},
                    "Transitions": {"NextAction": "zero?", "Errors": [error("NoMatchingError", "line")]},
                },
                {
                    "Identifier": "zero?",
                    "Type": "Compare",
                    "Parameters": {"ComparisonValue": "$.StoredCustomerInput"},
                    "Transitions": {
                        "NextAction": "line",
                        "Conditions": [condition],
                        "Errors": [error("NoMatchingCondition", "line")],
                    },
                },
                {"Identifier": "line", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}},
                {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
            ],
        }

    assert judged("flow.json", json.dumps(flow("line"))) == ("safe", set())
    assert judged("flow.json", json.dumps(flow("bye"))) == ("trap", {"Z1", "T1"})


def test_branch_on_a_fact_named_after_opening_hours_is_one() -> None:
    def flow(fact: str) -> str:
        conditions = [
            {"NextAction": goes, "Condition": {"Operator": "Equals", "Operands": [value]}}
            for value, goes in (("true", "line"), ("false", "call back"))
        ]
        compare = {
            "NextAction": "line",
            "Conditions": conditions,
            "Errors": [error("NoMatchingCondition", "line")],
        }
        return json.dumps(
            {
                "Version": "2019-10-30",
                "StartAction": "hours",
                "Actions": [
                    {
                        "Identifier": "hours",
                        "Type": "Compare",
                        "Parameters": {"ComparisonValue": fact},
                        "Transitions": compare,
                    },
                    {
                        "Identifier": "call back",
                        "Type": "CreateCallbackContact",
                        "Parameters": {},
                        "Transitions": {},
                    },
                    {
                        "Identifier": "line",
                        "Type": "TransferContactToQueue",
                        "Parameters": {},
                        "Transitions": {},
                    },
                ],
            }
        )

    assert judged("flow.json", flow("$.External.isOpen")) == ("safe", set())
    assert judged("flow.json", flow("$.External.isMember")) == ("trap", {"T1"})


def test_studio_older_export_is_read_by_numbers_and_older_names() -> None:
    state = {"name": "Trigger", "type": "InitialState", "sid": "FF1", "properties": {}}
    gather = {"name": "ask", "type": "Gather", "sid": "FF2", "properties": {"say": "Press a key."}}
    line = {"name": "line", "type": "ConnectCall", "sid": "FF3", "properties": {}, "transitions": []}
    flow = {
        "states": [
            {**state, "transitions": [{"event": "incomingCall", "next": "FF2"}]},
            {
                **gather,
                "transitions": [{"event": "keypress", "next": "FF3"}, {"event": "timeout", "next": None}],
            },
            line,
        ]
    }
    assert judged("flow.json", json.dumps(flow)) == ("trap", {"S1", "T1"})


@pytest.mark.parametrize("name", ["Decide", "Times", "Rings", "_init__", "Finish", "Person", "To", "Place"])
def test_a_type_that_is_named_like_a_part_of_the_importer_is_simply_not_known(name: str) -> None:
    wait = f" same => n,{name}(5)\n same => n,Hangup()"
    assert judged("menu.conf", MENU.format(wait=wait, more="exten => i,1,Queue(desk)")) == ("unknown", {"M1"})
    flow = json.loads(example_text("twin-connect.json"))
    next(one for one in flow["Actions"] if one["Identifier"] == "menu")["Type"] = name
    assert judged("flow.json", json.dumps(flow))[0] == "unknown"
    flow = json.loads(example_text("twin-studio.json"))
    next(one for one in flow["states"] if one["name"] == "welcome")["type"] = name.lower()
    assert judged("flow.json", json.dumps(flow))[0] == "unknown"


@pytest.mark.parametrize("name", ["twin-connect.json", "twin-connect-modules.json", "twin-studio.json"])
def test_block_of_a_json_export_is_known_by_its_line(name: str) -> None:
    text = json.dumps(json.loads(example_text(name)), indent=2)
    lines = text.splitlines()
    asked = [one for one in open_flow(name, text).nodes.values() if one.does == "ask"]
    assert asked and all(f'"{one.name}"' in lines[one.line - 1] for one in asked)
