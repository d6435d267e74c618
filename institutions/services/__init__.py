"""What people do with institutions: each service locks, finds, advances and records."""

from institutions.services.accreditation import (
    approve,
    end,
    reapply,
    recall,
    reject,
    resume,
    return_for_correction,
    submit,
    suspend,
    undo_reject,
)
from institutions.services.centres import load_field_centres, register_field_centre
from institutions.services.coaching import record_coaching, save_event_enterprises
from institutions.services.dossier import (
    attach_document,
    keep,
    register_recommending_institution,
    register_service_institution,
    require_reason,
    save_dossier,
)
from institutions.services.evaluation import (
    evaluate_year,
    lines_of,
    open_round,
    publish_evaluations,
    save_round,
    save_self_report,
    score_of,
)
from institutions.services.renewal import refuse_renewal, renew, request_renewal
from institutions.services.roster import (
    add_event_paper,
    record_evaluation,
    record_training,
    remove_planned_event,
    remove_served_enterprise,
    save_planned_event,
    save_served_enterprise,
)

__all__ = [
    "add_event_paper",
    "approve",
    "attach_document",
    "end",
    "evaluate_year",
    "keep",
    "lines_of",
    "load_field_centres",
    "open_round",
    "publish_evaluations",
    "reapply",
    "recall",
    "record_coaching",
    "record_evaluation",
    "record_training",
    "refuse_renewal",
    "register_field_centre",
    "register_recommending_institution",
    "register_service_institution",
    "reject",
    "remove_planned_event",
    "remove_served_enterprise",
    "renew",
    "request_renewal",
    "require_reason",
    "resume",
    "return_for_correction",
    "save_dossier",
    "save_event_enterprises",
    "save_planned_event",
    "save_round",
    "save_self_report",
    "save_served_enterprise",
    "score_of",
    "submit",
    "suspend",
    "undo_reject",
]
