"""The filter of the queue: many values each, kept in the address, the same for list, counts, export and bulk actions."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import District, Role
from applications.enums import State
from applications.labels import choices
from applications.models import Project
from desk.tabs import has_claim
from desk.waiting import overdue
from policy.codes import ACTIVITY_TYPES
from workflow.models import Correction
from workflow.money import YuanField

MOST_VALUES = 40
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
HOLDERS = [("", _("Anybody")), ("nobody", _("Nobody")), ("me", _("I")), ("colleague", _("A colleague"))]
AMOUNT = Coalesce("award_amount", "requested_amount")
# What a role does not filter by, because all its files are the same in it.
WITHOUT: dict[str, set[str]] = {
    Role.APPLICANT: {"holder", "institution", "district"},
    Role.RECOMMENDER: {"holder", "institution"},
    Role.LABORATORY: {"holder", "laboratory"},
    Role.SERVICE: {"holder"},
    Role.EXPERT: {"holder", "corrections"},
    Role.AUDITOR: {"holder"},
}


class ManyChoices(forms.MultipleChoiceField):
    """Several known values, each once."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        return list(dict.fromkeys(super().clean(value)))


class ManyCodes(forms.Field):
    """Several public names (a call's code, a reference); an unknown one simply has no files."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        found = list(dict.fromkeys(value or []))
        if len(found) > MOST_VALUES or not all(CODE.fullmatch(code) for code in found):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
        return found


class Day(forms.DateField):
    """A day on which something of the programme can have happened."""

    def __init__(self, label):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=False, widget=widget)

    def clean(self, value):
        day = super().clean(value)
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Enter a day of this century."), code="invalid")
        return day


class QueueFilter(forms.Form):
    """What to look for. `apply` narrows a queryset; what was not understood is named in `ignored` and left out."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Reference, title, applicant, credit code")}
        ),
    )
    state = ManyChoices(label=_("State"), required=False, choices=State.choices)
    activity = ManyChoices(label=_("Type of activity"), required=False)
    call = ManyCodes(label=_("Call"), required=False)
    institution = ManyCodes(label=_("Recommending institution"), required=False)
    laboratory = forms.CharField(label=_("Laboratory"), required=False, max_length=80)
    district = ManyChoices(label=_("District of the applicant"), required=False, choices=District.choices)
    holder = forms.ChoiceField(label=_("Who has it"), required=False, choices=HOLDERS)
    amount_min = YuanField(label=_("Amount from (元)"), required=False)
    amount_max = YuanField(label=_("Amount to (元)"), required=False)
    submitted_from = Day(_("Submitted from"))
    submitted_to = Day(_("Submitted until"))
    since_from = Day(_("In this state from"))
    since_to = Day(_("In this state until"))
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    corrections = forms.BooleanField(label=_("With open corrections"), required=False)
    returned = forms.BooleanField(label=_("Returned before"), required=False)
    unread = forms.BooleanField(label=_("With unread messages"), required=False)

    def __init__(self, data: QueryDict, *, actor, now: datetime | None = None):
        super().__init__(data)
        self.actor = actor
        self.now = now or timezone.now()
        self.fields["activity"].choices = choices(ACTIVITY_TYPES)
        for name in WITHOUT.get(actor.role, set()):
            del self.fields[name]

    @property
    def ignored(self) -> list[str]:
        """The labels of what the address asks for and nobody understands."""
        return [str(self.fields[name].label if name in self.fields else name) for name in self.errors]

    def chosen(self) -> dict[str, Any]:
        """The values that are set and understood, by field."""
        self.full_clean()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not False and value not in ("", None, [])
        }

    def apply(self, queryset: QuerySet[Project]) -> QuerySet[Project]:
        """The projects that fit every chosen filter."""
        for name, value in self.chosen().items():
            queryset = getattr(self, f"_by_{name}")(queryset, value)
        return queryset

    def clean(self):
        """Ranges the wrong way round are not understood."""
        found = super().clean() or {}
        for first, last in (
            ("amount_min", "amount_max"),
            ("submitted_from", "submitted_to"),
            ("since_from", "since_to"),
        ):
            low, high = found.get(first), found.get(last)
            if low is not None and high is not None and low > high:
                self.add_error(last, _("The end lies before the beginning."))
        return found

    def _by_q(self, queryset, words):
        return queryset.search(words.strip())

    def _by_state(self, queryset, states):
        return queryset.filter(state__in=states)

    def _by_activity(self, queryset, codes):
        return queryset.filter(activity_type__in=codes)

    def _by_call(self, queryset, codes):
        return queryset.filter(call__code__in=codes)

    def _by_institution(self, queryset, references):
        return queryset.filter(recommender__reference__in=references)

    def _by_laboratory(self, queryset, words):
        return queryset.filter(laboratory__organisation__name__icontains=words.strip())

    def _by_district(self, queryset, districts):
        return queryset.filter(applicant__district__in=districts)

    def _by_holder(self, queryset, who):
        if who == "nobody":
            return queryset.exclude(has_claim(self.actor, self.now))
        return queryset.filter(has_claim(self.actor, self.now, mine=who == "me"))

    def _by_amount_min(self, queryset, fen):
        return queryset.alias(least=AMOUNT).filter(least__gte=fen)

    def _by_amount_max(self, queryset, fen):
        return queryset.alias(most=AMOUNT).filter(most__lte=fen)

    def _by_submitted_from(self, queryset, day):
        return queryset.filter(submitted_at__gte=start_of(day))

    def _by_submitted_to(self, queryset, day):
        return queryset.filter(submitted_at__lt=end_of(day))

    def _by_since_from(self, queryset, day):
        return queryset.filter(state_since__gte=start_of(day))

    def _by_since_to(self, queryset, day):
        return queryset.filter(state_since__lt=end_of(day))

    def _by_overdue(self, queryset, _wanted):
        return queryset.filter(overdue(self.now))

    def _by_corrections(self, queryset, _wanted):
        asked = Correction.objects.open().filter(subject_label=Project.subject_label())
        return queryset.filter(pk__in=asked.values("subject_pk"))

    def _by_returned(self, queryset, _wanted):
        return queryset.filter(returns__gt=0)

    def _by_unread(self, queryset, _wanted):
        return queryset.with_news_for(self.actor).filter(has_news=True)


def start_of(day) -> datetime:
    """The first moment of a day in Beijing."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day) -> datetime:
    """The first moment after a day."""
    return start_of(day + timedelta(days=1))
