"""Forms of institutions and of the office about them."""

from institutions.forms.dossier import FORMS, ProfileForm, RecommendingForm, ServiceForm, correction_choices
from institutions.forms.registration import PartyForm, RecommendingRegistrationForm, ServiceRegistrationForm
from institutions.forms.roster import EvaluationForm, EventForm, ServedEnterpriseForm, TrainingForm

__all__ = [
    "FORMS",
    "EvaluationForm",
    "EventForm",
    "PartyForm",
    "ProfileForm",
    "RecommendingForm",
    "RecommendingRegistrationForm",
    "ServedEnterpriseForm",
    "ServiceForm",
    "ServiceRegistrationForm",
    "TrainingForm",
    "correction_choices",
]
