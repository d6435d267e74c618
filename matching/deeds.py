"""What recommending institutions did for an enterprise at its needs: advice, proposals, introductions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.deeds import MOST, Coached, Deed, counts_coaching, tells_deeds
from institutions.models import RecommendingInstitution
from matching.models import CoachingNote, Need
from workflow.models import Event


@tells_deeds
def advice(institution: RecommendingInstitution, uscc: str, actor: Any) -> Iterable[Deed]:
    """The notes of coaching at needs that the actor may read."""
    needs = Need.objects.visible_to(actor).filter(recommender=institution, applicant__uscc=uscc)
    rows = CoachingNote.objects.filter(need__in=needs).select_related("need", "written_by")
    for row in rows.order_by("-day", "-pk")[:MOST]:
        words = f"{row.need.title}: {row.words}"
        yield Deed(
            row.day,
            row.get_kind_display(),
            words,
            row.written_by.get_short_name(),
            row.need.get_absolute_url(),
        )


@tells_deeds
def introductions(institution: RecommendingInstitution, uscc: str, actor: Any) -> Iterable[Deed]:
    """The laboratories that the institution proposed or asked in the enterprise's name."""
    needs = Need.objects.visible_to(actor).filter(recommender=institution, applicant__uscc=uscc)
    known = {need.pk: need for need in needs.order_by("-pk")[:MOST]}
    steps = Event.objects.filter(
        subject_label=Need.subject_label(),
        subject_pk__in=list(known),
        transition__in=["propose_laboratories", "ask_laboratories"],
        on_behalf_of=institution.organisation_id,
    )
    for event in steps.select_related("actor").order_by("-pk")[:MOST]:
        proposed = event.transition == "propose_laboratories"
        label = (
            _("Named laboratories to the enterprise")
            if proposed
            else _("Asked laboratories for the enterprise")
        )
        need, day = known[event.subject_pk], timezone.localdate(event.at)
        yield Deed(day, label, need.title, event.actor.get_short_name(), need.get_absolute_url())


@counts_coaching
def notes(institution: RecommendingInstitution) -> Iterable[Coached]:
    """The notes at needs; a start-up team has no credit code."""
    rows = CoachingNote.objects.filter(need__recommender=institution).order_by()
    found = rows.values_list("need__applicant__uscc", "need__applicant__name").annotate(Count("pk"))
    for uscc, name, number in found:
        yield Coached(uscc or "", name, number)
