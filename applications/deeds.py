"""What recommending institutions did for an enterprise at its applications: recommended or declined, and what became of it."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Project
from applications.presentation import state_label
from institutions.deeds import MOST, Deed, tells_deeds
from institutions.models import RecommendingInstitution
from workflow.models import Event


@tells_deeds
def recommendations(institution: RecommendingInstitution, uscc: str, actor: Any) -> Iterable[Deed]:
    """Each recommendation and refusal with the state in which the project is now."""
    mine = Project.objects.visible_to(actor).filter(recommender=institution, applicant__uscc=uscc)
    projects = {row.pk: row for row in mine.for_list().order_by("-pk")[:MOST]}
    steps = Event.objects.filter(
        subject_label=Project.subject_label(),
        subject_pk__in=list(projects),
        transition__in=["endorse", "decline"],
    )
    for event in steps.select_related("actor").order_by("-pk")[:MOST]:
        project = projects[event.subject_pk]
        label = _("Recommended the project") if event.transition == "endorse" else _("Declined the project")
        words = _("%(title)s: now “%(state)s”") % {
            "title": project.title,
            "state": state_label(project, actor),
        }
        day = timezone.localdate(event.at)
        yield Deed(day, label, words, event.actor.get_short_name(), project.get_absolute_url())
