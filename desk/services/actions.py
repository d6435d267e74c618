"""What can be done to many files at once: each action calls the service of the single step, once for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import User
from applications import services as applications
from applications.models import Project
from contracts import services as contracts
from contracts.models import Contract
from desk.models import BatchItem
from desk.services import claims, deciding, mailing
from desk.services.attempts import Result
from desk.services.consequences import CONSEQUENCES
from funds import services as funds
from review import services as review
from review.models import ClosingReport, Expert
from workflow.corrections import Wanted
from workflow.errors import Unfit, WrongState

Inputs = dict[str, Any]
Take = Callable[[BatchItem, Actor, Inputs, bool], Result]


@dataclass(frozen=True)
class Action:
    """One action. `step` is the transition that it takes on each file (empty for what is no step);
    `question` names the form that asks for its input; `consequence` has a place for the number of files."""

    name: str
    label: str | Promise
    consequence: str | Promise
    take: Take
    question: str = "remark"
    tone: str = "primary"
    step: str = ""
    is_offered: bool = True


def _step(name: str, question: str, call: Callable[..., Any]) -> Action:
    """An action that is one transition; its label is that of the transition."""

    def take(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
        return Result(event=call(item.project, actor, inputs))

    label, tone = LABELS[name]
    return Action(name, label, CONSEQUENCES[name], take, question, tone, name)


def _labels() -> dict[str, tuple[Any, str]]:
    found = Project._meta.get_field("state").get_all_transitions(Project)
    return {transition.name: (transition.custom["label"], transition.custom["tone"]) for transition in found}


LABELS = _labels()


def note(inputs: Inputs) -> str:
    return inputs.get("note", "")


def wanted(inputs: Inputs) -> list[Wanted]:
    return [Wanted(**row) for row in inputs.get("wanted", [])]


def due(inputs: Inputs) -> date | None:
    return date.fromisoformat(inputs["due_date"]) if inputs.get("due_date") else None


def _propose(project: Project, actor: Actor, inputs: Inputs) -> Any:
    return applications.propose_approval(
        project, actor=actor, amount=project.requested_amount or 0, note=note(inputs)
    )


def _approve(project: Project, actor: Actor, inputs: Inputs) -> Any:
    amount = project.proposed_amount or project.requested_amount or 0
    return applications.approve(project, actor=actor, amount=amount, note=note(inputs))


def _return(service: Callable[..., Any]) -> Callable[..., Any]:
    return lambda project, actor, inputs: service(
        project, actor=actor, wanted=wanted(inputs), due_date=due(inputs), note=note(inputs)
    )


def _noted(service: Callable[..., Any]) -> Callable[..., Any]:
    return lambda project, actor, inputs: service(project, actor=actor, note=note(inputs))


def _clear(project: Project, actor: Actor, inputs: Inputs) -> Any:
    """With the whole amount of each contract."""
    contract = Contract.objects.of(project)
    amount = contract.total_amount if contract else 0
    return contracts.clear_contract(project, actor=actor, determined_amount=amount, note=note(inputs))


def _start_review(project: Project, actor: Actor, inputs: Inputs) -> Any:
    experts = list(Expert.objects.filter(pk__in=inputs["experts"]).select_related("user").order_by("pk"))
    if len(experts) != len(inputs["experts"]):
        raise Unfit(str(_("One of these experts is no longer in the register.")))
    day = date.fromisoformat(inputs["due_date"])
    return review.start_review(project, actor=actor, experts=experts, due_date=day)


def _close(project: Project, actor: Actor, inputs: Inputs) -> Any:
    """With the cost that each report states."""
    report = ClosingReport.objects.of(project)
    cost = (report.actual_cost if report else 0) or 0
    return review.close(project, actor=actor, accepted_cost=cost, reasons=note(inputs))


def _refuse(project: Project, actor: Actor, inputs: Inputs) -> Any:
    return review.refuse_closing(project, actor=actor, reasons=note(inputs))


def _steps() -> Iterable[Action]:
    yield _step("propose_approval", "remark", _propose)
    yield _step("approve", "remark", _approve)
    yield _step("reject", "reason", _noted(applications.reject))
    yield _step("return_for_correction", "application", _return(applications.return_for_correction))
    yield _step("publish_notice", "remark", _noted(funds.publish_notice))
    yield _step("award", "remark", _noted(funds.award))
    yield _step("clear_contract", "remark", _clear)
    yield _step("return_contract", "contract", _return(contracts.return_contract))
    yield _step("return_closing", "report", _return(review.return_closing))
    yield _step("start_review", "panel", _start_review)
    yield _step("close", "reasons", _close)
    yield _step("refuse_closing", "reasons", _refuse)
    yield _step("retry_closing", "remark", _noted(review.retry_closing))
    yield _step("redeem", "remark", _noted(funds.redeem))
    yield _step("return_redemption", "reason", _noted(funds.return_redemption))


def _publish(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    return deciding.publish(item, actor=actor, rehearsal=rehearsal)


def _record(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    deciding.record(item.project, actor=actor, kind=inputs["kind"], reason=note(inputs))
    return Result()


def _write(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    return mailing.write(item, actor=actor, inputs=inputs, rehearsal=rehearsal)


def _take(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    claims.take(item.project, actor=actor)
    return Result()


def _release(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    held = claims.holder(item.project, actor)
    if held is None or held.person_id != actor.user.pk:
        raise WrongState(str(_("You do not have this file.")))
    claims.release(item.project, actor=actor)
    return Result()


def _hand_over(item: BatchItem, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    to = User.objects.filter(pk=inputs["to"]).first()
    if to is None:
        raise Unfit(str(_("This colleague is no longer here.")))
    claims.hand_over(item.project, actor=actor, to=to, reason=note(inputs))
    return Result()


OTHERS = (
    Action("claim", _("Take"), CONSEQUENCES["claim"], _take, "", "plain"),
    Action("release", _("Put back"), CONSEQUENCES["release"], _release, "", "plain"),
    Action("hand_over", _("Hand over"), CONSEQUENCES["hand_over"], _hand_over, "colleague", "plain"),
    Action(
        "record",
        _("Record a decision without publishing it"),
        CONSEQUENCES["record"],
        _record,
        "decision",
        "plain",
    ),
    Action("write", _("Write to those who miss something"), CONSEQUENCES["write"], _write, "letter", "plain"),
    Action(
        "publish", _("Publish pending decisions"), CONSEQUENCES["publish"], _publish, "", is_offered=False
    ),
)
ACTIONS: dict[str, Action] = {action.name: action for action in (*_steps(), *OTHERS)}
