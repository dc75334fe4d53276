"""What Amazon Connect calls things: its errors in ordinary operation, its queue flows, blocks nobody notices."""

from __future__ import annotations

# Answers of the world in ordinary operation; every other error type is a fault of the platform.
OPERATING_ERRORS = {
    "QueueAtCapacity": "at capacity",
    "CallFailed": "nobody answers",
    "ConnectionTimeLimitExceeded": "nobody answers",
    "InvalidCallbackNumber": "the number is not valid",
    "CallbackNumberNotDialable": "the number cannot be called",
}
# Flows that run while the caller waits in a queue or is with an agent, as either form calls them.
QUEUE_FLOWS = frozenset(
    f"{who}{gap}{what}"
    for who in ("customer", "agent", "outbound")
    for what in ("queue", "hold", "whisper")
    for gap in ("", "_")
)
# Blocks of which a caller notices nothing, and after which the flow goes on.
GOES_ON = frozenset(
    [
        "GetMetricData",
        "GetMetrics",
        "GetQueueMetrics",
        "TagContact",
        "UntagContact",
        "AssociateContactToCustomerProfile",
        "ChangeRoutingPriority",
        "HoldCustomerOrAgent",
        "HoldParticipant",
        "AssignVoice",
        "SendMessage",
        "LoadContactContent",
        "CompleteOutboundCall",
    ]
)
GOES_ON_BEGINNINGS = ("Update", "Set", "MessageParticipant", "Create", "Start", "Stop", "Resume")
