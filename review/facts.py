"""Builds the facts of the chapters completion, panel, closing and retry from reports, experts and opinions."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, cast

from django.utils import timezone

from accounts.enums import OFFICE_ROLES, Role
from accounts.names import same_house
from applications.facts import applicant_of, invoice_facts, laboratory_facts, purchases_of
from applications.models import Invoice, Project
from policy import facts
from review.enums import ReviewStage
from review.models import Assignment, ClosingReport, Expert, GroupOpinion
from workflow.models import Document
from workflow.models.document import DocumentKind

REPORT_KINDS = (
    DocumentKind.CLOSING_REPORT,
    DocumentKind.RESULT,
    DocumentKind.INVOICE,
    DocumentKind.PAYMENT_PROOF,
)


def report_documents(project: Project) -> list[Document]:
    """The current files of the closing report."""
    return list(Document.objects.of(project).current().filter(kind__in=REPORT_KINDS))


def report_digest(report: ClosingReport) -> str:
    """SHA-256 over words, cost, invoices and files: what the laboratory confirms, and what any change makes void."""
    project = report.project
    invoices = project.invoices.order_by("number", "seller_uscc").select_related("corrects")
    content = {
        "report": [report.attempt, *(getattr(report, name) for name in ClosingReport.WRITTEN)],
        "invoices": [_invoice_content(row) for row in invoices],
        "documents": sorted([row.kind, row.sha256] for row in report_documents(project)),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _invoice_content(row: Invoice) -> list[Any]:
    """What the laboratory confirms of an invoice; only a credit note names another, so that older digests hold."""
    content: list[Any] = [row.number, row.seller_uscc, row.issued_on.isoformat(), row.amount]
    return [*content, row.corrects.number] if row.corrects else content


def is_confirmed(report: ClosingReport | None) -> bool:
    """Whether the laboratory has confirmed the report exactly as it stands."""
    return report is not None and report.project.report_confirmed == report_digest(report)


def completion_facts(project: Project, report: ClosingReport, today: date) -> facts.CompletionFacts:
    """What is known when the closing report is submitted; amounts in fen."""
    return facts.CompletionFacts(
        applicant=applicant_of(project),
        laboratory=laboratory_facts(project.laboratory, today),
        work_described=bool(report.work_done.strip()),
        results_described=bool(report.results.strip()),
        costs_described=report.actual_cost is not None,
        payments_proven=any(row.kind == DocumentKind.PAYMENT_PROOF for row in report_documents(project)),
        laboratory_confirmed=is_confirmed(report),
        invoices=invoice_facts(project),
        purchases=purchases_of(project),
        purchase_purpose=project.purchase_purpose or None,
        determined_fen=project.determined_amount or 0,
        actual_cost_fen=report.actual_cost or 0,
        applied_on=timezone.localdate(project.submitted_at) if project.submitted_at else None,
        signed_on=project.contract_signed_on,
        redeem_by=project.redeem_by,
        failed_closings=project.closing_attempts,
        today=today,
    )


def known_conflict(expert: Expert, project: Project) -> str:
    """The party of the project that stands against asking this expert, or nothing."""
    parties = [project.applicant.name]
    if project.laboratory:
        parties += [project.laboratory.organisation.name, project.laboratory.host_organisation]
        parties.append(project.laboratory.controller)
    if project.recommender:
        parties.append(project.recommender.organisation.name)
    named = next((party for party in parties if any(same_house(unit, party) for unit in expert.avoided)), "")
    return named or _membership_in_conflict(expert, project)


def _membership_in_conflict(expert: Expert, project: Project) -> str:
    """The party of the project, or the deciding office, for which the expert acts in another role."""
    involved = project.interested_parties(Role.OFFICER)
    for held in expert.user.memberships.all():
        if held.is_active and (held.organisation_id in involved or held.role in OFFICE_ROLES):
            return held.organisation.name
    return ""


def panel_facts(
    project: Project, stage: str, experts: Iterable[Expert], *, chair: Expert | None = None, today: date
) -> facts.PanelFacts:
    """What is known when experts are to be asked."""
    members = tuple(
        facts.PanelMember(expert=str(expert.user), conflict=bool(known_conflict(expert, project)))
        for expert in experts
    )
    purpose: Literal["assessment", "closing"] = "closing" if stage == ReviewStage.CLOSING else "assessment"
    return facts.PanelFacts(
        purpose=purpose, members=members, chair=str(chair.user) if chair else None, today=today
    )


def closing_facts(
    project: Project,
    panel: Iterable[Assignment],
    *,
    outcome: facts.closing.ClosingDecision,
    reasons: str,
    accepted_cost: int | None,
    today: date,
) -> facts.ClosingFacts:
    """What is known when the closing review is decided.

    Experts are numbered in the order of asking: findings are kept on the record, which the applicant reads.
    """
    report = ClosingReport.objects.of(project)
    summary = GroupOpinion.objects.of_panel(project, ReviewStage.CLOSING)
    opinions = tuple(
        facts.Opinion(
            expert=str(number),
            decision=cast(facts.closing.ClosingDecision | None, assignment.decision or None),
            reasons=assignment.reasons,
            conflict=bool(assignment.conflict),
            contract_clause_ok=assignment.clause_present,
        )
        for number, assignment in enumerate(panel, start=1)
    )
    return facts.ClosingFacts(
        outcome=outcome,
        reasons=reasons,
        opinions=opinions,
        group_opinion=cast(facts.closing.ClosingDecision, summary.decision) if summary else None,
        accepted_cost_fen=accepted_cost,
        actual_cost_fen=(report.actual_cost if report else 0) or 0,
        today=today,
    )


def retry_facts(project: Project, today: date) -> facts.RetryFacts:
    """What is known when a failed closing may be tried again."""
    return facts.RetryFacts(
        failed_closings=project.closing_attempts, redeem_by=project.redeem_by, today=today
    )
