"""Forms of the contract: typing it off the paper, its template and drafts, changes."""

from contracts.forms.change import ChangeForm, DecisionForm
from contracts.forms.contract import ClearForm, ContractForm, SupplementForm
from contracts.forms.paper import DraftForm, JudgementForm, TemplateForm
from contracts.forms.purchases import PurchaseDaysForm

__all__ = [
    "ChangeForm",
    "ClearForm",
    "ContractForm",
    "DecisionForm",
    "DraftForm",
    "JudgementForm",
    "PurchaseDaysForm",
    "SupplementForm",
    "TemplateForm",
]
