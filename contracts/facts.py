"""Builds the facts of chapter contract from a project and the contract that was typed off the paper."""

from datetime import date
from typing import cast

from django.utils import timezone

from accounts.names import plain_name, same_name
from applications.facts import applicant_of, laboratory_facts, purchases_of
from applications.models import Project
from contracts.models import Contract
from policy import facts


def _same_code(stated: str, known: str | None) -> bool:
    """A party with a credit code is known by it; a team has none, and then none may be stated."""
    return plain_name(stated) == plain_name(known or "")


def is_party_a(project: Project, name: str, code: str) -> bool:
    """Whether Party A is the applicant; for a start-up team also its leader, who signs for it."""
    applicant = project.applicant
    names = [applicant.name]
    if team := getattr(applicant, "team", None):
        names.append(team.leader_name)
    return any(same_name(name, known) for known in names) and _same_code(code, applicant.uscc)


def is_party_b(project: Project, name: str, code: str) -> bool:
    """Whether Party B is the laboratory or the house it belongs to, which is its legal person."""
    laboratory = project.laboratory
    names = [laboratory.organisation.name, laboratory.host_organisation]
    return any(same_name(name, known) for known in names) and _same_code(code, laboratory.uscc)


def contract_facts(
    project: Project, contract: Contract, *, determined: int, today: date
) -> facts.ContractFacts:
    """What is known when a contract is handed in (determined = total) or cleared; amounts in fen."""
    return facts.ContractFacts(
        applicant=applicant_of(project),
        laboratory=laboratory_facts(project.laboratory, contract.signed_on),
        applied_on=timezone.localdate(project.submitted_at) if project.submitted_at else None,
        award_date=cast(date, project.awarded_on),  # a contract follows the award
        signed_on=contract.signed_on,
        party_a_matches=is_party_a(project, contract.party_a, contract.party_a_uscc),
        party_b_matches=is_party_b(project, contract.party_b, contract.party_b_uscc),
        has_voucher_clause=bool(contract.voucher_clause.strip()) and not contract.clause_in_supplement,
        clause_text=contract.voucher_clause,
        clause_in_supplement=contract.clause_in_supplement,
        voucher_number=project.voucher_number or None,
        voucher_number_stated=contract.voucher_number_stated or None,
        voucher_amount_fen=contract.voucher_amount,
        face_fen=project.award_amount or 0,
        total_fen=contract.total_amount,
        determined_fen=determined,
        planned_fen=project.total_amount,
        purchases=purchases_of(project),
        purchase_purpose=project.purchase_purpose or None,
        has_failure_clause=bool(contract.failure_clause.strip()),
        use_by=project.use_by,
        today=today,
    )
