"""One decision on one file, noted for later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from applications.models import Project
from desk.models.pending import WITH_AMOUNT, WITH_REASON, Kind
from desk.services.deciding import usual_amount
from workflow.money import YuanField


class RecordForm(forms.Form):
    """The decisions that are possible on this file now, with amount and reason."""

    kind = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    amount = YuanField(
        label=_("Amount (元)"),
        required=False,
        min_fen=0,
        help_text=_("Approved amount or accepted cost; leave it empty for the usual one."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Needed for a rejection and for both outcomes of a closing review; the other side reads it."
        ),
    )

    def __init__(self, *args, project: Project, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        possible = {step.name for step in project.available_steps(actor)}
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Kind if kind in possible]
        usual = [usual_amount(project, kind) for kind in WITH_AMOUNT if kind in possible]
        if usual:
            self.fields["amount"].initial = usual[0]
        else:
            del self.fields["amount"]

    @property
    def is_possible(self) -> bool:
        """Whether there is anything to decide on the file now."""
        return bool(self.fields["kind"].choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") in WITH_REASON and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Give the reason; the other side reads it."))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """What `deciding.record` takes."""
        data = self.cleaned_data
        return {"kind": data["kind"], "amount": data.get("amount"), "reason": data["reason"]}
