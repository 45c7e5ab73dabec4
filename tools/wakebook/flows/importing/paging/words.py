"""What sorts of log entries PagerDuty has, and what they tell.

Source of the words: PagerDuty's REST API, version 2 (``LogEntry``). The types ``priority_change``,
``reopen``, ``merge``, ``status_update`` and ``responder_request`` are not published there, and
come from it.
"""

REACHED = {"trigger": "detected", "acknowledge": "acknowledged", "acknowledgement": "acknowledged"}
TOLD = {
    "unacknowledge": "The acknowledgement was taken back or ran out.",
    "escalate": "Escalated to the next level.",
    "assign": "Assigned to somebody else.",
    "reassign": "Assigned to somebody else.",
    "delegate": "Handed to another escalation policy.",
    "snooze": "Snoozed.",
    "exhaust_escalation_path": "Nobody of the escalation path acknowledged.",
    "repeat_escalation_path": "The escalation path began anew.",
    "reach_ack_limit": "The limit of acknowledgements was reached.",
    "reach_trigger_limit": "The limit of triggers was reached.",
    "responder_request": "More responders were called.",
    "merge": "Incidents were merged.",
}
"""What an entry tells by its type alone, in words that name nobody."""

ASSIGNS = frozenset({"assign", "reassign", "escalate", "delegate"})
SIGNED = frozenset({*REACHED, *TOLD, "resolve", "reopen", "annotate", "status_update"})
SIGNED |= {"priority_change", "urgency_change"}
