"""Forms of the application."""

from applications.forms.message import MessageForm
from applications.forms.project import ProjectForm, PurchaseFormSet, StartForm, TopicForm, correction_choices
from applications.forms.registration import EnterpriseForm, PartyForm, TeamForm
from applications.forms.satisfaction import SatisfactionForm
from applications.forms.steps import AmountForm, EndorseForm

__all__ = [
    "AmountForm",
    "EndorseForm",
    "EnterpriseForm",
    "MessageForm",
    "PartyForm",
    "ProjectForm",
    "PurchaseFormSet",
    "SatisfactionForm",
    "StartForm",
    "TeamForm",
    "TopicForm",
    "correction_choices",
]
