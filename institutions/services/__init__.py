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
from institutions.services.dossier import (
    attach_document,
    keep,
    register_recommending_institution,
    register_service_institution,
    require_reason,
    save_dossier,
)
from institutions.services.roster import (
    record_evaluation,
    record_training,
    remove_planned_event,
    remove_served_enterprise,
    save_planned_event,
    save_served_enterprise,
)

__all__ = [
    "approve",
    "attach_document",
    "end",
    "keep",
    "load_field_centres",
    "reapply",
    "recall",
    "record_evaluation",
    "record_training",
    "register_field_centre",
    "register_recommending_institution",
    "register_service_institution",
    "reject",
    "remove_planned_event",
    "remove_served_enterprise",
    "require_reason",
    "resume",
    "return_for_correction",
    "save_dossier",
    "save_planned_event",
    "save_served_enterprise",
    "submit",
    "suspend",
    "undo_reject",
]
