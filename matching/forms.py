"""What people type about needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import District
from applications.models import Call
from institutions.enums import TechnologyField
from institutions.models import RecommendingInstitution
from labs.forms import activity_choices
from labs.models import Laboratory
from matching.enums import OFFERS, Access, AnswerKind, Audience, CoachingKind, NeedState
from matching.models import Invitation, Need
from workflow.money import YuanField, format_yuan

USUAL_DAYS = 30


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


SECTIONS = [
    ("what", _("What you need"), ["title", "problem", "wanted_result"]),
    ("kind", _("What kind of work it is"), ["activity_type", "field", "is_industrial_design"]),
    ("frame", _("Money, time and place"), ["budget", "wanted_by", "district"]),
    ("readers", _("Who may read it"), ["audience", "recommender", "access"]),
]


class NeedForm(forms.Form):
    """The content of one draft; only the first line is required until it is published."""

    title = forms.CharField(
        label=_("The need in one line"),
        max_length=120,
        help_text=_("For example: cycle life test of a sodium-ion cell at low temperature."),
    )
    problem = forms.CharField(
        label=_("What is the problem?"),
        required=False,
        max_length=4000,
        widget=area(5),
        help_text=_(
            "What happens, since when, what you have tried. Leave out secrets: laboratories read this."
        ),
    )
    wanted_result = forms.CharField(
        label=_("What do you want to have in the end?"),
        required=False,
        max_length=4000,
        widget=area(4),
        help_text=_(
            "A test report with a CMA mark, a drawing, a prototype, a method; with figures if you know them."
        ),
    )
    activity_type = forms.ChoiceField(label=_("Type of activity"), required=False)
    field = forms.ChoiceField(
        label=_("Field"), required=False, choices=[("", _("— not sure —")), *TechnologyField.choices]
    )
    is_industrial_design = forms.BooleanField(
        label=_("This is industrial design"),
        required=False,
        help_text=_("Then only laboratories that offer industrial design are proposed (Q3)."),
    )
    budget = YuanField(
        label=_("Budget (元)"),
        required=False,
        min_fen=1,
        help_text=_(
            "What the whole work may cost, your own share included. Leave it empty to wait for quotes."
        ),
    )
    wanted_by = forms.DateField(label=_("Wanted by"), required=False, widget=date_input())
    district = forms.ChoiceField(
        label=_("Preferred district"), required=False, choices=[("", _("Anywhere")), *District.choices]
    )
    audience = forms.ChoiceField(
        label=_("Which laboratories may answer?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    recommender = forms.ModelChoiceField(
        label=_("Recommending institution"), queryset=RecommendingInstitution.objects.none(), required=False
    )
    access = forms.ChoiceField(
        label=_("What may this institution do?"), choices=Access.choices, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, need: Need, **kwargs):
        kept = {name: getattr(need, name) for name in Need.CONTENT} | {"version": need.version}
        super().__init__(*args, initial=kept | kwargs.pop("initial", {}), **kwargs)
        self.fields["activity_type"].choices = [("", _("— not sure —")), *activity_choices()]
        offered = RecommendingInstitution.objects.recommending().values("pk")
        wanted = Q(pk__in=offered) | Q(pk=need.recommender_id)
        self.fields["recommender"].queryset = (
            RecommendingInstitution.objects.filter(wanted)
            .select_related("organisation")
            .order_by("organisation__name_key", "pk")
        )

    def sections(self) -> list[dict[str, Any]]:
        """The fields in the order and groups of the page."""
        return [
            {"id": name, "title": title, "fields": [self[item] for item in fields]}
            for name, title, fields in SECTIONS
        ]

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in Need.CONTENT}


class UntilForm(forms.Form):
    """The last day for answers, with a remark."""

    answers_until = forms.DateField(label=_("Answers until"), widget=date_input())
    note = forms.CharField(label=_("Remark"), required=False, max_length=2000, widget=area(3))

    def __init__(self, *args, reason: bool = False, **kwargs):
        until = timezone.localdate() + timedelta(days=USUAL_DAYS)
        super().__init__(*args, initial={"answers_until": until}, **kwargs)
        if reason:
            self.fields["note"].label, self.fields["note"].required = _("Reason"), True


class LaboratoriesForm(forms.Form):
    """Which laboratories, and what to say to them or of them; the page draws the choices with their reasons."""

    laboratories = forms.ModelMultipleChoiceField(
        label=_("Laboratories"), queryset=Laboratory.objects.none(), to_field_name="reference"
    )
    note = forms.CharField(label=_("Remark"), required=False, max_length=500, widget=area(3))

    def __init__(self, *args, reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["laboratories"].queryset = Laboratory.objects.listed(timezone.localdate())
        if reason:
            self.fields["note"].label, self.fields["note"].required = _("Why these laboratories suit"), True
        else:
            self.fields["note"].label = _("What you want to say to these laboratories")


class AnswerForm(forms.Form):
    """The answer of a laboratory; a service institution says for which of `laboratories` it answers."""

    laboratory = forms.ModelChoiceField(
        label=_("Laboratory"), queryset=Laboratory.objects.none(), to_field_name="reference", empty_label=None
    )
    kind = forms.ChoiceField(label=_("Your answer"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    amount = YuanField(
        label=_("Amount (元)"),
        required=False,
        min_fen=1,
        help_text=_("For a quote: the whole work, tax included."),
    )
    lead_days = forms.IntegerField(
        label=_("Lead time in days"), required=False, min_value=1, max_value=3650, help_text=_("For a quote.")
    )
    valid_until = forms.DateField(
        label=_("The quote holds until"), required=False, widget=date_input(), help_text=_("For a quote.")
    )
    words = forms.CharField(
        label=_("What you want to say"),
        required=False,
        max_length=2000,
        widget=area(5),
        help_text=_(
            "How you would do it and what you need; with “not suitable”, why. Other laboratories never read it."
        ),
    )

    def __init__(self, *args, laboratories: Iterable[Laboratory] | None = None, wanted: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if laboratories is None:
            del self.fields["laboratory"]
            return
        offered = Laboratory.objects.filter(pk__in=[row.pk for row in laboratories])
        self.fields["laboratory"].queryset = offered.select_related("organisation").by_name()
        self.fields["laboratory"].initial = wanted


class CoachForm(forms.Form):
    """What the institution did for an enterprise."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CoachingKind.choices)
    day = forms.DateField(label=_("Day"), widget=date_input())
    words = forms.CharField(
        label=_("What was done or advised"),
        max_length=2000,
        widget=area(5),
        help_text=_("The enterprise, you and the office read it; laboratories do not."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"day": timezone.localdate()}, **kwargs)


class Offers(forms.ModelChoiceField):
    """Laboratories with an offer, in words that tell them apart."""

    def label_from_instance(self, row: Invitation) -> str:
        answer = row.answer
        if answer.kind != AnswerKind.QUOTE:
            return f"{row.laboratory.name} · {answer.get_kind_display()}"
        figures = {
            "name": row.laboratory.name,
            "amount": format_yuan(answer.amount),
            "days": answer.lead_days,
            "date": answer.valid_until,
        }
        return _("%(name)s · %(amount)s · %(days)s days · valid until %(date)s") % figures


class ChooseForm(forms.Form):
    """One of the offers."""

    invitation = Offers(
        label=_("Laboratory"), queryset=Invitation.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What you want to say to the laboratory"), required=False, max_length=2000, widget=area(3)
    )

    def __init__(self, *args, need: Need, **kwargs):
        super().__init__(*args, **kwargs)
        offers = need.invitations.filter(answer__kind__in=OFFERS)
        self.fields["invitation"].queryset = offers.select_related(
            "laboratory__organisation", "answer"
        ).order_by("answer__amount", "pk")


class ApplicationForm(forms.Form):
    """Where the application is written; nothing to choose when the need came from a draft."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Title of the project"), max_length=120)

    def __init__(self, *args, need: Need, **kwargs):
        super().__init__(*args, initial={"title": need.title}, **kwargs)
        self.fields["call"].queryset = Call.objects.open_on(timezone.localdate())


class NeedFilter(forms.Form):
    """Which needs; kept in the address, so that a list can be shared."""

    show = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Every state")), ("waiting", _("Waiting for us")), *NeedState.choices],
    )
    q = forms.CharField(
        label=_("Search"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )

    def rows(self, actor):
        """The needs that the actor may see and that fit."""
        chosen = self.cleaned_data if self.is_valid() else {}
        show = chosen.get("show")
        found = Need.objects.waiting_for(actor) if show == "waiting" else Need.objects.visible_to(actor)
        if show and show != "waiting":
            found = found.filter(state=show)
        words = (chosen.get("q") or "").strip()
        return found.filter(Q(title__icontains=words) | Q(reference__icontains=words)) if words else found
