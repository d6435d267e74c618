"""Builds the facts of the chapters about money: award, redemption and payment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db.models import F

from accounts.actor import Actor
from accounts.enums import OrganisationKind
from accounts.models import Organisation
from applications.enums import Payee, State
from applications.facts import (
    applicant_facts,
    applicant_of,
    applicant_snapshot,
    invoice_facts,
    laboratory_facts,
    other_projects,
)
from applications.models import Project
from funds.models import (
    AccountCheck,
    Budget,
    Entry,
    Objection,
    PaymentRun,
    Redemption,
    RunItem,
    Voucher,
)
from policy import facts
from policy.conditions.money import awarded_elsewhere
from policy.parameters import Parameters
from policy.payable import Payable, payable

ServiceCheck = Literal["nobody", "open", "confirmed"]


@dataclass(frozen=True)
class BankAccount:
    """Where a payee wants its money."""

    bank_name: str = ""
    account_holder: str = ""
    account_number: str = ""

    @classmethod
    def of(cls, organisation: Organisation) -> BankAccount:
        """As the organisation has stated it."""
        return cls(organisation.bank_name, organisation.bank_account_name, organisation.bank_account)

    @property
    def is_complete(self) -> bool:
        return all((self.bank_name, self.account_holder, self.account_number))


def money_for(project: Project, budget: Budget) -> int:
    """What the call has for this project, its own reservation included, in fen."""
    return budget.available + sum(Entry.objects.bound_to(project).values())


def applicant_today(project: Project) -> facts.Applicant:
    """The applicant as it stands now; its size counts as pinned, its standing as of every step."""
    return applicant_facts(applicant_snapshot(project.applicant))


def award_facts(
    project: Project, today: date, *, actor: Actor | None = None, publishing: bool = False
) -> facts.AwardFacts:
    """What is known before the budget is asked; the service puts the money in when it holds the budget's lock."""
    institution = project.laboratory.reported_by if project.laboratory else None
    return facts.AwardFacts(
        applicant=replace(applicant_of(project), abnormal=applicant_today(project).abnormal),
        laboratory=laboratory_facts(project.laboratory, today),
        amount_fen=project.recommended_amount or 0,
        approved_fen=project.recommended_amount or 0,
        budget_available_fen=0,
        other_projects=other_projects(project),
        publishing=publishing,
        notice_started=project.notice_from,
        notice_ends=project.notice_until,
        open_objections=Objection.objects.filter(project=project).open().count(),
        proposer_id=str(project.approved_by_id) if project.approved_by_id else None,
        actor_id=str(actor.user.pk) if actor and not publishing else None,
        institution_failed_in=institution.failed_year() if institution else None,
        today=today,
    )


def payee_of(project: Project) -> Organisation:
    """Who is paid under the edition pinned at submission; until a laboratory is chosen, the applicant stands in."""
    if project.payee == Payee.ENTERPRISE or project.laboratory is None:
        return project.applicant
    return project.laboratory.organisation


def payee_kind(project: Project) -> Literal["enterprise", "team", "laboratory"]:
    if project.payee == Payee.LABORATORY:
        return "laboratory"
    return "team" if project.applicant.kind == OrganisationKind.TEAM else "enterprise"


def cap_left(project: Project, parameters: Parameters) -> int | None:
    """What the applicant's yearly cap leaves beside its other projects, in fen; None without a cap."""
    cap = parameters.annual_cap_fen(applicant_of(project).kind)
    return None if cap is None else max(cap - awarded_elsewhere(other_projects(project), parameters), 0)


def cost_of(project: Project) -> int:
    """The accepted cost as far as the determined contract amount bears it: above that a voucher does not grow; in fen."""
    accepted = project.accepted_cost or 0
    return accepted if project.determined_amount is None else min(accepted, project.determined_amount)


def payable_of(project: Project, parameters: Parameters) -> Payable:
    """What the voucher pays: min(face, ratio × accepted cost, cap left), explained line by line; amounts in fen."""
    return payable(
        project.award_amount or 0,
        parameters.subsidy_ratio,
        cost_of(project),
        cap_left(project, parameters),
    )


def service_check_of(project: Project, redemption: Redemption) -> ServiceCheck:
    """What the professional service institution behind the laboratory said of a request."""
    if redemption.service_checked_at:
        return "confirmed"
    return "open" if project.laboratory and project.laboratory.reported_by_id else "nobody"


def redemption_facts(
    project: Project,
    amount: int,
    today: date,
    parameters: Parameters,
    *,
    account: BankAccount,
    requester_id: int | None = None,
    service_check: ServiceCheck | None = None,
    actor: Actor | None = None,
) -> facts.RedemptionFacts:
    """What is known when a payee asks for an amount in fen (no actor), or when the office decides about it."""
    voucher = Voucher.objects.filter(project=project).first()
    redeemed = Redemption.objects.live().filter(voucher=voucher, decided_at__isnull=False)
    return facts.RedemptionFacts(
        face_fen=project.award_amount or 0,
        accepted_cost_fen=cost_of(project),
        cap_left_fen=cap_left(project, parameters),
        requested_fen=amount,
        redeem_by=project.redeem_by,
        already_redeemed=voucher is not None and redeemed.exists(),
        payee_kind=payee_kind(project),
        payee_account_complete=account.is_complete,
        invoices=invoice_facts(project),
        applicant=applicant_today(project),
        service_check=service_check,
        requester_id=str(requester_id) if requester_id else None,
        actor_id=str(actor.user.pk) if actor else None,
        today=today,
    )


def payment_facts(project: Project, redemption: Redemption, actor: Actor, today: date) -> facts.PaymentFacts:
    """What is known when finance records a transfer."""
    return facts.PaymentFacts(
        redeemed_fen=project.redeemed_amount or 0,
        amount_fen=redemption.amount,
        redeemer_id=str(project.redeemed_by_id or ""),
        actor_id=str(actor.user.pk),
        already_paid=hasattr(redemption, "payment"),
        today=today,
    )


def run_facts(
    run: PaymentRun, items: list[RunItem], actor: Actor | None, today: date
) -> facts.PaymentRunFacts:
    """What is known when a run of transfers is approved; an account counts as confirmed exactly as it stands."""
    confirmed = set(
        AccountCheck.objects.filter(redemption__run_items__in=items)
        .exclude(confirmed_by=F("redemption__requested_by"))
        .values_list("redemption_id", "account_digest")
    )
    transfers = tuple(
        facts.Transfer(
            reference=item.redemption.voucher.project.reference,
            amount_fen=item.amount,
            redeemed_fen=item.redemption.voucher.project.redeemed_amount or 0,
            redeemer_id=str(item.redemption.decided_by_id),
            account_confirmed=(item.redemption_id, item.redemption.account_digest) in confirmed,
            still_waiting=item.redemption.live and item.redemption.voucher.project.state == State.REDEEMED,
        )
        for item in items
    )
    return facts.PaymentRunFacts(
        transfers=transfers,
        counted=run.locked_count,
        total_fen=run.locked_total,
        drawn_up_by_id=str(run.drawn_up_by_id),
        actor_id=str(actor.user.pk) if actor else None,
        today=today,
    )
