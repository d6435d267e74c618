"""Forms of a change: what the applicant asks for, and the office's answer."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from contracts.enums import ChangeKind
from contracts.forms.contract import SupplementForm, date_input
from contracts.models import ChangeRequest
from labs.models import Laboratory
from workflow.money import YuanField

SAY_WHAT = _("Say what the contract is to say after the change.")
SUPPLEMENT = ("supplement_number", "supplement_signed_on", "supplement_subject")


class ChangeForm(SupplementForm, forms.ModelForm):
    """A change the applicant asks for, with the supplement that the parties have signed for it."""

    ASKS = {
        ChangeKind.PERIOD: "new_period_to",
        ChangeKind.AMOUNT: "new_amount",
        ChangeKind.LABORATORY: "new_laboratory",
    }

    new_amount = YuanField(
        label=_("New contract amount (元)"),
        required=False,
        min_fen=1,
        help_text=_("The office determines the amount anew; the voucher can only fall by it."),
    )

    class Meta:
        model = ChangeRequest
        fields = ("kind", "new_period_to", "new_laboratory", "text")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "new_period_to": date_input(),
        }
        help_texts = {
            "text": _("Say what is to change, from when, and why."),
            "new_period_to": _("Only for a change of the period."),
            "new_laboratory": _("Only for a change of the laboratory; it is checked like in an application."),
        }

    def __init__(self, *args: Any, project: Project, kind: str = "", **kwargs: Any):
        """With a `kind` the form asks for what belongs to it and for nothing else."""
        super().__init__(*args, **kwargs)
        if kind in ChangeKind.values:
            self.initial["kind"] = kind
            self.fields["kind"].choices = [(kind, ChangeKind(kind).label)]
            for name in set(self.ASKS.values()) - {self.ASKS.get(ChangeKind(kind))}:
                del self.fields[name]
            if named := self.ASKS.get(ChangeKind(kind)):
                self._ask_for(named)
        if "new_laboratory" in self.fields:
            listed = Laboratory.objects.listed(timezone.localdate()).exclude(pk=project.laboratory_id)
            self.fields["new_laboratory"].queryset = listed.select_related("organisation").by_name()
        for name in SUPPLEMENT:
            self.fields[name].required = False
        self.order_fields(["kind", "new_period_to", "new_amount", "new_laboratory", "text"])

    def _ask_for(self, name: str) -> None:
        """The one thing that this change is about; that it belongs to this change alone need not be said."""
        field = self.fields[name]
        field.required, field.error_messages["required"] = True, SAY_WHAT
        if name != "new_amount":
            field.help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = self.ASKS.get(cleaned.get("kind", ""))
        for name in self.ASKS.values():
            if name != named:
                cleaned[name] = None
        if named and not cleaned.get(named) and named not in self.errors:
            self.add_error(named, SAY_WHAT)
        if self._has_supplement(cleaned):
            for name in (*SUPPLEMENT, "supplement_document"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill in this field, or take the supplement out."))
        return cleaned

    def _has_supplement(self, cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(name) for name in (*SUPPLEMENT, "supplement_document"))

    def request(self) -> dict[str, Any]:
        """What the service takes, amounts in fen."""
        names = ("kind", "text", *self.ASKS.values())
        taken = {name: self.cleaned_data[name] for name in names}
        if self._has_supplement(self.cleaned_data):
            taken["supplement"] = self.supplement(self.cleaned_data["supplement_document"])
        return taken


class DecisionForm(forms.Form):
    """The office's answer to a change request; a new amount is determined with it."""

    granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("True", _("Grant the change")), ("False", _("Refuse the change"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    determined_amount = YuanField(
        label=_("Determined contract amount (元)"),
        required=False,
        min_fen=1,
        help_text=_(
            "At most what was determined before. The 30 % share and the voucher are measured by it; "
            "what the voucher loses goes back to the call."
        ),
    )
    decision = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads them."),
    )

    def __init__(self, *args: Any, change: ChangeRequest, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if change.kind != ChangeKind.AMOUNT:
            del self.fields["determined_amount"]
