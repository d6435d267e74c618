"""The questions of the eligibility self-check: what a visitor can know before registering."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.enums import District
from applications.labels import choices
from policy.codes import APPLICANT_KINDS, INDUSTRIES, LAB_KINDS
from policy.parameters import Parameters
from policy.size_class import needed_figures
from workflow.money import YuanField

YUAN_PER_WAN = 10_000
UNKNOWN = ("", _("I do not know yet"))
KNOWN = [("yes", _("Yes")), ("no", _("No"))]


class AnswerField(forms.ChoiceField):
    """Yes, no, or not known yet."""

    def __init__(self, **kwargs: Any):
        super().__init__(choices=[UNKNOWN, *KNOWN], required=False, **kwargs)


class FigureField(forms.DecimalField):
    """An amount of the accounts, in the unit that is chosen beside it; separators are welcome."""

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            required=False, min_value=0, max_digits=15, decimal_places=2, widget=widget, **kwargs
        )

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", "").replace("，", "") if value else value)


class CheckForm(forms.Form):
    """A visitor's answers; nothing of them is stored."""

    kind = forms.ChoiceField(label=_("Who wants to apply?"), widget=forms.RadioSelect)
    district = forms.ChoiceField(
        label=_("District of registration"), required=False, choices=[UNKNOWN, *District.choices]
    )
    abnormal = AnswerField(
        label=_("Are you deregistered or on a list of abnormal operation or serious breach?")
    )
    industry = forms.ChoiceField(
        label=_("Industry"),
        required=False,
        help_text=_("For enterprises: the industry of your main business decides which figures count."),
    )
    staff = forms.IntegerField(
        label=_("Employees, last year"), required=False, min_value=0, max_value=10_000_000
    )
    unit = forms.ChoiceField(
        label=_("Revenue and assets are given in"),
        choices=[("wan", _("万元 (10,000 元)")), ("yuan", _("元"))],
        initial="wan",
        required=False,
    )
    revenue = FigureField(label=_("Revenue, last year"), help_text=_("For example 850 in 万元."))
    assets = FigureField(label=_("Total assets, end of last year"), help_text=_("For example 1,200 in 万元."))
    activity = forms.ChoiceField(label=_("What shall the laboratory do for you?"))
    theme = forms.ChoiceField(label=_("Priority theme"), required=False)
    total = YuanField(
        label=_("Planned contract amount (元)"), required=False, help_text=_("For example 120,000.")
    )
    requested = YuanField(label=_("Voucher applied for (元)"), required=False, min_fen=1)
    awarded = YuanField(label=_("Vouchers already awarded to you this year (元)"), required=False)
    funded_elsewhere = AnswerField(label=_("Does other public money pay for the same content?"))
    commissions = forms.ChoiceField(
        label=_("Does a laboratory do the work on your order?"), choices=KNOWN, initial="yes"
    )
    listed = AnswerField(label=_("Is the laboratory in the open-laboratory directory?"))
    laboratory_kind = forms.ChoiceField(label=_("Kind of laboratory"), required=False)
    level = forms.ChoiceField(
        label=_("Its accreditation"),
        required=False,
        choices=[
            UNKNOWN,
            ("national", _("National level")),
            ("municipal", _("Municipal level")),
            ("none", _("None")),
        ],
    )
    affiliated = AnswerField(label=_("Are you and the laboratory tied by investment, control or property?"))
    design = forms.BooleanField(label=_("It is an industrial design project"), required=False)
    design_purpose = forms.ChoiceField(label=_("The design is for"), required=False)
    offers_design = AnswerField(label=_("Does the laboratory offer industrial design?"))
    purchases = YuanField(
        label=_("New technology and new products to be bought with the voucher (元)"),
        required=False,
        help_text=_("Leave empty when nothing is bought."),
    )
    purchase_purpose = forms.ChoiceField(label=_("The purchases serve"), required=False)
    announced = AnswerField(label=_("Are they on the announced list, and is the listing valid?"))

    SECTIONS = (
        (_("You"), ("kind", "district", "abnormal")),
        (_("Size of the enterprise"), ("industry", "staff", "unit", "revenue", "assets")),
        (_("The project"), ("activity", "theme", "total", "requested", "awarded", "funded_elsewhere")),
        (_("The laboratory"), ("commissions", "listed", "laboratory_kind", "level", "affiliated")),
        (_("Industrial design"), ("design", "design_purpose", "offers_design")),
        (_("New technology and new products"), ("purchases", "purchase_purpose", "announced")),
    )

    def __init__(self, parameters: Parameters, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        none, left_open, other = _("None"), UNKNOWN[1], ("other", _("Something else"))
        offered = {
            "kind": choices(APPLICANT_KINDS),
            "industry": choices(INDUSTRIES, _("Choose")),
            "activity": [*choices(parameters.activity_types), other],
            "theme": choices((theme.code for theme in parameters.priority_themes), none),
            "laboratory_kind": [*choices(LAB_KINDS, left_open), ("other", _("Another kind"))],
            "design_purpose": [*choices(parameters.industrial_design_purposes, left_open), other],
            "purchase_purpose": [*choices(parameters.purchase_purposes, left_open), other],
        }
        for name, found in offered.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The questions in their groups."""
        for title, names in self.SECTIONS:
            yield title, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """The figures of the industry are needed; amounts of the accounts come out in 万元."""
        told = super().clean() or {}
        if told.get("kind") == "enterprise":
            self._ask_for_figures(told)
        if told.get("unit") == "yuan":
            for name in ("revenue", "assets"):
                if told.get(name) is not None:
                    told[name] = told[name] / YUAN_PER_WAN
        return told

    def _ask_for_figures(self, told: dict[str, Any]) -> None:
        if not told.get("industry"):
            if "industry" not in self.errors:
                self.add_error(
                    "industry", _("Choose your industry: the size of an enterprise depends on it.")
                )
            return
        for figure in needed_figures(told["industry"]):
            name = figure.removesuffix("_wan")
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, _("This figure decides the size of an enterprise in your industry."))
