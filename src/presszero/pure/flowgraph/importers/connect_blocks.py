"""The blocks of an Amazon Connect flow, dug out of what exports and templates wrap them in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from presszero.pure.flowgraph.graph import MISSING
from presszero.pure.flowgraph.importers.making import NotImported

DEEPEST = 12


@dataclass
class Block:
    """One block, whichever form it came in. conditions: (operator, value, target)."""

    name: str
    type: str
    parameters: dict[str, Any]
    next: str = MISSING
    conditions: list[tuple[str, str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def error(self, *types: str) -> str:
        """Return the target of the first of these error types that is given."""
        return next((self.errors[one] for one in types if self.errors.get(one)), MISSING)


def content_of(data: Any, depth: int = 0) -> dict[str, Any] | None:
    """Find the flow itself, which exports and templates wrap in other things or in a JSON string."""
    if depth > DEEPEST:
        return None
    if (
        isinstance(data, str)
        and data.lstrip().startswith("{")
        and ('"Actions"' in data or '"modules"' in data)
    ):
        try:
            return content_of(json.loads(data), depth + 1)
        except (ValueError, RecursionError):
            return None
    if isinstance(data, dict):
        if isinstance(data.get("Actions"), list) and "StartAction" in data:
            return data
        if isinstance(data.get("modules"), list) and "start" in data:
            return data
        for value in data.values():
            if (found := content_of(value, depth + 1)) is not None:
                return found
    if isinstance(data, list):
        for value in data[:200]:
            if (found := content_of(value, depth + 1)) is not None:
                return found
    return None


def names_and_kind(data: Any, content: dict[str, Any]) -> tuple[list[str], str]:
    names, kind = [], ""
    for one in (data, content, content.get("metadata"), content.get("Metadata")):
        if isinstance(one, dict):
            for key in ("Name", "name"):
                if isinstance(one.get(key), str) and one[key]:
                    names.append(one[key])
            kind = kind or next((one[key] for key in ("Type", "type") if isinstance(one.get(key), str)), "")
    return names, kind.lower()


# What people call errors who write flows by hand, by the names the platform has for them.
OTHER_ERRORS = {
    "NoInput": "InputTimeLimitExceeded",
    "Timeout": "InputTimeLimitExceeded",
    "NoMatch": "NoMatchingCondition",
}
# What people call blocks who write flows by hand, by the names the platform has for them.
OTHER_NAMES = {
    "PlayPrompt": "MessageParticipant",
    "GetCustomerInput": "GetParticipantInput",
    "GetUserInput": "GetParticipantInput",
    "CheckContactAttributes": "Compare",
    "CheckAttribute": "Compare",
    "TransferToQueue": "TransferContactToQueue",
    "TransferToAgent": "TransferContactToAgent",
    "TransferToPhoneNumber": "TransferParticipantToThirdParty",
    "SetCallbackNumber": "UpdateContactCallbackNumber",
    "SetWorkingQueue": "UpdateContactTargetQueue",
    "EnableFlowLogging": "UpdateFlowLoggingBehavior",
    "InvokeAWSLambdaFunction": "InvokeLambdaFunction",
    "Disconnect": "DisconnectParticipant",
}


def block_of(action: Any) -> Block:
    if not isinstance(action, dict):
        raise NotImported("An entry of Actions is not a block; export the flow again.")
    transitions, parameters = action.get("Transitions") or {}, action.get("Parameters")
    block = Block(
        str(action.get("Identifier", "")),
        OTHER_NAMES.get(str(action.get("Type", "")), str(action.get("Type", ""))),
        parameters if isinstance(parameters, dict) else {},
        str(transitions.get("NextAction") or ""),
    )
    for one in transitions.get("Conditions") or []:
        condition = one.get("Condition") or {}
        if not isinstance(condition, dict):
            # Written by hand: {"Condition": "Equals", "Value": "1", "NextAction": ...}.
            condition = {"Operator": condition, "Operands": [one.get("Value", "")]}
        operands = condition.get("Operands") or [""]
        for operand in operands:
            block.conditions.append(
                (str(condition.get("Operator", "Equals")), str(operand), str(one.get("NextAction") or ""))
            )
    for one in transitions.get("Errors") or []:
        error = str(one.get("ErrorType", "NoMatchingError"))
        block.errors[OTHER_ERRORS.get(error, error)] = str(one.get("NextAction") or "")
    stores = str(block.parameters.get("StoreInput", "")).lower() == "true"
    if block.type == "GetParticipantInput" and stores and not block.conditions:
        block.type = "StoreInput"
    return block
