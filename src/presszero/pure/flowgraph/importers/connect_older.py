"""Amazon Connect's older export, whose modules are read into blocks of the newer types."""

from __future__ import annotations

from typing import Any

from presszero.pure.flowgraph.importers.connect_blocks import Block
from presszero.pure.flowgraph.importers.making import NotImported

# The older type, with its target where it has one, by the newer type.
OLDER_TYPES = {
    "PlayPrompt": "MessageParticipant",
    "GetUserInput": "GetParticipantInput",
    "StoreUserInput": "StoreInput",
    "Disconnect": "DisconnectParticipant",
    "InvokeExternalResource": "InvokeLambdaFunction",
    "CheckAttribute": "Compare",
    "CheckHoursOfOperation": "CheckHoursOfOperation",
    "CheckStaffing": "CheckStaffing",
    "CheckQueueStatus": "CheckMetricData",
    "Loop": "Loop",
    "LoopPrompts": "MessageParticipantIteratively",
    "ResumeContactFlow": "EndFlowExecution",
    "EndFlow": "EndFlowExecution",
    "SetAttributes": "UpdateContactAttributes",
    "SetContactAttributes": "UpdateContactAttributes",
    "CreateCallback": "CreateCallbackContact",
    "SetCallBackNumber": "UpdateContactCallbackNumber",
    "DistributeByPercentage": "DistributeByPercentage",
    "InvokeModule": "InvokeFlowModule",
    "Wait": "Wait",
}
OLDER_TRANSFERS = {
    "Queue": "TransferContactToQueue",
    "Flow": "TransferToFlow",
    "ContactFlow": "TransferToFlow",
    "PhoneNumber": "TransferParticipantToThirdParty",
    "Agent": "TransferContactToAgent",
}
OLDER_ERRORS = {
    "Error": "NoMatchingError",
    "NoMatch": "NoMatchingCondition",
    "Timeout": "InputTimeLimitExceeded",
    "AtCapacity": "QueueAtCapacity",
    "CallFailure": "CallFailed",
    "InvalidNumber": "InvalidCallbackNumber",
    "NotDialable": "CallbackNumberNotDialable",
    "ConnectionTimeLimitExceeded": "ConnectionTimeLimitExceeded",
}


def older_block(module: Any) -> Block:
    if not isinstance(module, dict):
        raise NotImported("An entry of modules is not a block; export the flow again.")
    kind = str(module.get("type", ""))
    newer = OLDER_TYPES.get(kind, kind)
    target = str(module.get("target", ""))
    if kind == "Transfer":
        newer = OLDER_TRANSFERS.get(target, target or "TransferContactToQueue")
    block = Block(str(module.get("id", "")), newer, _older_parameters(module))
    for branch in module.get("branches") or []:
        condition, goes = str(branch.get("condition", "")), str(branch.get("transition") or "")
        if condition == "Success":
            block.next = goes
        elif condition == "Evaluate" or branch.get("conditionType"):
            operator, value = (
                str(branch.get("conditionType", "Equals")),
                str(branch.get("conditionValue", "")),
            )
            block.conditions.append((operator, value, goes))
        elif condition in ("True", "False", "Looping", "Complete"):
            block.conditions.append(("Equals", condition, goes))
        elif condition == "NoMatch" and newer not in ("GetParticipantInput", "Compare", "CheckMetricData"):
            block.next = block.next or goes
        elif condition:
            block.errors[OLDER_ERRORS.get(condition, condition)] = goes
        elif not block.next:
            block.next = goes
    return block


def _older_parameters(module: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    attributes: dict[str, str] = {}
    for one in module.get("parameters") or []:
        if not isinstance(one, dict):
            continue
        name, value = str(one.get("name", "")), one.get("value", "")
        space = one.get("namespace")
        if space and name != "Namespace":
            value = f"$.{_space(str(space))}.{value}" if space != "System" else f"$.{_system(str(value))}"
        if name == "Attribute" and one.get("key"):
            attributes[str(one["key"])] = str(value)
        elif name == "Attribute":
            found["Attribute"] = value
        else:
            found[name] = value
    if attributes:
        found["Attributes"] = attributes
    if "Attribute" in found:
        space = str(found.get("Namespace", ""))
        attribute = str(found["Attribute"])
        already = attribute.startswith("$.")
        found["ComparisonValue"] = (
            attribute
            if already
            else f"$.{_system(attribute)}"
            if space == "System"
            else f"$.{_space(space)}.{attribute}"
        )
    for older, newer in (("FunctionArn", "LambdaFunctionARN"), ("ContactFlow", "ContactFlowId")):
        if older in found:
            found[newer] = found[older]
    if isinstance(module.get("metadata"), dict):
        named = module["metadata"].get("ContactFlow") or module["metadata"].get("contactFlow")
        if isinstance(named, dict) and named.get("text"):
            found["ContactFlowName"] = str(named["text"])
    for one in module.get("parameters") or []:
        if isinstance(one, dict) and one.get("name") == "ContactFlowId" and one.get("resourceName"):
            found["ContactFlowName"] = str(one["resourceName"])
        if isinstance(one, dict) and one.get("name") == "Queue" and one.get("resourceName"):
            found["QueueName"] = str(one["resourceName"])
    return found


def _space(space: str) -> str:
    return {"User Defined": "Attributes", "UserDefined": "Attributes"}.get(space, space or "Attributes")


def _system(attribute: str) -> str:
    return "StoredCustomerInput" if "stored" in attribute.lower() else attribute.replace(" ", "")
