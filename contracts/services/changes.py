"""Changes while the work is being done: asked for by the applicant, decided by the office; the voucher never grows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State
from applications.models import Project
from applications.services import fresh, judge
from applications.services.lookup import edition_of
from applications.services.lowering import release_difference
from contracts import perms
from contracts.enums import ChangeKind, ChangeState
from contracts.facts import change_facts
from contracts.models import ChangeRequest, Contract, Supplement
from contracts.services.submission import SupplementData, record_supplement
from labs.models import Laboratory
from policy.findings import Findings
from policy.payable import share
from workflow.door import advance
from workflow.engine import lock
from workflow.errors import NotPermitted, Unfit, WrongState

# What a request of a kind has to name, beside its reasons.
ASKS = {
    ChangeKind.PERIOD: "new_period_to",
    ChangeKind.AMOUNT: "new_amount",
    ChangeKind.LABORATORY: "new_laboratory",
}


@dataclass(frozen=True)
class Worth:
    """What contract and voucher are worth after a change, in fen."""

    total: int
    determined: int
    voucher: int
    released: int


@transaction.atomic
def request_change(
    project: Project,
    *,
    actor: Actor,
    kind: str,
    text: str,
    new_period_to: date | None = None,
    new_amount: int | None = None,
    new_laboratory: Laboratory | None = None,
    supplement: SupplementData | None = None,
) -> ChangeRequest:
    """Asks the office to allow a change of period, amount (fen), laboratory or content, or an end by agreement (R8.3).

    What is asked for is named by the field of its kind; the signed supplement may come with it or later.
    Raises Unfit when such a request is already open or says nothing, WrongState, NotPermitted.
    """
    project = fresh(project)
    _require_work(project)
    if not perms.can_request_change(project, actor):
        raise NotPermitted("request_change")
    wanted: dict[str, Any] = {
        "new_period_to": new_period_to,
        "new_amount": new_amount,
        "new_laboratory": new_laboratory,
    }
    named = ASKS.get(ChangeKind(kind))
    if named and wanted[named] is None:
        words = _("Say what the contract is to say after the change.")
        raise Unfit(words, {named: words})
    asked = {named: wanted[named]} if named else {}
    change = ChangeRequest(project=project, kind=kind, text=text.strip(), requested_by=actor.user, **asked)
    _clean(change)
    if supplement:
        change.supplement = record_supplement(Contract.objects.handed_in(project), supplement, actor=actor)
    change.save()
    plain = {name: _plain(value) for name, value in asked.items()}
    advance(project.request_change, actor=actor, note=change.text, kind=kind, asked=plain)
    return change


def worth_after(change: ChangeRequest, contract: Contract, determined: int | None = None) -> Worth:
    """Contract and voucher after the change: a new amount is determined anew, by default as far as it was before.

    The voucher falls to the edition's share of what is determined and never rises (all in fen).
    """
    project = change.project
    before, face = project.determined_amount or 0, project.award_amount or 0
    if change.kind != ChangeKind.AMOUNT or change.new_amount is None:
        return Worth(contract.total_amount, before, face, 0)
    amount = min(before, change.new_amount) if determined is None else determined
    voucher = min(face, share(max(amount, 0), edition_of(project).typed.subsidy_ratio))
    return Worth(change.new_amount, amount, voucher, face - voucher)


def assess_change(
    change: ChangeRequest, determined: int | None = None, *, today: date | None = None
) -> Findings:
    """The findings of chapter change for a determined amount in fen: a dry run."""
    contract = Contract.objects.handed_in(change.project)
    worth = worth_after(change, contract, determined)
    known = change_facts(
        change,
        contract,
        total=worth.total,
        determined=worth.determined,
        voucher=worth.voucher,
        supplement=supplement_of(change, contract),
        today=today or timezone.localdate(),
    )
    return judge(change.project, "change", known)


def supplement_of(change: ChangeRequest, contract: Contract) -> Supplement | None:
    """The supplement that came with the request, else the newest one entered since."""
    since = contract.supplements.filter(created_at__gte=change.requested_at).order_by("-pk")
    return change.supplement or since.first()


@transaction.atomic
def decide_change(
    change: ChangeRequest,
    *,
    actor: Actor,
    granted: bool,
    decision: str,
    determined_amount: int | None = None,
    today: date | None = None,
) -> ChangeRequest:
    """Grants or refuses a change with reasons that the applicant reads.

    Granting rewrites the contract: its period, its laboratory, or its amount, which is determined anew
    (`determined_amount` in fen) with the 30 % share (Q2: R2.5), the voucher and its cap; what the voucher loses goes
    back to the call. More money is never granted. Raises Unfit without reasons, Blocked (chapter change), WrongState
    when it was already decided, NotPermitted.
    """
    project = fresh(change.project)
    change = lock(ChangeRequest.objects.all()).get(pk=change.pk)
    change.project = project
    if change.state != ChangeState.OPEN:
        raise WrongState(_("This request was already decided."))
    _require_work(project)
    if not perms.can_decide_change(project, actor) or perms.is_tied_to_change(change, actor):
        raise NotPermitted("decide_change")
    if not decision.strip():
        raise Unfit(_("Give the reasons."), {"decision": _("Give the reasons; the applicant reads them.")})
    change.state = ChangeState.GRANTED if granted else ChangeState.REFUSED
    change.decided_by, change.decided_at, change.decision = actor.user, timezone.now(), decision.strip()
    if granted:
        _grant(change, actor, determined_amount, today)
    else:
        advance(project.refuse_change, actor=actor, note=change.decision, kind=change.kind)
    _clean(change)
    change.save()
    return change


def _grant(change: ChangeRequest, actor: Actor, determined: int | None, today: date | None) -> None:
    """The step, the contract as it says now, and the money that is free again."""
    project = change.project
    contract = Contract.objects.handed_in(project)
    named = ASKS.get(ChangeKind(change.kind))
    if named and getattr(change, named) is None:
        raise Unfit(
            _("The request does not say what the contract is to say; refuse it and ask for a new one.")
        )
    findings = assess_change(change, determined, today=today)
    worth = worth_after(change, contract, determined)
    change.before = _said(project, contract)
    _rewrite(contract, change, worth)
    laboratory = change.new_laboratory or project.laboratory
    change.after = _said(project, contract) | {
        "determined_amount": worth.determined,
        "award_amount": worth.voucher,
        "laboratory": laboratory.reference,
    }
    change.supplement = supplement_of(change, contract)
    event = advance(
        project.grant_change,
        actor=actor,
        findings=findings,
        note=change.decision,
        kind=change.kind,
        before=change.before,
        after=change.after,
        laboratory=laboratory,
        determined_amount=worth.determined,
        award_amount=worth.voucher,
        released=worth.released,
    )
    contract.save()
    if worth.released:
        release_difference(project, worth.released, event)


def _rewrite(contract: Contract, change: ChangeRequest, worth: Worth) -> None:
    """The contract as the granted change has it; not stored yet. Raises Unfit when it does not fit."""
    if change.kind == ChangeKind.PERIOD and change.new_period_to:
        contract.period_to = change.new_period_to
    elif change.kind == ChangeKind.AMOUNT:
        contract.total_amount, contract.determined_amount = worth.total, worth.determined
        contract.own_payment = max(worth.total - worth.voucher, 0)
        contract.voucher_amount = min(contract.voucher_amount or worth.voucher, worth.voucher) or None
    elif change.kind == ChangeKind.LABORATORY and change.new_laboratory:
        contract.party_b = change.new_laboratory.organisation.name
        contract.party_b_uscc = change.new_laboratory.uscc or ""


def _said(project: Project, contract: Contract) -> dict[str, Any]:
    """What contract and voucher say, as JSON; amounts in fen."""
    return {
        "period_to": contract.period_to.isoformat(),
        "total_amount": contract.total_amount,
        "determined_amount": project.determined_amount,
        "award_amount": project.award_amount,
        "own_payment": contract.own_payment,
        "party_b": contract.party_b,
        "laboratory": project.laboratory.reference,
    }


@transaction.atomic
def add_supplement(project: Project, *, actor: Actor, data: SupplementData) -> Supplement:
    """Adds a supplementary agreement to the cleared contract, for a change that was asked for or beside it.

    By itself it changes nothing: amounts, period and parties change by a granted request. Raises Unfit, WrongState,
    NotPermitted.
    """
    project = fresh(project)
    _require_work(project)
    if not perms.can_add_supplement(project, actor):
        raise NotPermitted("add_supplement")
    if data.upload is None:
        raise Unfit(
            _("The signed supplement is missing."),
            {"supplement_document": _("Choose the file of the supplement.")},
        )
    return record_supplement(Contract.objects.handed_in(project), data, actor=actor)


def _require_work(project: Project) -> None:
    if project.state != State.CONTRACTED:
        raise WrongState(_("Changes are possible only while the work is being done."))


def _plain(value: Any) -> Any:
    if isinstance(value, Laboratory):
        return value.reference
    return value.isoformat() if isinstance(value, date) else value


def _clean(change: ChangeRequest) -> None:
    try:
        change.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
