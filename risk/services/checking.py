"""On-site checks: a repeatable draw from the closed projects, and the report of each visit."""

import hashlib
import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import OrganisationKind
from accounts.models import Organisation
from applications.enums import State
from applications.models import Project
from risk import perms
from risk.models import Sample, SiteCheck
from workflow.engine import lock
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.files import attach
from workflow.models import Event
from workflow.models.document import DocumentKind

CHECKABLE = (State.CLOSED, State.REDEMPTION_REQUESTED, State.REDEEMED, State.PAID)


def drawn_from(closed_from: date, closed_to: date) -> list[Project]:
    """The projects closed in a period, both days included, that are still closed and were never drawn before."""
    closed = Event.objects.filter(
        subject_label=Project.subject_label(),
        transition="close",
        at__date__gte=closed_from,
        at__date__lte=closed_to,
    )
    found = Project.objects.filter(
        pk__in=closed.values("subject_pk"), state__in=CHECKABLE, site_checks__isnull=True
    )
    return list(found.only("reference").order_by("reference"))


@transaction.atomic
def draw(
    *, actor: Actor, closed_from: date, closed_to: date, size: int, due_date: date, seed: str = ""
) -> Sample:
    """Draws projects by the order of SHA-256 of seed and reference, so that anybody can repeat the draw.

    Without a seed a fresh random one is taken; it is kept with the references that were drawn from. Draws wait for each
    other, so that no project is drawn twice. Raises Unfit when the period is empty or too few projects were
    closed in it, NotPermitted for anybody but the deciding office.
    """
    if not perms.can_look(actor):
        raise NotPermitted("draw")
    lock(Organisation.objects.of_kind(OrganisationKind.OFFICE)).get()
    seed = seed or secrets.token_hex(8)
    projects = drawn_from(closed_from, closed_to)
    if len(projects) < size:
        words = _("Only %(count)s projects were closed in this period and never drawn.") % {
            "count": len(projects)
        }
        raise Unfit(words, {"size": words})
    sample = Sample(
        closed_from=closed_from,
        closed_to=closed_to,
        size=size,
        seed=seed,
        eligible=len(projects),
        pool=[project.reference for project in projects],
        due_date=due_date,
        drawn_by=actor.user,
    )
    try:
        sample.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    sample.save()
    SiteCheck.objects.bulk_create(
        [SiteCheck(sample=sample, project=project) for project in in_order(projects, seed)[:size]]
    )
    return sample


def in_order(projects: list[Project], seed: str) -> list[Project]:
    """The projects in the order in which a seed draws them."""
    return sorted(projects, key=lambda row: hashlib.sha256(f"{seed}:{row.reference}".encode()).hexdigest())


@transaction.atomic
def report(
    check: SiteCheck,
    *,
    actor: Actor,
    visited_on: date,
    present: str,
    result: str,
    words: str,
    upload: UploadedFile | None = None,
) -> SiteCheck:
    """Reports on a visit for good, perhaps with a file. Raises Unfit naming each field, WrongState when there is a
    report, NotPermitted, also for an own matter."""
    check = lock(SiteCheck.objects.select_related("project")).get(pk=check.pk)
    if not perms.can_look(actor) or check.project.is_own_matter(actor):
        raise NotPermitted("report")
    if check.reported_at:
        raise WrongState(_("There is a report on this visit already."))
    if visited_on > timezone.localdate():
        raise Unfit(_("The visit lies ahead."), {"visited_on": _("Choose a day up to today.")})
    check.visited_on, check.present, check.result, check.report = visited_on, present, result, words.strip()
    check.reported_by, check.reported_at = actor.user, timezone.now()
    try:
        check.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    check.save()
    if upload:
        attach(check, upload, kind=DocumentKind.OTHER, actor=actor)  # type: ignore[arg-type]
    return check
