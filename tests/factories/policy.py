"""A published edition with the parameters that the questions and answers state."""

from datetime import date

from django.utils import timezone

from policy.codes import ACTIVITY_TYPES, INDUSTRIAL_DESIGN_PURPOSES, LAB_KINDS, PURCHASE_PURPOSES
from policy.models import Edition

SEED = {
    "eligible_size_classes": ["micro", "small"],
    "activity_types": list(ACTIVITY_TYPES),
    "priority_themes": [],
    "new_tech_cap_ratio": "0.30",
    "purchase_purposes": list(PURCHASE_PURPOSES),
    "purchase_applicant_kinds": ["enterprise"],
    "industrial_design_purposes": list(INDUSTRIAL_DESIGN_PURPOSES),
    "rec_inst_min_enterprises": 30,
    "rec_inst_min_events": 2,
    "lab_kinds": list(LAB_KINDS),
    "levelled_lab_kinds": ["key_lab", "engineering_center"],
}


def make_edition(code: str = "test-2020", valid_from: date = date(2020, 1, 1), **parameters) -> Edition:
    """A published edition; `parameters` change single values."""
    edition = Edition(code=code, title=code, valid_from=valid_from, parameters=SEED | parameters)
    edition.full_clean()
    edition.published_at = timezone.now()
    edition.save()
    return edition
