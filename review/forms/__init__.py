"""Forms of closing reports, panels of experts, and opinions."""

from review.forms.deciding import CloseForm, RefuseForm
from review.forms.opinion import DeclareForm, GroupOpinionForm, OpinionForm
from review.forms.panel import PanelForm, ReplaceForm, ReviewPanelForm
from review.forms.register import ExpertFilter, ExpertForm, NewExpertForm
from review.forms.report import InvoiceForm, ReportForm

__all__ = [
    "CloseForm",
    "DeclareForm",
    "ExpertFilter",
    "ExpertForm",
    "GroupOpinionForm",
    "InvoiceForm",
    "NewExpertForm",
    "OpinionForm",
    "PanelForm",
    "RefuseForm",
    "ReplaceForm",
    "ReportForm",
    "ReviewPanelForm",
]
