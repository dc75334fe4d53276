"""Constructs met in public flows, each in our own words: what its platform does with them decides the verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.pure.flowgraph.test_importers import error, judged

from presszero.pure.flowgraph.importers.making import NotImported
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.verifying import verify

FIELD = """<vxml version="2.1"><form id="m">{before}<field name="topic"><prompt>Which topic?</prompt>
<grammar src="topics.grxml"/>{handlers}<filled><goto next="#desk"/></filled></field></form>
<form id="desk"><transfer name="t" dest="tel:1"/></form>{after}</vxml>"""
TO_DESK = '<goto next="#desk"/>'
BOTH = f'<catch event="noinput nomatch" count="2">{TO_DESK}</catch>'


def test_voicexml_block_that_throws_is_done_and_the_next_item_is_asked() -> None:
    thrown = FIELD.format(
        before='<block><throw event="hello"/></block>',
        handlers=BOTH,
        after='<catch event="hello">Hello.</catch>',
    )
    assert judged("hello.vxml", thrown) == ("safe", set())
    assert judged("hello.vxml", thrown.replace(BOTH, ""))[1] >= {"S1", "N1", "T2"}


def test_voicexml_item_that_is_given_a_value_is_left_for_the_next() -> None:
    before = (
        '<initial name="open"><prompt>How can we help?</prompt>'
        '<noinput>Say something.</noinput><noinput count="2"><assign name="open" expr="true"/></noinput>'
        '<nomatch><assign name="open" expr="true"/></nomatch></initial>'
    )
    zero = '<link dtmf="0" next="#desk"/>'
    assert judged("open.vxml", FIELD.format(before=before, handlers=BOTH, after=zero)) == ("safe", set())
    stuck = before.replace('expr="true"', 'expr="undefined"')
    assert judged("open.vxml", FIELD.format(before=stuck, handlers=BOTH, after=zero))[1] >= {"S1", "N1", "T2"}


HOUSE = """[trunk]
include => front
[house]
exten => 1100,1,Goto(front,s,1)
exten => _1XXX,1,Dial(PJSIP/${{EXTEN}},20)
 same => n,VoiceMail(${{EXTEN}}@default,u)
exten => _X.,1,Playback(invalid)
 same => n,Hangup()
[all]
exten => _X.,1,Goto(house,${{EXTEN}},1)
[front]
exten => s,1,Answer()
 same => n(ask),Background(welcome)
 same => n,WaitExten(6)
 same => n,Goto(0,1)
exten => 0,1,Queue(front)
exten => i,1,{wrong}
"""


def test_what_staff_dial_inside_the_house_is_no_callers_way() -> None:
    assert judged("house.conf", HOUSE.format(wrong="Goto(0,1)")) == ("safe", set())
    assert judged("house.conf", HOUSE.format(wrong="Hangup()")) == ("trap", {"N1", "T1"})


def test_callers_of_a_pattern_enter_at_the_extension_that_asks() -> None:
    text = (
        '[survey]\nexten => _X.,1,Set(ROUND=1)\n same => n(again),GotoIf($["${ROUND}" = "1"]?ask:over,1)\n'
        " same => n(ask),Background(how-was-it)\n same => n,WaitExten(5)\n same => n,Queue(desk)\n"
        "exten => 1,1,Set(ROUND=$[${ROUND} + 1])\n same => n,Goto(_X.,again)\n"
        "exten => 0,1,Queue(desk)\nexten => i,1,Queue(desk)\nexten => over,1,Queue(desk)\n same => n,Hangup()\n"
    )
    assert judged("survey.conf", text) == ("safe", set())
    assert judged("survey.conf", text.replace("over,1,Queue(desk)", "over,1,Playback(bye)"))[1] == {"T1"}


def test_asterisk_reads_an_extension_and_several_variables_at_once() -> None:
    text = (
        "[line]\nexten => s,1,MSet(A=1,B=2)\n same => n,ReadExten(WHO,who,staff,,5)\n"
        ' same => n,GotoIf($["${B}" = "2"]?desk,1)\n same => n,Hangup()\nexten => desk,1,Queue(desk)\n'
    )
    assert judged("line.conf", text) == ("safe", set())
    assert judged("line.conf", text.replace("B=2)", "B=3)"))[0] == "trap"


def action(
    name: str, kind: str, then: str = "", conditions: dict[str, str] | None = None, **errors: str
) -> Any:
    return {
        "Identifier": name,
        "Type": kind,
        "Parameters": {"Text": "Press 0 for a person."},
        "Transitions": {
            "NextAction": then,
            "Conditions": [
                {"NextAction": goes, "Condition": {"Operator": "Equals", "Operands": [value]}}
                for value, goes in (conditions or {}).items()
            ],
            "Errors": [error(one, goes) for one, goes in errors.items()],
        },
    }


def connect(*actions: Any) -> str:
    return json.dumps({"Version": "2019-10-30", "StartAction": "first", "Actions": actions})


def test_connect_customer_who_is_not_found_is_a_caller_like_any_other() -> None:
    def flow(nobody: str) -> str:
        return connect(
            action("first", "GetCustomerProfile", "line", NoneFoundError=nobody, NoMatchingError="line"),
            action("line", "TransferContactToQueue"),
            action("bye", "DisconnectParticipant"),
        )

    assert judged("profile.json", flow("line")) == ("safe", set())
    assert judged("profile.json", flow("bye")) == ("trap", {"T1"})


def test_connect_blocks_named_by_hand_are_known_and_an_outbound_call_is_walked_when_answered() -> None:
    by_hand = connect(
        action(
            "first",
            "GetCustomerInput",
            "line",
            {"0": "line"},
            InputTimeLimitExceeded="line",
            NoMatchingCondition="line",
        ),
        action("line", "TransferToQueue"),
    )
    assert judged("hand.json", by_hand) == ("safe", set())
    outbound = connect(
        action("first", "CheckOutboundCallStatus", "", {"CallAnswered": "line", "VoicemailBeep": "bye"}),
        action("line", "TransferContactToQueue"),
        action("bye", "DisconnectParticipant"),
    )
    assert judged("outbound.json", outbound) == ("safe", set())


def test_older_connect_export_branches_on_the_time_in_the_queue() -> None:
    def module(name: str, kind: str, target: str = "", **branches: Any) -> dict[str, Any]:
        made = [{"condition": condition, "transition": goes} for condition, goes in branches.items()]
        return {"id": name, "type": kind, "target": target, "parameters": [], "branches": made}

    status = module("first", "CheckQueueStatus", NoMatch="line", Error="line")
    status["branches"].append(
        {
            "condition": "CheckQueueTime",
            "conditionType": "LessThan",
            "conditionValue": 300,
            "transition": "bye",
        }
    )
    flow = {
        "start": "first",
        "modules": [status, module("line", "Transfer", "Queue"), module("bye", "Disconnect")],
    }
    assert judged("older.json", json.dumps(flow)) == ("trap", {"T1"})


RULES = """version: "3.1"
rules:
- {{rule: human, steps: [{{intent: {intent}}}, {{action: {action}}}]}}
- {{rule: miss, steps: [{{intent: nlu_fallback}}, {{action: action_human_handoff}}]}}
- {{rule: order, steps: [{{intent: order}}, {{action: order_form}}, {{active_loop: order_form}}]}}
- {{rule: sent, condition: [{{active_loop: order_form}}], steps: [{{action: order_form}}, {{active_loop: null}}, {{action: utter_done}}]}}
- {{rule: why, condition: [{{active_loop: order_form}}], steps: [{{slot_was_set: [{{requested_slot: size}}]}}, {{intent: why}}, {{action: utter_why}}, {{action: order_form}}]}}
"""


@pytest.mark.parametrize(
    ("intent", "action", "expected"),
    [
        ("customer_service", "action_connect_to_agent", ("safe", set())),
        ("speak_to_manager", "action_escalate", ("safe", set())),
        ("find_agent", "action_find_agent", ("trap", {"Z1"})),  # it looks for an estate agent
        ("call_center", "action_show_agent_status", ("trap", {"Z1"})),
    ],
)
def test_rasa_words_for_a_person(intent: str, action: str, expected: tuple[str, set[str]]) -> None:
    assert judged("rules.yml", RULES.format(intent=intent, action=action)) == expected


STORIES = """version: "3.1"
stories:
- story: after the answer
  steps:
  - checkpoint: answered
  - or:
    - intent: contact_agent
    - intent: deny
  - action: action_human_handoff
- story: question
  steps:
  - checkpoint: greeted
  - intent: faq
  - action: utter_faq
  - checkpoint: answered
- story: begins
  steps:
  - intent: greet
  - action: utter_greet
  - checkpoint: greeted
"""


def test_rasa_stories_are_joined_at_their_checkpoints_in_whatever_order_they_stand() -> None:
    graph = open_flow("stories.yml", STORIES)
    verdict = verify(graph)
    assert not [one for one in verdict.findings if one.rule == "T3"], "every story is reached"
    offered = [set(node.words) for node in graph.nodes.values() if node.does == "ask"]
    assert {"faq", "greet"} in offered and {"contact_agent", "deny", "greet"} in offered


def test_connect_step_that_follows_a_conversation_too_tells_nothing_of_who_was_not_answered() -> None:
    call = {
        "ThirdPartyPhoneNumber": "+1",
        "ThirdPartyConnectionTimeLimitSeconds": "30",
        "ContinueFlowExecution": "True",
    }
    failed = [{"ErrorType": "CallFailed", "NextAction": "bye"}]
    flow = {"Version": "2019-10-30", "StartAction": "call", "Actions": [
        {"Identifier": "call", "Type": "TransferParticipantToThirdParty", "Parameters": call,
         "Transitions": {"NextAction": "bye", "Errors": failed}},
        {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}  # fmt: skip
    assert judged("flow.json", json.dumps(flow)) == ("safe", set())
    flow["Actions"][0]["Transitions"]["NextAction"] = ""
    assert judged("flow.json", json.dumps(flow)) == ("trap", {"T1"})


def test_keys_that_a_prompt_lists_behind_the_first_are_said() -> None:
    menu = MENU_OF_CONNECT.replace("PROMPT", "Press 1 for sales, 0 for an operator.")
    assert not [one for one in verify(open_flow("menu.json", menu)).findings if one.rule == "X1"]
    unsaid = MENU_OF_CONNECT.replace("PROMPT", "Press 1 for sales. We are open from 9 to 5, 0 days off.")
    assert [one.rule for one in verify(open_flow("menu.json", unsaid)).findings] == ["X1"]


MENU_OF_CONNECT = json.dumps({"Version": "2019-10-30", "StartAction": "menu", "Actions": [
    {"Identifier": "menu", "Type": "GetParticipantInput", "Parameters": {"Text": "PROMPT", "InputTimeLimitSeconds": "5"},
     "Transitions": {"NextAction": "desk",
                     "Conditions": [{"NextAction": "desk", "Condition": {"Operator": "Equals", "Operands": [key]}} for key in "01"],
                     "Errors": [{"NextAction": "desk", "ErrorType": one} for one in ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")]}},
    {"Identifier": "desk", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}}]})  # fmt: skip


READ = """[main]
exten => s,1,Set(rounds=0)
 same => n(ask),Set(rounds=$[${rounds}+1])
 same => n,GotoIf($[${rounds} > 3]?desk)
 same => n,Read(D,menu,1,,1,7)
 same => n,GotoIf($["${READSTATUS}" = "TIMEOUT"]?ask)
 same => n,GotoIf($["${D}" = "0"]?desk)
 same => n,Goto(ask)
 same => n(desk),Queue(desk)
"""


def test_asterisk_read_says_of_itself_whether_something_was_entered() -> None:
    assert judged("menu.conf", READ) == ("safe", set())
    assert judged("menu.conf", READ.replace('"TIMEOUT"]?ask', '"OK"]?ask')) == ("trap", {"Z1"})


QUEUED = """[main]
exten => s,1,Queue(sales,t,,,60)
 same => n,GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?message:end)
 same => n(message),VoiceMail(200,u)
 same => n(end),Hangup()
"""
COUNTED = """[main]
exten => s,1,Background(menu)
 same => n,WaitExten(5)
 same => n,Goto(0,1)
exten => 0,1,Queue(desk)
exten => i,1,Set(tries=$[0${tries} + 1])
 same => n,GotoIf($[${tries} >= 3]?0,1:s,1)
"""


def test_asterisk_queue_tells_how_it_was_left() -> None:
    assert judged("queue.conf", QUEUED) == ("safe", set())
    assert judged("queue.conf", QUEUED.replace('= "TIMEOUT"', '= "FULL"')) == ("trap", {"T1"})


def test_asterisk_counter_that_begins_with_a_nought_counts() -> None:
    assert judged("menu.conf", COUNTED) == ("safe", set())
    assert judged("menu.conf", COUNTED.replace("+ 1", "+ 0")) == ("trap", {"N1", "T2"})


def asking_for_a_number(**more: Any) -> str:
    """Return a flow that asks for a number to call, where what is no number leads to a person."""
    no_number = [
        {"ErrorType": one, "NextAction": "desk"}
        for one in ("InvalidCallbackNumber", "CallbackNumberNotDialable")
    ]
    return json.dumps({"Version": "2019-10-30", "StartAction": "menu", "Actions": [
        {"Identifier": "menu", "Type": "GetParticipantInput",
         "Parameters": {"Text": "For a call back, press 2. For a person, press 0.", "InputTimeLimitSeconds": "5"},
         "Transitions": {"NextAction": "desk",
                         "Conditions": [{"NextAction": goes, "Condition": {"Operator": "Equals", "Operands": [key]}} for key, goes in (("2", "ask"), ("0", "desk"))],
                         "Errors": [{"ErrorType": one, "NextAction": "desk"} for one in ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")]}},
        {"Identifier": "ask", "Type": "GetParticipantInput",
         "Parameters": {"Text": "Your number, or 0 for a person.", "StoreInput": "True", "InputTimeLimitSeconds": "5", **more},
         "Transitions": {"NextAction": "set", "Errors": [{"ErrorType": one, "NextAction": "desk"} for one in ("NoMatchingError", "InvalidPhoneNumber")]}},
        {"Identifier": "set", "Type": "UpdateContactCallbackNumber", "Parameters": {"CallbackNumber": "$.StoredCustomerInput"},
         "Transitions": {"NextAction": "promise", "Errors": no_number}},
        {"Identifier": "promise", "Type": "CreateCallbackContact", "Parameters": {}, "Transitions": {}},
        {"Identifier": "desk", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}}]})  # fmt: skip


def test_connect_lone_0_and_nothing_are_no_number_to_call() -> None:
    assert judged("flow.json", asking_for_a_number()) == ("safe", set())
    fixed = asking_for_a_number().replace(
        '"CallbackNumber": "$.StoredCustomerInput"', '"CallbackNumber": "$.Attributes.number"'
    )
    assert judged("flow.json", fixed)[0] == "trap"


def test_connect_conditions_and_errors_written_by_hand_are_read() -> None:
    flow = {"Version": "2019-10-30", "StartAction": "menu", "Actions": [
        {"Identifier": "menu", "Type": "GetParticipantInput", "Parameters": {"Text": "Press 0."},
         "Transitions": {"Conditions": [{"Condition": "Equals", "Value": "0", "NextAction": "desk"}],
                         "Errors": [{"ErrorType": "NoInput", "NextAction": "desk"}, {"ErrorType": "NoMatch", "NextAction": "menu"}]}},
        {"Identifier": "desk", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}}]}  # fmt: skip
    assert judged("flow.json", json.dumps(flow)) == ("trap", {"N1", "T2"})
    assert judged("flow.json", json.dumps(flow).replace('"NextAction": "menu"', '"NextAction": "desk"')) == (
        "safe",
        set(),
    )


def test_ael_is_told_how_to_become_a_dialplan() -> None:
    with pytest.raises(NotImported, match="aelparse"):
        open_flow("menu.ael", "context default {\n  s => { Answer(); WaitExten(5); };\n};\n")


def test_rasa_rule_with_a_slot_before_its_intent_is_no_end_of_the_form() -> None:
    graph = open_flow("rules.yml", RULES.format(intent="human", action="action_human_handoff"))
    assert not any("filled" in name and "utter_why" in name for name in graph.nodes)
    assert "why" in graph.nodes["order_form"].words


def test_freeswitch_transfer_of_an_older_menu_is_not_known_and_no_key_that_does_nothing() -> None:
    text = (
        '<menus><menu name="main" exec-on-max-failures="bridge user/1" exec-on-max-timeouts="bridge user/1">'
        '<entry action="menu-exec-app" digits="0" param="bridge user/1"/>'
        '<entry action="menu-call-transfer" digits="7" param="888"/></menu></menus>'
    )
    assert judged("ivr.xml", text) == ("unknown", {"M1"})
    assert judged("ivr.xml", text.replace("menu-call-transfer", "menu-play-sound")) == ("safe", set())


def test_asterisk_execif_of_the_older_form_asks_too() -> None:
    text = (
        '[m]\nexten => s,1,ExecIf($["${MSG}" != ""],Background,${MSG})\n same => n,Queue(desk)\n'
        "exten => 0,1,Queue(desk)\nexten => 1,1,Hangup()\nexten => i,1,Queue(desk)\n"
    )
    assert judged("older.conf", text) == ("trap", {"T1"}), "key 1 is offered while it plays"
    assert judged("older.conf", text.replace("1,1,Hangup()", "1,1,Queue(sales)")) == ("safe", set())


def test_rasa_rule_that_begins_with_an_action_goes_on_where_it_ran() -> None:
    offered = RULES.format(intent="human_handoff", action="utter_offer_human").replace(
        "- {rule: miss",
        "- {rule: yes, steps: [{action: utter_offer_human}, {intent: affirm}, {action: action_human_handoff}]}\n- {rule: miss",
    )
    graph = open_flow("rules.yml", offered)
    assert any("affirm" in node.words for node in graph.nodes.values())
    assert judged("rules.yml", offered)[0] != "safe", "asking for a person only offers one"


@pytest.mark.parametrize("action", ["action_handoff_cancelar", "action_marcar_escalar_humano"])
def test_rasa_action_that_takes_back_or_only_notes_a_hand_over_is_no_person(action: str) -> None:
    assert judged("rules.yml", RULES.format(intent="pedir_humano", action=action)) == ("trap", {"Z1"})
