"""Compares one file with all others and keeps the signals up to date. Nothing here touches the project."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from applications.enums import State
from applications.models import Project
from review.models import InvoiceClash
from risk.enums import Side, SignalKind
from risk.models import Scan, Signal, Trait
from risk.services.comparing import CLASH, MOST_NAMED, Wanted, having, sharing, signals_of
from risk.traits import Found, recipe, traits_of
from workflow.engine import lock

logger = logging.getLogger(__name__)
BATCH = 200
AGAIN_AFTER = timedelta(days=7)
AT_REST = (State.PAID, State.WITHDRAWN, State.REJECTED, State.DECLINED, State.EXPIRED, State.TERMINATED)


def scan(project: Project) -> int:
    """Compares a project with the others and stores what stands; returns the number of standing signals.

    The files that share something are compared anew too, so that both sides show it, each in a transaction of its own:
    two comparisons that meet wait for one file and never for each other.
    """
    standing, touched = _compare(project.pk)
    moved = {
        key for other in touched for key in _compare(other)[1]
    }  # what had moved there and was not noticed yet
    for other in sorted(moved - {project.pk})[:MOST_NAMED]:
        _compare(other)
    return _compare(project.pk)[0] if project.pk in moved else standing


@transaction.atomic
def _compare(key: int) -> tuple[int, list[int]]:
    """Compares one project; returns how many signals stand, and the projects that gained or lost something shared."""
    Scan.objects.get_or_create(project_id=key, defaults={"version": 0, "scanned_at": timezone.now()})
    kept = lock(Scan.objects.all()).get(project_id=key)
    projects = Project.objects.for_writing()
    project = projects.get(pk=key)
    found = traits_of(project)
    touched = _keep_traits(project, set(found))
    wanted = signals_of(project, found)
    _keep_signals(project, wanted)
    kept.version, kept.scanned_at, kept.recipe = project.version, timezone.now(), recipe()
    kept.save()
    return len(wanted), sorted(touched)[:MOST_NAMED]


def scan_due(limit: int = BATCH) -> int:
    """Compares files that moved since they were last compared, then open ones again after a week; returns how many.

    After the key of the portal or the recipe of the traits has changed, all files count as moved.
    """
    scanned = Scan.objects.filter(project=OuterRef("pk"))
    current = scanned.filter(version=OuterRef("version"), recipe=recipe())
    recent = scanned.filter(scanned_at__gte=timezone.now() - AGAIN_AFTER)
    handed_in = Project.objects.handed_in()
    moved = handed_in.filter(~Exists(current) | Exists(_untold_clashes())).order_by("pk")[:limit]
    found = list(moved) or list(
        handed_in.exclude(state__in=AT_REST).filter(~Exists(recent)).order_by("pk")[:limit]
    )
    return sum(_scanned(project) for project in found)


def _untold_clashes():
    """Attempts to use one invoice twice that the project of the outer query does not show yet."""
    key = Concat(Value(CLASH), Cast(OuterRef("pk"), CharField()))
    told = Signal.objects.filter(project=OuterRef(OuterRef("pk")), kind=SignalKind.INVOICE_AGAIN, key=key)
    either = Q(project=OuterRef("pk")) | Q(owner=OuterRef("pk"))
    return InvoiceClash.objects.filter(either, ~Exists(told))


def _scanned(project: Project) -> bool:
    """One file that cannot be compared is told to those who run the portal, and keeps no other one waiting."""
    try:
        scan(project)
    except Exception:
        logger.exception("Project %s could not be compared; it is tried again", project.reference)
        return False
    return True


def _keep_traits(project: Project, now: set[Found]) -> set[int]:
    """Stores the traits as they are now; returns the projects that share one which came or went."""
    before = {
        Found(row.kind, row.side, row.digest, row.party): row for row in Trait.objects.filter(project=project)
    }
    gone = [row for key, row in before.items() if key not in now]
    new = [trait for trait in now if trait not in before]
    Trait.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Trait.objects.bulk_create(
        [Trait(project=project, **trait._asdict()) for trait in new], ignore_conflicts=True
    )
    had = having((row.kind, row.digest) for row in gone).exclude(project=project)
    have = sharing(((trait.kind, trait.digest) for trait in new if trait.side != Side.LABORATORY), project)
    return {
        key
        for rows in (had, have)
        for key in rows.order_by("-project_id").values_list("project_id", flat=True)[:MOST_NAMED]
    }


def _keep_signals(project: Project, wanted: Wanted) -> None:
    """Stores what stands, marks what no longer does; what was looked at stays looked at."""
    Signal.objects.filter(project=project).standing().exclude(
        pk__in=[row.pk for row in Signal.objects.filter(project=project) if (row.kind, row.key) in wanted]
    ).update(gone_at=timezone.now())
    for (kind, key), (figures, others) in wanted.items():
        Signal.objects.update_or_create(
            project=project,
            kind=kind,
            key=key,
            defaults={"figures": figures, "others": others, "gone_at": None},
        )
