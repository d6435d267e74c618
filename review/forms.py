"""Forms of closing reports, panels of experts, and opinions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Invoice, Project
from review.enums import DECISIONS_OF, ReviewStage
from review.models import Assignment, ClosingReport
from review.services import due_date_for
from workflow.money import YuanField

YES_NO = [("True", _("Yes")), ("False", _("No"))]


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text(label: Any, rows: int = 4, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReportForm(forms.ModelForm):
    """The words and the cost of the closing report; it may be saved half-done."""

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ClosingReport
        fields = ClosingReport.WRITTEN
        widgets = {
            "work_done": forms.Textarea(attrs={"rows": 6}),
            "results": forms.Textarea(attrs={"rows": 5}),
            "deviations": forms.Textarea(attrs={"rows": 3}),
            "effects": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "work_done": _("Go through the plan of the application point by point."),
            "results": _("Test reports with their numbers, prototypes, drawings, patents, standards."),
            "deviations": _("What went otherwise than planned, and why; leave it empty if nothing did."),
            "effects": _("For example sales, savings or jobs."),
            "actual_cost": _("What the work did cost, as the invoices show."),
        }

    def content(self) -> dict[str, Any]:
        """What was written, the cost in fen."""
        return {name: self.cleaned_data[name] for name in ClosingReport.WRITTEN}


class InvoiceForm(forms.ModelForm):
    """One invoice; a number of a seller is used once in the whole programme."""

    class Meta:
        model = Invoice
        fields = ("number", "seller_name", "seller_uscc", "issued_on", "amount")
        widgets = {"issued_on": date_input()}

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split()).upper()

    def clean_seller_uscc(self) -> str:
        return "".join(self.cleaned_data["seller_uscc"].split()).upper()


class ExpertSelect(forms.CheckboxSelectMultiple):
    """The picker's own template draws the boxes; the widget only reads them."""


class PanelForm(forms.Form):
    """Who is asked and by when; experts with a known conflict are shown with the reason and cannot be chosen."""

    experts = forms.MultipleChoiceField(
        label=_("Experts"),
        widget=ExpertSelect,
        error_messages={"required": _("Choose the experts to be asked.")},
    )
    due_date = forms.DateField(label=_("Opinions expected by"), widget=date_input(), initial=due_date_for)
    words = forms.CharField(label=_("Name or unit"), required=False, max_length=60)
    several = True

    def __init__(self, *args, project: Project, picker, **kwargs):
        super().__init__(*args, **kwargs)
        self.picker = picker
        self.rows = picker.rows(project, self.chosen, self.searched)
        self.fields["experts"].choices = [(str(row.expert.pk), str(row.expert)) for row in self.rows]

    @property
    def searched(self) -> str:
        """What the office looks for in the register."""
        return (self.data.get("words", "") if self.is_bound else "").strip()

    @property
    def chosen(self) -> set[str]:
        """The experts that are ticked, also while searching on."""
        return set(self.data.getlist("experts")) if self.is_bound else set()

    @property
    def is_searching(self) -> bool:
        """Whether the form was sent only to look for more experts."""
        return "search" in self.data

    def is_valid(self) -> bool:
        return not self.is_searching and super().is_valid()

    def people(self) -> list:
        """The experts that are ticked."""
        return [row.expert for row in self.rows if str(row.expert.pk) in self.chosen]


class ReplaceForm(PanelForm):
    """Whom somebody else is asked for."""

    several = False
    assignment = forms.ModelChoiceField(
        label=_("Instead of"), queryset=Assignment.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, open_invitations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignment"].queryset = open_invitations
        self.fields["assignment"].label_from_instance = lambda row: f"{row.expert} · {row.status.label}"
        self.order_fields(["assignment", "experts", "due_date", "words"])

    def clean_experts(self) -> list[str]:
        chosen = self.cleaned_data["experts"]
        if len(chosen) != 1:
            raise forms.ValidationError(_("Choose one expert."))
        return chosen


class DeclareForm(forms.Form):
    """Whether anything stands between the expert and the parties."""

    conflict = forms.TypedChoiceField(
        label=_("Conflict of interest"),
        choices=[
            ("False", _("I have no interest in, and no close tie to, any of these parties.")),
            ("True", _("I have a conflict of interest.")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    reason = text(
        _("What the conflict is"),
        rows=3,
        required=False,
        help_text=_("Only if there is one; the office reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("conflict") and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words what the conflict is."))
        return cleaned


class OpinionForm(forms.Form):
    """Decision and reasons, both mandatory (R8.1), with what the stage asks for beside them."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    score = forms.IntegerField(label=_("Score (0 to 100)"), min_value=0, max_value=100)
    clause_present = forms.TypedChoiceField(
        label=_("Does the contract have voucher terms?"),
        choices=YES_NO,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        help_text=_("Their presence is one of the indicators of the closing review (Q6)."),
    )
    accepted_cost = YuanField(
        label=_("Cost that should be accepted (元)"),
        required=False,
        help_text=_("At most the reported cost; leave it empty if you let the office decide."),
    )
    reasons = text(_("Reasons"), rows=6, help_text=_("Whichever way you decide (Q8)."))

    def __init__(self, *args, stage: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            (item.value, item.label) for item in DECISIONS_OF[ReviewStage(stage)]
        ]
        for name in ("clause_present", "accepted_cost") if stage == ReviewStage.ASSESSMENT else ("score",):
            del self.fields[name]


class CloseForm(forms.Form):
    """The accepted cost and the reasons, as they are recorded."""

    accepted_cost = YuanField(label=_("Accepted cost (元)"), min_fen=0)
    reasons = text(_("Reasons"), rows=5, help_text=_("Applicant and laboratory read them."))


class RefuseForm(forms.Form):
    """The reasons, as they are recorded."""

    reasons = text(_("Reasons"), rows=5, help_text=_("Applicant and laboratory read them."))
