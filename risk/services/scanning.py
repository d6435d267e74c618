"""Compares one file with all others and keeps the signals up to date. Nothing here touches the project."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from applications.enums import State
from applications.models import Project
from risk.dates import Dates, odd_dates
from risk.enums import Side, SignalKind, TraitKind
from risk.models import Scan, Signal, Trait
from risk.traits import traits_of
from workflow.models import Event

logger = logging.getLogger(__name__)
# How often something is the same before it says anything; the office's habit, not a limit of the programme.
MANY_SAME_AMOUNTS = 3
MANY_OF_ONE_SELLER = 5
MOST_NAMED = 20
MOST_READ = 640
BATCH = 200
AGAIN_AFTER = timedelta(days=7)
AT_REST = (State.PAID, State.WITHDRAWN, State.REJECTED, State.DECLINED, State.EXPIRED, State.TERMINATED)
PARTY_KINDS = (
    TraitKind.CONTROLLER,
    TraitKind.PERSON,
    TraitKind.PHONE,
    TraitKind.ADDRESS,
    TraitKind.ACCOUNT,
)
Wanted = dict[tuple[str, str], tuple[dict[str, Any], list[int]]]
Shared = defaultdict[tuple[str, str], list[Trait]]


@transaction.atomic
def scan(project: Project, *, spread: bool = True) -> int:
    """Compares a project with the others and stores what stands; returns the number of standing signals.

    With `spread`, the files that share something are compared anew too, so that both sides show it.
    """
    project = (
        Project.objects.with_parties()
        .select_related("applicant__enterprise", "applicant__team")
        .get(pk=project.pk)
    )
    touched = _keep_traits(project)
    wanted = _signals(project)
    _keep_signals(project, wanted)
    now = timezone.now()
    Scan.objects.update_or_create(project=project, defaults={"version": project.version, "scanned_at": now})
    if spread:
        for other in Project.objects.filter(pk__in=touched).order_by("pk")[:MOST_NAMED]:
            scan(other, spread=False)
    return len(wanted)


def scan_due(limit: int = BATCH) -> int:
    """Compares files that moved since they were last compared, then open ones again after a week; returns how many."""
    scanned = Scan.objects.filter(project=OuterRef("pk"))
    current = scanned.filter(version=OuterRef("version"))
    recent = scanned.filter(scanned_at__gte=timezone.now() - AGAIN_AFTER)
    handed_in = Project.objects.handed_in()
    moved = handed_in.filter(~Exists(current)).order_by("pk")[:limit]
    found = list(moved) or list(
        handed_in.exclude(state__in=AT_REST).filter(~Exists(recent)).order_by("pk")[:limit]
    )
    return sum(_scanned(project) for project in found)


def _scanned(project: Project) -> bool:
    """One file that cannot be compared is told to those who run the portal, and keeps no other one waiting."""
    try:
        scan(project)
    except Exception:
        logger.exception("Project %s could not be compared; it is tried again", project.reference)
        return False
    return True


def _keep_traits(project: Project) -> set[int]:
    """Stores the traits as they are now; returns the projects that share one which came or went."""
    now = set(traits_of(project))
    before = {
        (row.kind, row.side, row.digest, row.party): row for row in Trait.objects.filter(project=project)
    }
    gone = [row for key, row in before.items() if key not in now]
    new = [trait for trait in now if tuple(trait) not in before]
    Trait.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Trait.objects.bulk_create(
        [Trait(project=project, **trait._asdict()) for trait in new], ignore_conflicts=True
    )
    had = _having((row.kind, row.digest) for row in gone).exclude(project=project)
    have = _sharing(((trait.kind, trait.digest) for trait in new if trait.side != Side.LABORATORY), project)
    return {
        key
        for rows in (had, have)
        for key in rows.order_by("-project_id").values_list("project_id", flat=True)[:MOST_NAMED]
    }


def _having(pairs: Iterable[tuple[str, str]]):
    """Traits with one of these kinds and digests."""
    wanted = Q(pk__in=[])
    for kind, digest in pairs:
        wanted |= Q(kind=kind, digest=digest)
    return Trait.objects.filter(wanted)


def _sharing(pairs: Iterable[tuple[str, str]], project: Project):
    """Those of other applicants' projects.

    What a laboratory has is the same in all its projects, and what an applicant has in all of its own: neither says
    anything, and both would crowd out what does.
    """
    others = _having(pairs).exclude(side=Side.LABORATORY).exclude(project=project)
    return others.exclude(party=project.applicant_id)


def _signals(project: Project) -> Wanted:
    own = list(Trait.objects.filter(project=project))
    shared: Shared = defaultdict(list)
    pairs = {(row.kind, row.digest) for row in own if row.side != Side.LABORATORY}
    others = _sharing(pairs, project).order_by("-project_id", "pk")
    for row in others[:MOST_READ]:
        shared[row.kind, row.digest].append(row)
    wanted: Wanted = {}
    _tied_parties(own, wanted)
    _tied_applicants(own, shared, wanted)
    for mine in own:
        _repeated(mine, shared[mine.kind, mine.digest], wanted)
    _dates(project, wanted)
    return wanted


def _tied_parties(own: list[Trait], wanted: Wanted) -> None:
    """The applicant and the laboratory of this very project share a controller, a person, a phone …"""
    of_laboratory = {(row.kind, row.digest) for row in own if row.side == Side.LABORATORY}
    common = {
        row.kind for row in own if row.side == Side.APPLICANT and (row.kind, row.digest) in of_laboratory
    }
    if common:
        wanted[SignalKind.TIED_PARTIES, "laboratory"] = ({"what_codes": sorted(common)}, [])


def _tied_applicants(own: list[Trait], shared: Shared, wanted: Wanted) -> None:
    """Each other applicant that has something in common with this one, with everything they have in common."""
    common: defaultdict[int, set[str]] = defaultdict(set)
    projects: defaultdict[int, set[int]] = defaultdict(set)
    for mine in own:
        if mine.kind not in PARTY_KINDS or mine.side != Side.APPLICANT:
            continue
        for other in shared[mine.kind, mine.digest]:
            if other.side == Side.APPLICANT and other.party not in {mine.party, None}:
                common[other.party].add(mine.kind)
                projects[other.party].add(other.project_id)
    for party, kinds in common.items():
        named = sorted(projects[party], reverse=True)[:MOST_NAMED]
        wanted[SignalKind.TIED_APPLICANTS, f"party:{party}"] = ({"what_codes": sorted(kinds)}, named)


def _repeated(mine: Trait, others: list[Trait], wanted: Wanted) -> None:
    """What one text, amount or seller of this project says together with the same one of other applicants."""
    foreign = {row.project_id for row in others if row.party != mine.party}
    projects = sorted(foreign, reverse=True)[:MOST_NAMED]
    key, count = mine.digest[:16], len(foreign)
    if mine.kind == TraitKind.TEXT and projects:
        wanted[SignalKind.SAME_TEXT, key] = ({"count": count}, projects)
    elif mine.kind == TraitKind.AMOUNT and count + 1 >= MANY_SAME_AMOUNTS:
        wanted[SignalKind.SAME_AMOUNT, key] = ({"count": count + 1}, projects)
    elif mine.kind == TraitKind.SELLER and count + 1 >= MANY_OF_ONE_SELLER:
        wanted[SignalKind.ONE_SELLER, key] = ({"count": count + 1}, projects)


def _dates(project: Project, wanted: Wanted) -> None:
    enterprise = getattr(project.applicant, "enterprise", None)
    reported = Event.objects.of(project).filter(transition="submit_closing").order_by("-pk").first()
    days = Dates(
        founded=enterprise.registered_on if enterprise else None,
        applied=timezone.localdate(project.submitted_at) if project.submitted_at else None,
        signed=project.contract_signed_on,
        reported=timezone.localdate(reported.at) if reported else None,
        invoices=tuple(project.invoices.order_by("issued_on").values_list("issued_on", flat=True)),
        today=timezone.localdate(),
    )
    for code, figures in odd_dates(days):
        wanted[SignalKind.ODD_DATES, code] = (figures, [])


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
