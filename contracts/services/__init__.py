"""What people do with contracts: each service locks, finds, advances and records."""

from contracts.services.changes import add_supplement, decide_change, request_change
from contracts.services.clearing import assess_contract, clear_contract, return_contract, undo_clear_contract
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
    "assess_contract",
    "check_contract",
    "clear_contract",
    "decide_change",
    "keep_upload",
    "kept_upload",
    "recall_contract",
    "request_change",
    "return_contract",
    "submit_contract",
    "undo_clear_contract",
]
