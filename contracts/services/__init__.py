"""What people do with contracts: each service locks, finds, advances and records."""

from contracts.services.changes import (
    add_supplement,
    assess_change,
    decide_change,
    request_change,
    worth_after,
)
from contracts.services.clearing import assess_contract, clear_contract, return_contract, undo_clear_contract
from contracts.services.comparing import compare, judge_finding, look_at, placed, twins_of
from contracts.services.drafts import require_drafting, template
from contracts.services.purchases import asks_for_days, record_purchase_days
from contracts.services.readings import check_draft, forget_draft, request_reading
from contracts.services.readings import run as run_reading
from contracts.services.readings import sweep as sweep_readings
from contracts.services.submission import (
    SupplementData,
    check_contract,
    keep_upload,
    kept_upload,
    recall_contract,
    submit_contract,
)

__all__ = [
    "SupplementData",
    "add_supplement",
    "asks_for_days",
    "assess_change",
    "assess_contract",
    "check_contract",
    "check_draft",
    "clear_contract",
    "compare",
    "decide_change",
    "forget_draft",
    "judge_finding",
    "keep_upload",
    "kept_upload",
    "look_at",
    "placed",
    "recall_contract",
    "record_purchase_days",
    "request_change",
    "request_reading",
    "require_drafting",
    "return_contract",
    "run_reading",
    "submit_contract",
    "sweep_readings",
    "template",
    "twins_of",
    "undo_clear_contract",
    "worth_after",
]
