"""What people do with projects before the money: each service locks, finds, advances and records."""

from applications.services.conversation import keep_draft, mark_answered, mark_read, send
from applications.services.counter import counter_findings
from applications.services.decisions import approve, propose_approval, reject, undo_approve, undo_reject
from applications.services.drafts import (
    PurchaseLine,
    attach_document,
    copy_project,
    save_draft,
    start_project,
)
from applications.services.endorsing import decline, endorse, return_for_correction, undo_decline
from applications.services.exits import withdraw
from applications.services.lookup import fresh, judge
from applications.services.registration import register_enterprise, register_team, update_enterprise
from applications.services.satisfaction import rate
from applications.services.submission import dry_run, recall, submit
from applications.services.succession import carry_over, team_becomes_enterprise, to_carry_over

__all__ = [
    "PurchaseLine",
    "approve",
    "attach_document",
    "carry_over",
    "copy_project",
    "counter_findings",
    "decline",
    "dry_run",
    "endorse",
    "fresh",
    "judge",
    "keep_draft",
    "mark_answered",
    "mark_read",
    "propose_approval",
    "rate",
    "recall",
    "register_enterprise",
    "register_team",
    "reject",
    "return_for_correction",
    "save_draft",
    "send",
    "start_project",
    "submit",
    "team_becomes_enterprise",
    "to_carry_over",
    "undo_approve",
    "undo_decline",
    "undo_reject",
    "update_enterprise",
    "withdraw",
]
