"""Changes while the work is being done: asked for by the applicant, decided by the office; the voucher never grows."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State
from applications.models import Project
from applications.services import fresh
from contracts import perms
from contracts.enums import ChangeState
from contracts.models import ChangeRequest, Contract, Supplement
from contracts.services.submission import SupplementData, record_supplement
from workflow.engine import lock
from workflow.errors import NotPermitted, Unfit, WrongState


@transaction.atomic
def request_change(project: Project, *, actor: Actor, kind: str, text: str) -> ChangeRequest:
    """Asks the office to allow a change of period, amount, laboratory staff or content (R8.3 leaves it to the parties).

    Raises Unfit when such a request is already open or says nothing, WrongState, NotPermitted.
    """
    project = fresh(project)
    _require_work(project)
    if not perms.can_request_change(project, actor):
        raise NotPermitted("request_change")
    change = ChangeRequest(project=project, kind=kind, text=text.strip(), requested_by=actor.user)
    _clean(change)
    change.save()
    return change


@transaction.atomic
def decide_change(change: ChangeRequest, *, actor: Actor, granted: bool, decision: str) -> ChangeRequest:
    """Grants or refuses a change with reasons that the applicant reads; amounts of the voucher stay as they are.

    Raises Unfit without reasons, WrongState when it was already decided, NotPermitted.
    """
    change = lock(ChangeRequest.objects.select_related("project")).get(pk=change.pk)
    if change.state != ChangeState.OPEN:
        raise WrongState(_("This request was already decided."))
    _require_work(change.project)
    if not perms.can_decide_change(change.project, actor):
        raise NotPermitted("decide_change")
    if not decision.strip():
        raise Unfit(_("Give the reasons."), {"decision": _("Give the reasons; the applicant reads them.")})
    change.state = ChangeState.GRANTED if granted else ChangeState.REFUSED
    change.decided_by, change.decided_at, change.decision = actor.user, timezone.now(), decision.strip()
    _clean(change)
    change.save()
    return change


@transaction.atomic
def add_supplement(project: Project, *, actor: Actor, data: SupplementData) -> Supplement:
    """Adds a supplementary agreement to the cleared contract, usually after a granted change.

    The cleared amounts and clauses stay as the office determined them. Raises Unfit, WrongState, NotPermitted.
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


def _clean(change: ChangeRequest) -> None:
    try:
        change.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
