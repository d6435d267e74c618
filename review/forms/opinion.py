"""Forms of experts: the declaration, the opinion, and what the group says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.parameters import Indicator
from review.enums import DECISIONS_OF, ReviewStage
from review.forms.fields import YES_NO, points_field, text
from review.rubric import rated
from workflow.money import YuanField


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

    def __init__(self, *args, stage: str, rubric: tuple[Indicator, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        self.fields["decision"].choices = [
            (item.value, item.label) for item in DECISIONS_OF[ReviewStage(stage)]
        ]
        unused = {"clause_present", "accepted_cost"} if stage == ReviewStage.ASSESSMENT else {"score"}
        for name in unused | ({"score"} if rubric else set()):
            self.fields.pop(name, None)
        for item in rated(rubric):
            self.fields[f"rating_{item.code}"] = points_field(item)
        self.order_fields(["clause_present", *(f"rating_{item.code}" for item in rated(rubric)), "decision"])

    def opinion(self) -> dict[str, Any]:
        """What the service takes: the ratings by indicator beside the other answers."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("rating_")}
        if self.rubric:
            given["ratings"] = {
                item.code: self.cleaned_data[f"rating_{item.code}"] for item in rated(self.rubric)
            }
        return given


class GroupOpinionForm(forms.Form):
    """What the chair says for all."""

    decision = forms.ChoiceField(label=_("Decision of the group"), widget=forms.RadioSelect)
    accepted_cost = YuanField(
        label=_("Cost that should be accepted (元)"),
        required=False,
        help_text=_("At most the reported cost."),
    )
    reasons = text(
        _("Reasons of the group"), rows=8, help_text=_("What the experts agree on, and where they differ.")
    )

    def __init__(self, *args, stage: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            (item.value, item.label) for item in DECISIONS_OF[ReviewStage(stage)]
        ]
        if stage == ReviewStage.ASSESSMENT:
            del self.fields["accepted_cost"]
