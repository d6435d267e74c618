"""Builds the facts of the policy chapters from projects; the only place where a project is read for a rule."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from django.db.models import Q
from django.utils import timezone

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from applications.enums import ENDED, FUNDED, State
from applications.models import NewTechPurchase, Project
from labs.models import Laboratory
from policy import facts
from workflow.models import Correction

WAN_FEN = 1_000_000  # 1 万元
Level = Literal["national", "municipal"]
COUNTED = (*FUNDED, State.REDEEMED, State.PAID)


def applicant_snapshot(organisation: Organisation) -> dict:
    """The applicant as it stands, as JSON: stored with the submission, the basis of every later check."""
    enterprise, team = getattr(organisation, "enterprise", None), getattr(organisation, "team", None)
    snapshot: dict = {
        "kind": "team" if organisation.kind == OrganisationKind.TEAM else "enterprise",
        "name": organisation.name,
        "uscc": organisation.uscc,
        "district": organisation.district or None,
    }
    if enterprise:
        snapshot |= {
            "industry": enterprise.industry,
            "staff": enterprise.staff,
            "revenue_wan": str(Decimal(enterprise.revenue) / WAN_FEN),
            "assets_wan": str(Decimal(enterprise.assets) / WAN_FEN),
            "controller": enterprise.controller or None,
            "abnormal": enterprise.abnormal,
        }
    if team:
        snapshot |= {"leader": team.leader_name, "incubator": team.incubator}
    return snapshot


def applicant_facts(snapshot: dict) -> facts.Applicant:
    """The applicant of a stored snapshot as the rules take it."""
    return facts.Applicant(
        kind=snapshot.get("kind", "enterprise"),
        uscc=snapshot.get("uscc"),
        industry=snapshot.get("industry"),
        staff=snapshot.get("staff"),
        revenue_wan=_stored(snapshot.get("revenue_wan")),
        assets_wan=_stored(snapshot.get("assets_wan")),
        district=snapshot.get("district"),
        controller=snapshot.get("controller"),
        abnormal=bool(snapshot.get("abnormal")),
    )


def _stored(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def applicant_of(project: Project) -> facts.Applicant:
    """As pinned at submission; before that, as the organisation stands today."""
    return applicant_facts(project.snapshot or applicant_snapshot(project.applicant))


def laboratory_facts(laboratory: Laboratory | None, today: date) -> facts.Laboratory:
    """The laboratory with its listing; without one, an unlisted one, so that the rules say so."""
    if laboratory is None:
        return facts.Laboratory(kind="", listed=False)
    return facts.Laboratory(
        kind=laboratory.kind,
        level=cast(Level, laboratory.level) or None,
        listed=laboratory.is_listed_on(today),
        listed_from=laboratory.listed_from,
        listed_to=laboratory.listed_to,
        offers_industrial_design=laboratory.offers_industrial_design,
        uscc=laboratory.uscc,
        controller=laboratory.controller or None,
    )


def purchase_facts(purchases: list[NewTechPurchase]) -> tuple[facts.Purchase, ...]:
    """The purchase lines of a project."""
    return tuple(
        facts.Purchase(
            number=line.product.number if line.product else "",
            listed=line.product is not None,
            valid_from=line.product.valid_from if line.product else None,
            valid_to=line.product.valid_to if line.product else None,
            amount_fen=line.amount,
            justification=line.justification,
            bought_on=line.bought_on,
        )
        for line in purchases
    )


def purchases_of(project: Project) -> tuple[facts.Purchase, ...]:
    return purchase_facts(list(project.purchases.select_related("product").order_by("pk")))


def invoice_facts(project: Project) -> tuple[facts.Invoice, ...]:
    """The invoices and credit notes of a project in the order of their entry; amounts in fen."""
    rows = project.invoices.select_related("corrects").order_by("pk")
    return tuple(
        facts.Invoice(
            number=row.number,
            seller_uscc=row.seller_uscc,
            amount_fen=row.amount,
            corrects=row.corrects.number if row.corrects else None,
        )
        for row in rows
    )


def content_digest(project: Project) -> str:
    """SHA-256 over what the project is about, blind to spaces and case: finds the same text in another file."""
    text = "".join(f"{project.title}{project.content}{project.deliverables}".split()).lower()
    return hashlib.sha256(text.encode()).hexdigest()


def other_projects(project: Project) -> tuple[facts.OtherProject, ...]:
    """The applicant's other projects that count, its controller's projects, and any with the same content."""
    controller = (project.snapshot or applicant_snapshot(project.applicant)).get("controller")
    mine = Q(applicant_id=project.applicant_id)
    related = mine | Q(content_digest=content_digest(project))
    if controller:
        related |= Q(snapshot__controller=controller)
    year = _year_of_money(project)
    rows = Project.objects.filter(related).exclude(pk=project.pk).exclude(state=State.DRAFT)
    return tuple(
        facts.OtherProject(
            reference=row.reference,
            awarded_fen=_counts(row, year),
            content_digest=row.content_digest,
            open=row.state not in ENDED,
            by_controller=row.applicant_id != project.applicant_id,
        )
        for row in rows.order_by("-pk")[:500]
    )


def _year_of_money(project: Project) -> int:
    """The year whose cap a project uses up: that of its award; until then the present one, and never that of its
    submission, or what is applied for in December and awarded in January would count in neither year.
    """
    return (project.awarded_on or timezone.localdate()).year


def _counts(row: Project, year: int) -> int:
    """The amount of another project that counts in a year: awarded, or approved and on its way to an award."""
    if _year_of_money(row) != year or row.state not in (*COUNTED, State.APPROVED):
        return 0
    return row.award_amount or row.recommended_amount or 0


def declarations_of(project: Project) -> facts.Declarations:
    return facts.Declarations(
        truthful=project.declares_truth,
        no_affiliation=project.declares_no_affiliation,
        no_double_funding=project.declares_no_double_funding,
    )


def eligibility_facts(project: Project, today: date) -> facts.EligibilityFacts:
    """What is known when an application is submitted; the applicant as it stands today."""
    recommender = project.recommender
    due = (
        Correction.objects.of(project).open().order_by("-due_date").values_list("due_date", flat=True).first()
    )
    returned = project.state == State.RETURNED
    return facts.EligibilityFacts(
        applicant=applicant_facts(applicant_snapshot(project.applicant)),
        laboratory=laboratory_facts(project.laboratory, today),
        activity_type=project.activity_type,
        theme=project.theme or None,
        industrial_design=project.is_industrial_design,
        industrial_design_purpose=project.design_purpose or None,
        total_amount_fen=project.total_amount or 0,
        requested_fen=project.requested_amount or 0,
        purchases=purchases_of(project),
        purchase_purpose=project.purchase_purpose or None,
        content_digest=content_digest(project),
        other_projects=other_projects(project),
        declarations=declarations_of(project),
        recommender_active=bool(recommender and recommender.is_active),
        recommender_profile_complete=bool(recommender and recommender.profile_complete),
        call_opens=None if returned else project.call.opens_on,
        call_closes=None if returned else project.call.closes_on,
        correction_due=due if returned else None,
        today=today,
    )


def endorsement_facts(project: Project, text: str, today: date) -> facts.EndorsementFacts:
    """What is known when a recommending institution endorses."""
    recommender, laboratory = project.recommender, project.laboratory
    return facts.EndorsementFacts(
        recommender=_party(recommender.organisation),
        applicant=_party(project.applicant),
        laboratory=_party(laboratory.organisation),
        recommender_active=recommender.is_active,
        profile_complete=recommender.profile_complete,
        trained=recommender.trainings.exists(),
        text=text,
        today=today,
    )


def _party(organisation: Organisation) -> str:
    """A party by its credit code, so that one legal person in two roles is recognised; else by its number."""
    return organisation.uscc or f"party {organisation.pk}"


def assessment_facts(
    project: Project, amount: int, today: date, *, actor_id: str | None = None
) -> facts.AssessmentFacts:
    """What is known when the office proposes (no actor) or decides an approval."""
    scores = (project.assessment_score or 0,) * project.assessments
    # A proposal speaks for its own amount and any smaller one, never for more.
    proposed = project.proposed_by_id and amount <= (project.proposed_amount or 0)
    return facts.AssessmentFacts(
        applicant=applicant_of(project),
        total_amount_fen=project.total_amount or 0,
        requested_fen=project.requested_amount or 0,
        recommended_fen=amount,
        scores=scores,
        purchases=purchases_of(project),
        other_projects=other_projects(project),
        proposer_id=str(project.proposed_by_id) if proposed else None,
        actor_id=actor_id,
        today=today,
    )
