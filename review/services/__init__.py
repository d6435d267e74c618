"""What people do with closing reports and expert review: each service locks, finds, advances and records."""

from review.services.closing import (
    check_report,
    confirm_report,
    recall_closing,
    retry_closing,
    return_closing,
    submit_closing,
)
from review.services.deciding import (
    assess_closing,
    close,
    refuse_closing,
    retry_findings,
    undo_close,
    undo_refuse_closing,
)
from review.services.opinions import declare_conflict, decline_invitation, save_draft, submit_opinion
from review.services.panel import (
    due_date_for,
    give_role,
    panel_findings,
    register_expert,
    replace_expert,
    start_assessment,
    start_review,
)
from review.services.report import (
    add_invoice,
    attach_report_document,
    remove_invoice,
    report_reuse,
    save_report,
)
from review.services.summing import sum_up

__all__ = [
    "add_invoice",
    "assess_closing",
    "attach_report_document",
    "check_report",
    "close",
    "confirm_report",
    "declare_conflict",
    "decline_invitation",
    "due_date_for",
    "give_role",
    "panel_findings",
    "recall_closing",
    "refuse_closing",
    "register_expert",
    "remove_invoice",
    "replace_expert",
    "report_reuse",
    "retry_closing",
    "retry_findings",
    "return_closing",
    "save_draft",
    "save_report",
    "start_assessment",
    "start_review",
    "submit_closing",
    "submit_opinion",
    "sum_up",
    "undo_close",
    "undo_refuse_closing",
]
