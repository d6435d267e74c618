"""What a bulk action asks for: the same for every file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.forms import correction_choices
from contracts.models import Contract
from desk.forms.letter import LetterForm
from desk.models.pending import WITH_REASON, Kind
from desk.services import claims
from review.models import ClosingReport, Expert
from review.services import due_date_for
from workflow.forms import CorrectionsForm
from workflow.models.document import DocumentKind
from workflow.pages import ReasonForm
from workflow.presentation import correction_label

DAY = {"type": "date"}


class RemarkForm(ReasonForm):
    """A remark for every file, or none."""

    def __init__(self, *args, actor: Any = None, **kwargs):
        super().__init__(*args, label=_("Remark"), required=False, **kwargs)

    def inputs(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class SameReasonForm(ReasonForm):
    """One reason, read for every file."""

    def __init__(self, *args, actor: Any = None, **kwargs):
        super().__init__(
            *args, help_text=_("It is the same for every file, and the other side reads it."), **kwargs
        )

    def inputs(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class SameCorrectionsForm(CorrectionsForm):
    """The same corrections asked for in every file."""

    def __init__(self, *args, fields: Any, kinds: Any, actor: Any = None, **kwargs):
        super().__init__(*args, fields=fields, kinds=kinds, **kwargs)

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "wanted": [vars(item) for item in data["wanted"]],
            "due_date": data["due_date"].isoformat() if data["due_date"] else "",
            "note": data["note"],
        }


class PanelForm(forms.Form):
    """The same panel for every closing review."""

    experts = forms.ModelMultipleChoiceField(
        label=_("Experts"), queryset=Expert.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_date = forms.DateField(
        label=_("Opinions expected by"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        initial=due_date_for,
    )

    def __init__(self, *args, actor: Any = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["experts"].queryset = Expert.objects.available()

    def inputs(self) -> dict[str, Any]:
        return {
            "experts": sorted(expert.pk for expert in self.cleaned_data["experts"]),
            "due_date": self.cleaned_data["due_date"].isoformat(),
        }


class ColleagueForm(ReasonForm):
    """To whom the files go, and why."""

    to = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())
    field_order = ["to", "note"]

    def __init__(self, *args, actor: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = claims.colleagues(actor)

    def inputs(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"].pk, "note": self.cleaned_data["note"]}


class DecisionForm(forms.Form):
    """Which decision waits, and why; the amounts are those of the files."""

    kind = forms.ChoiceField(label=_("Decision"), choices=Kind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Needed for a rejection and for both outcomes of a closing review; the other side reads it."
        ),
    )

    def __init__(self, *args, actor: Any = None, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") in WITH_REASON and not cleaned.get("note", "").strip():
            self.add_error("note", _("Give the reason; the other side reads it."))
        return cleaned

    def inputs(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["kind"], "note": self.cleaned_data["note"].strip()}


def _application(data: Any, actor: Any) -> SameCorrectionsForm:
    fields, kinds = correction_choices()
    return SameCorrectionsForm(data, fields=fields, kinds=kinds)


def _contract(data: Any, actor: Any) -> SameCorrectionsForm:
    return _corrections(data, Contract, Contract.TYPED, (DocumentKind.CONTRACT, DocumentKind.SUPPLEMENT))


def _report(data: Any, actor: Any) -> SameCorrectionsForm:
    kinds = (DocumentKind.CLOSING_REPORT, DocumentKind.RESULT, DocumentKind.PAYMENT_PROOF)
    return _corrections(data, ClosingReport, ClosingReport.WRITTEN, kinds)


def _corrections(data: Any, model: Any, names: Any, kinds: Any) -> SameCorrectionsForm:
    fields = [(name, correction_label(model, "field", name)) for name in names]
    return SameCorrectionsForm(data, fields=fields, kinds=[(kind.value, kind.label) for kind in kinds])


# The question of an action → its form, made of what was posted and who asks.
FORMS: dict[str, Callable[[Any, Any], Any]] = {
    "remark": lambda data, actor: RemarkForm(data),
    "reason": lambda data, actor: SameReasonForm(data),
    "reasons": lambda data, actor: SameReasonForm(data),
    "application": _application,
    "contract": _contract,
    "report": _report,
    "panel": lambda data, actor: PanelForm(data),
    "colleague": lambda data, actor: ColleagueForm(data, actor=actor),
    "decision": lambda data, actor: DecisionForm(data),
    "letter": lambda data, actor: LetterForm(data),
}
