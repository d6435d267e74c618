"""Forms of institutions and of the office about them."""

from institutions.forms.centres import CentreForm, CentrePersonForm
from institutions.forms.dossier import FORMS, ProfileForm, RecommendingForm, ServiceForm, correction_choices
from institutions.forms.evaluation import IndicatorFormSet, RatingForm, RoundForm
from institutions.forms.registration import PartyForm, RecommendingRegistrationForm, ServiceRegistrationForm
from institutions.forms.roster import (
    EvaluationForm,
    EventForm,
    LetterForm,
    RosterFilter,
    ServedEnterpriseForm,
    TrainingForm,
)
from institutions.forms.work import CoachingForm, EventEnterprisesForm, EventPaperForm, SelfReportForm

__all__ = [
    "FORMS",
    "CentreForm",
    "CentrePersonForm",
    "CoachingForm",
    "EvaluationForm",
    "EventEnterprisesForm",
    "EventForm",
    "EventPaperForm",
    "IndicatorFormSet",
    "LetterForm",
    "PartyForm",
    "ProfileForm",
    "RatingForm",
    "RecommendingForm",
    "RecommendingRegistrationForm",
    "RosterFilter",
    "RoundForm",
    "SelfReportForm",
    "ServedEnterpriseForm",
    "ServiceForm",
    "ServiceRegistrationForm",
    "TrainingForm",
    "correction_choices",
]
