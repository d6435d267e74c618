"""Builds the facts of chapter contract from a project and the contract that was typed off the paper."""

from datetime import date
from decimal import Decimal
from typing import Literal, cast

from django.utils import timezone

from accounts.names import plain_name, same_name
from applications.facts import applicant_of, laboratory_facts, purchases_of
from applications.models import Project
from contracts.models import ChangeRequest, Contract, Supplement
from contracts.reading.figures import capitals_value
from contracts.reading.model import Paper
from policy import facts
from policy.facts.reading import ReadingFacts

KindOf = Literal["period", "amount", "laboratory", "content", "termination"]
ReadingOf = Literal["none", "waiting", "unread", "read"]


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
    project: Project,
    contract: Contract,
    *,
    determined: int,
    today: date,
    reading: ReadingOf = "none",
    differences: tuple[str, ...] = (),
    gaps: tuple[str, ...] = (),
    delisting_accepted: bool | None = None,
) -> facts.ContractFacts:
    """What is known when a contract is handed in (determined = total) or cleared; amounts in fen.

    `delisting_accepted` is what the officer said of a laboratory that left the directory, None while nobody is asked.
    `reading`, `differences` and `gaps` say what the portal read off the paper and nobody has settled yet.
    """
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
        delisting_accepted=delisting_accepted,
        reading=reading,
        reading_differences=differences,
        reading_gaps=gaps,
        today=today,
    )


def change_facts(
    change: ChangeRequest,
    contract: Contract,
    *,
    total: int,
    determined: int,
    voucher: int,
    supplement: Supplement | None,
    today: date,
) -> facts.ChangeFacts:
    """What is known when a change is granted; the amounts (fen) are those after it."""
    project = change.project
    return facts.ChangeFacts(
        kind=cast(KindOf, change.kind),
        applicant=applicant_of(project),
        laboratory=laboratory_facts(change.new_laboratory or project.laboratory, today),
        industrial_design=project.is_industrial_design,
        has_supplement=supplement is not None,
        face_fen=project.award_amount or 0,
        voucher_fen=voucher,
        total_fen=total,
        determined_before_fen=project.determined_amount or 0,
        determined_fen=determined,
        purchases=purchases_of(project),
        period_from=contract.period_from,
        period_to=change.new_period_to or contract.period_to,
        redeem_by=project.redeem_by,
        today=today,
    )


def reading_facts(project: Project, paper: Paper, contract: Contract | None = None) -> ReadingFacts:
    """What was read beside what is known: the typed contract where there is one, else award and application."""
    said = {name: found.value for name, found in paper.fields.items()}
    laboratory = project.laboratory
    number, amount = _voucher(paper, project.voucher_number)
    signed = said.get("sign_date")
    words = said.get("total_amount_capitals")
    purchases = sum(line.amount_fen for line in purchases_of(project))
    party_a, party_b = said.get("party_a"), said.get("party_b")
    return ReadingFacts(
        party_a=party_a,
        party_a_expected=project.applicant.name,
        party_a_agrees=is_party_a(project, party_a or "", project.applicant.uscc or ""),
        party_b=party_b,
        party_b_expected=laboratory.organisation.name,
        party_b_agrees=is_party_b(project, party_b or "", laboratory.uscc or ""),
        code_a=said.get("party_a_uscc"),
        code_a_expected=project.applicant.uscc,
        code_b=said.get("party_b_uscc"),
        code_b_expected=laboratory.uscc,
        signed_on=date.fromisoformat(signed) if signed else None,
        signed_on_typed=contract.signed_on if contract else None,
        award_date=project.awarded_on,
        total_fen=fen_of(said.get("total_amount")),
        words_fen=fen_of(capitals_value(words)) if words else None,
        total_expected_fen=contract.total_amount if contract else project.total_amount,
        payments_fen=fen_of(said.get("payments")),
        own_payment_fen=fen_of(said.get("own_payment")),
        has_voucher_clause=said.get("voucher_clause") is not None,
        voucher_number=number,
        voucher_number_expected=project.voucher_number or None,
        voucher_amount_fen=fen_of(amount),
        face_fen=project.award_amount,
        has_failure_clause=said.get("failure_clause") is not None,
        purchases_fen=fen_of(said.get("new_tech")),
        purchases_expected_fen=purchases or None,
    )


def lone_facts(paper: Paper) -> ReadingFacts:
    """What a paper says by itself, without a project: whether its own figures agree."""
    said = {name: found.value for name, found in paper.fields.items()}
    words = said.get("total_amount_capitals")
    return ReadingFacts(
        total_fen=fen_of(said.get("total_amount")),
        words_fen=fen_of(capitals_value(words)) if words else None,
        payments_fen=fen_of(said.get("payments")),
        own_payment_fen=fen_of(said.get("own_payment")),
        has_voucher_clause=said.get("voucher_clause") is not None,
        voucher_amount_fen=fen_of(said.get("voucher_amount")),
        has_failure_clause=said.get("failure_clause") is not None,
    )


def fen_of(yuan: Decimal | str | None) -> int | None:
    """Whole fen of an amount in 元 as the reader gives it."""
    return None if yuan is None else int((Decimal(yuan) * 100).to_integral_value())


def _voucher(paper: Paper, awarded: str) -> tuple[str | None, str | None]:
    """Number and amount of the awarded voucher on the paper; of several, the one that was awarded."""
    for number, amount in paper.vouchers:
        if awarded and number.upper() == awarded.upper():
            return number, amount or None
    return paper["voucher_number"].value, paper["voucher_amount"].value
