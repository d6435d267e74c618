"""What stands about one project when it is compared with the others: pure reading, nothing is stored here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone

from applications.models import Project
from applications.services.lookup import edition_of
from policy.parameters import Parameters
from review.models import InvoiceClash
from risk.dates import Dates, odd_dates
from risk.enums import PARTY_KINDS, Side, SignalKind, TraitKind
from risk.models import Trait
from risk.services.earlier import alike
from risk.traits import Found
from workflow.models import Event

MOST_NAMED = 20
MOST_READ = 640
CLASH = "invoice:"
Wanted = dict[tuple[str, str], tuple[dict[str, Any], list[int]]]
Shared = defaultdict[tuple[str, str], list[Trait]]


def having(pairs: Iterable[tuple[str, str]]):
    """Traits with one of these kinds and digests."""
    wanted = Q(pk__in=[])
    for kind, digest in pairs:
        wanted |= Q(kind=kind, digest=digest)
    return Trait.objects.filter(wanted)


def sharing(pairs: Iterable[tuple[str, str]], project: Project):
    """Those of other applicants' projects.

    What a laboratory has is the same in all its projects, and what an applicant has in all of its own: neither says
    anything, and both would crowd out what does.
    """
    others = having(pairs).exclude(side=Side.LABORATORY).exclude(project=project)
    return others.exclude(party=project.applicant_id)


def signals_of(project: Project, own: dict[Found, str]) -> Wanted:
    """Everything that stands about a project with these traits, by kind and key."""
    limits = edition_of(project).typed
    shared: Shared = defaultdict(list)
    pairs = {(trait.kind, trait.digest) for trait in own if trait.side != Side.LABORATORY}
    others = sharing(pairs, project).order_by("-project_id", "pk")
    for row in others[:MOST_READ]:
        shared[row.kind, row.digest].append(row)
    wanted: Wanted = {}
    _tied_parties(own, wanted)
    _tied_applicants(own, shared, wanted)
    for mine, shown in own.items():
        _repeated(mine, shown, shared[mine.kind, mine.digest], limits, wanted)
    for code, figures in odd_dates(_days(project), limits.signal_quick_days):
        wanted[SignalKind.ODD_DATES, code] = (figures, [])
    _invoices(project, wanted)
    for code, numbers in alike(project).items():
        wanted[SignalKind.EARLIER, code] = ({"numbers": numbers[:MOST_NAMED], "count": len(numbers)}, [])
    return wanted


def _invoices(project: Project, wanted: Wanted) -> None:
    """Attempts to use an invoice of another project, told on both sides; the invoice itself was refused."""
    for clash in InvoiceClash.objects.about(project):
        other = clash.owner_id if clash.project_id == project.pk else clash.project_id
        figures = {"number": clash.number, "seller": clash.seller_uscc}
        wanted[SignalKind.INVOICE_AGAIN, f"{CLASH}{clash.pk}"] = (figures, [other])


def in_common(own: Iterable[Found]) -> Iterator[Found]:
    """What the applicant and the laboratory of this very project share: a controller, a person, a phone …"""
    own = list(own)
    of_laboratory = {(trait.kind, trait.digest) for trait in own if trait.side == Side.LABORATORY}
    for trait in own:
        if trait.side == Side.APPLICANT and (trait.kind, trait.digest) in of_laboratory:
            yield trait


def _tied_parties(own: Iterable[Found], wanted: Wanted) -> None:
    if common := {trait.kind for trait in in_common(own)}:
        wanted[SignalKind.TIED_PARTIES, "laboratory"] = ({"what_codes": sorted(common)}, [])


def _tied_applicants(own: Iterable[Found], shared: Shared, wanted: Wanted) -> None:
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


def _repeated(mine: Found, shown: str, others: list[Trait], limits: Parameters, wanted: Wanted) -> None:
    """What one text, amount or seller of this project says together with the same one of other applicants."""
    foreign = {row.project_id for row in others if row.party != mine.party}
    projects = sorted(foreign, reverse=True)[:MOST_NAMED]
    key, count = mine.digest[:16], len(foreign)
    if mine.kind == TraitKind.TEXT and projects:
        wanted[SignalKind.SAME_TEXT, key] = ({"count": count, "text": shown}, projects)
    elif mine.kind == TraitKind.AMOUNT and count + 1 >= limits.signal_same_amounts:
        wanted[SignalKind.SAME_AMOUNT, key] = ({"count": count + 1, "amount": shown}, projects)
    elif mine.kind == TraitKind.SELLER and count + 1 >= limits.signal_one_seller:
        wanted[SignalKind.ONE_SELLER, key] = ({"count": count + 1, "seller": shown}, projects)


def _days(project: Project) -> Dates:
    enterprise = getattr(project.applicant, "enterprise", None)
    reported = Event.objects.of(project).filter(transition="submit_closing").order_by("-pk").first()
    return Dates(
        founded=enterprise.registered_on if enterprise else None,
        applied=timezone.localdate(project.submitted_at) if project.submitted_at else None,
        signed=project.contract_signed_on,
        reported=timezone.localdate(reported.at) if reported else None,
        invoices=tuple(project.invoices.order_by("issued_on").values_list("issued_on", flat=True)),
        today=timezone.localdate(),
    )
