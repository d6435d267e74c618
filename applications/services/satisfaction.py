"""An applicant rates the houses that served it, once a project and only after the closing."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import perms
from applications.models import Project, Satisfaction
from applications.models.satisfaction import PARTIES, RATED_IN
from applications.services.lookup import fresh
from institutions.services import keep
from workflow.errors import NotPermitted, Unfit, WrongState


@transaction.atomic
def rate(project: Project, *, actor: Actor, words: str = "", **ratings: int | None) -> Satisfaction:
    """Keeps stars from 1 to 5 for laboratory, service institution and recommender, and words for the office.

    Raises Unfit without any rating or off the scale, WrongState before the closing or the second time, NotPermitted.
    """
    project = fresh(project)
    if not perms.is_applicant(project, actor):
        raise NotPermitted("rate")
    if project.state not in RATED_IN:
        raise WrongState(_("You can rate once the project is closed."))
    if Satisfaction.objects.filter(project=project).exists():
        raise WrongState(_("This project is rated already. Thank you."))
    laboratory = project.laboratory
    houses = {
        "laboratory": laboratory,
        "institution": laboratory and laboratory.reported_by,
        "recommender": project.recommender,
    }
    given = {f"{party}_rating": ratings.get(f"{party}_rating") for party in PARTIES if houses[party]}
    if not any(given.values()):
        raise Unfit(_("Rate at least one of them."))
    return keep(Satisfaction(project=project, by=actor.user, words=words.strip(), **houses, **given))
