"""What the office sets and rates in the yearly evaluation of professional service institutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.figures import sources
from institutions.forms.dossier import date_input
from institutions.models import EvaluationRound, Indicator
from institutions.models.indicators import MANUAL, WHOLE

SPARE_ROWS = 3


def source_choices() -> list[tuple[str, Any]]:
    """The figures that the portal draws itself, and the office's own rating."""
    return [
        (MANUAL, _("Rated by the office, 0 to 100")),
        *((row.code, row.label) for row in sources().values()),
    ]


class RoundForm(forms.ModelForm):
    """Dates and grades of a year."""

    class Meta:
        model = EvaluationRound
        fields = ["report_until", "excellent_from", "good_from", "passed_from"]
        widgets = {"report_until": date_input()}


class IndicatorForm(forms.ModelForm):
    """One indicator of a year; an empty row is none."""

    source = forms.ChoiceField(label=_("Where its value comes from"))

    class Meta:
        model = Indicator
        fields = ["label", "source", "weight", "none_at", "full_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = source_choices()  # type: ignore[attr-defined]


IndicatorFormSet = forms.modelformset_factory(
    Indicator, form=IndicatorForm, extra=SPARE_ROWS, can_delete=True, max_num=30
)


class RatingForm(forms.Form):
    """The office's ratings of one institution, and a remark."""

    def __init__(self, *args, indicators: list[Indicator], **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for row in indicators:
            self.fields[f"rating_{row.pk}"] = forms.IntegerField(
                label=row.label, min_value=0, max_value=WHOLE, help_text=_("From 0 to 100.")
            )
        self.fields["remark"] = forms.CharField(
            label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def ratings(self) -> dict[int, int]:
        """Indicator → rating."""
        return {row.pk: self.cleaned_data[f"rating_{row.pk}"] for row in self.indicators}
