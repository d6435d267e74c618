"""Forms in which the office chooses experts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.delisting import DelistingMixin
from applications.models import Project
from review.forms.fields import date_input
from review.models import Assignment
from review.services import due_date_for


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


class ReviewPanelForm(DelistingMixin, PanelForm):
    """The panel of a closing review, perhaps with a chair who sums up the opinions of all."""

    chair = forms.ChoiceField(
        label=_("Chair"), required=False, help_text=_("Sums up the opinions of all experts once they are in.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [("", _("No chair")), *self.fields["experts"].choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("chair") and cleaned["chair"] not in cleaned.get("experts", []):
            self.add_error("chair", _("The chair must be one of the experts you ticked."))
        return cleaned

    @property
    def leader(self):
        """The expert who is named as chair, or None."""
        named = self.data.get("chair") if self.is_bound else None
        return next((expert for expert in self.people() if str(expert.pk) == named), None)


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
