"""Work on many files: prepared, checked by a rehearsal, confirmed, and run file by file until nothing is left."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import ChannelError, OperationalError

from accounts.actor import Actor
from accounts.models import Membership
from applications.models import Project
from desk import perms
from desk.models import Batch, BatchItem, PendingDecision
from desk.models.batch import Forecast, Outcome, Stage
from desk.services import deciding
from desk.services.actions import ACTIONS, Action
from desk.services.attempts import Cause, Result, attempt, in_every_language
from workflow.engine import claim, lock
from workflow.errors import NotPermitted, Unfit, WrongState

logger = logging.getLogger(__name__)
MOST_FILES = 1000
# What a request does itself before the rest is left to the worker: a handful of files needs none.
PATIENCE = 2.0
TASK = "desk.tasks.go_on"


@transaction.atomic
def open_batch(
    projects: Iterable[Project],
    *,
    actor: Actor,
    action: str = "",
    inputs: dict[str, Any] | None = None,
    token: str | None = None,
) -> Batch:
    """Keeps which files were chosen, as they were at this moment; nothing happens to any of them yet.

    The same `token` a second time gives the first batch again. Raises NotPermitted, and Unfit for no file, too many, or a
    token of somebody else.
    """
    _require_office(actor)
    if token and (known := Batch.objects.filter(token=token, made_by=actor.user).first()):
        return known
    files = list(projects)
    if not files:
        raise Unfit(_("None of these files is open to you."))
    if len(files) > MOST_FILES:
        words = _("At most %(most)s files go into one batch. Choose a narrower filter.")
        raise Unfit(words % {"most": f"{MOST_FILES:,}"})
    batch = Batch(made_by=actor.user, membership_id=actor.membership_id, token=token)
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        if known := Batch.objects.filter(token=token, made_by=actor.user).first():
            return known
        raise Unfit(_("Open the page again and send the form once more.")) from None
    BatchItem.objects.bulk_create([BatchItem(batch=batch, project=project) for project in files])
    if action:
        choose(batch, actor=actor, action=action)
        if inputs is not None:
            prepare(batch, actor=actor, inputs=inputs)
    return batch


@transaction.atomic
def open_publication(
    decisions: Iterable[PendingDecision], *, actor: Actor, token: str | None = None
) -> Batch:
    """A batch that publishes these pending decisions, ready to be checked. Raises NotPermitted and Unfit."""
    chosen = {decision.project_id: decision for decision in decisions if decision.is_open}
    if not perms.can_decide(actor):
        raise NotPermitted("publish")
    if not chosen:
        raise Unfit(_("Choose at least one decision that is still pending."))
    batch = open_batch([decision.project for decision in chosen.values()], actor=actor, token=token)
    if batch.stage == Stage.CHOOSING:
        items = list(batch.items.all())
        for item in items:
            item.decision = chosen.get(item.project_id)
        BatchItem.objects.bulk_update(items, ["decision"])
        Batch.objects.filter(pk=batch.pk).update(action="publish", inputs_at=timezone.now())
        batch.refresh_from_db()
    return batch


def possible(batch: Batch, actor: Actor) -> list[tuple[Action, int]]:
    """The actions that the actor may choose, each with how many files stand where it starts; the most first."""
    found: Counter[str] = Counter()
    total = 0
    for project in Project.objects.with_parties().filter(pk__in=batch.items.values("project")).iterator():
        total += 1
        for transition in project.transitions():
            starts = transition.source in {project.state, "*"}
            if starts and transition.name in ACTIONS and project.permits(transition, actor):
                found[transition.name] += 1
    found.update({action.name: total for action in ACTIONS.values() if not action.step})
    offered = [
        (action, found[action.name])
        for action in ACTIONS.values()
        if action.is_offered and found[action.name] and perms.can_choose(action.name, actor)
    ]
    return sorted(offered, key=lambda pair: (not pair[0].step, -pair[1]))


def choose(batch: Batch, *, actor: Actor, action: str) -> None:
    """Says what is to be done with the files. Raises NotPermitted, Unfit, and WrongState once it is being checked."""
    _require_maker(batch, actor)
    if action not in ACTIONS or not ACTIONS[action].is_offered or not perms.can_choose(action, actor):
        raise Unfit(_("Choose one of the actions."))
    if not Batch.objects.filter(pk=batch.pk, inputs_at__isnull=True).update(action=action):
        raise WrongState(_("This batch is already being checked."))
    batch.action = action


@transaction.atomic
def prepare(batch: Batch, *, actor: Actor, inputs: dict[str, Any]) -> None:
    """Keeps the input and lets the check begin; a changed input lets it begin anew, until the batch is confirmed."""
    batch = _locked(batch)
    _require_maker(batch, actor)
    if batch.confirmed_at or batch.cancelled_at or not batch.action:
        raise WrongState(_("This batch can no longer be changed."))
    batch.inputs, batch.inputs_at, batch.checked_at = inputs, timezone.now(), None
    batch.save(update_fields=["inputs", "inputs_at", "checked_at"])
    batch.items.update(forecast="", cause="", reasons={}, findings=[], letters=[])


@transaction.atomic
def confirm(batch: Batch, *, actor: Actor) -> None:
    """Lets a checked batch run; what the check refused stays out of it. Raises WrongState the second time, NotPermitted."""
    batch = _locked(batch)
    _require_maker(batch, actor)
    if batch.confirmed_at:
        raise WrongState(_("This batch was started already."))
    if batch.stage != Stage.CHECKED:
        raise WrongState(_("This batch has not been checked yet, or was stopped."))
    now = timezone.now()
    batch.confirmed_at = now
    batch.save(update_fields=["confirmed_at"])
    batch.items.filter(forecast=Forecast.STAY).update(outcome=Outcome.REFUSED, settled_at=now)


@transaction.atomic
def cancel(batch: Batch, *, actor: Actor) -> int:
    """Stops a batch: what was done stays done, the rest is not run. Returns how many files were left. Raises WrongState."""
    _require_office(actor)
    batch = _locked(batch)
    if batch.finished_at or batch.cancelled_at:
        raise WrongState(_("This batch has ended already."))
    if not batch.action:
        raise WrongState(_("Nothing was chosen for these files yet, so there is nothing to stop."))
    now = timezone.now()
    batch.cancelled_at, batch.cancelled_by = now, actor.user
    batch.save(update_fields=["cancelled_at", "cancelled_by"])
    return batch.items.filter(outcome="").update(outcome=Outcome.CANCELLED, settled_at=now)


def set_off(batch: Batch) -> None:
    """Does a handful of files at once and leaves the rest to the worker; without one the timetable or a person goes on."""
    if work(batch, seconds=PATIENCE):
        ring()


def ring() -> None:
    """Asks the worker to go on. Never fails: the rows say what is left, the broker is only a bell."""
    try:
        current_app.send_task(TASK, ignore_result=True, retry=False)
    except (OperationalError, ChannelError, OSError) as error:
        logger.warning("The broker is away; the timetable goes on with the batches: %s", error)


def work(batch: Batch, *, seconds: float) -> bool:
    """Checks or runs what is left of a batch, for `seconds` at most; true when there is more to do.

    Each file is a transaction of its own that also says what became of it: whoever is killed in the middle leaves the
    file as it was, and whoever goes on takes it once. Several workers share the files among them.
    """
    end = time.monotonic() + seconds
    with translation.override(batch.made_by.language):
        while _work_one(batch.pk):
            if time.monotonic() > end:
                return True
    return not _close_phase(batch.pk)


@transaction.atomic
def _work_one(batch_pk: int) -> bool:
    """One file; false when none is left for this worker."""
    batch = Batch.objects.select_related("made_by").get(pk=batch_pk)
    checking = batch.stage == Stage.CHECKING
    if not checking and batch.stage != Stage.RUNNING:
        return False
    waiting = batch.items.to_check() if checking else batch.items.to_run()
    item = claim(waiting.select_related("project").order_by("pk")).first()
    if item is None:
        return False
    batch.refresh_from_db()  # the input as it stands now that the file is ours: it may have been changed meanwhile
    if (batch.stage == Stage.CHECKING) != checking:
        return True
    result = _try(batch, item, rehearsal=checking)
    now = timezone.now()
    reasons = in_every_language(result, lambda: _try(batch, item, rehearsal=True)) if result.cause else {}
    known = {"cause": result.cause, "reasons": reasons, "findings": result.findings}
    if checking:
        item.forecast = Forecast.STAY if result.is_refused else Forecast.GO
        item.letters = result.letters
        for name, value in known.items():
            setattr(item, name, value)
        item.save(update_fields=["forecast", "letters", *known])
    else:
        item.settle(Outcome.REFUSED if result.is_refused else Outcome.DONE, now, event=result.event, **known)
    if result.is_refused and item.decision_id:
        deciding.note_refusal(item, reasons)
    return True


def _try(batch: Batch, item: BatchItem, *, rehearsal: bool) -> Result:
    """One file in the name of who made the batch, with the rights they hold at this moment."""
    actor = actor_of(batch)
    if actor is None:
        words = _("Whoever started this no longer holds the role it was started in.")
        return Result(cause=Cause.PERMISSION, reason=words)
    if not Project.objects.visible_to(actor).filter(pk=item.project_id).exists():
        return Result(cause=Cause.PERMISSION, reason=_("This file is not open to whoever started this."))
    action = ACTIONS[batch.action]
    item.batch = batch
    return attempt(lambda: action.take(item, actor, batch.inputs, rehearsal), rehearsal=rehearsal)


def actor_of(batch: Batch) -> Actor | None:
    """Who made the batch, in the role it was made in, if they still hold it."""
    held = Membership.objects.active().filter(pk=batch.membership_id)
    membership = held.select_related("user", "organisation").first()
    return Actor.of(membership) if membership else None


@transaction.atomic
def _close_phase(batch_pk: int) -> bool:
    """Notes that the check or the run is over when no file is left; false while another worker still has one."""
    batch = lock(Batch.objects.filter(pk=batch_pk)).get()
    now = timezone.now()
    if batch.stage == Stage.CHECKING and not batch.items.to_check().exists():
        batch.checked_at = now
        batch.save(update_fields=["checked_at"])
    elif batch.stage == Stage.RUNNING and not batch.items.to_run().exists():
        batch.finished_at = now
        batch.save(update_fields=["finished_at"])
    return batch.stage not in {Stage.CHECKING, Stage.RUNNING}


def _locked(batch: Batch) -> Batch:
    return lock(Batch.objects.filter(pk=batch.pk)).get()


def _require_office(actor: Actor) -> None:
    if not perms.can_batch(actor):
        raise NotPermitted("batch")


def _require_maker(batch: Batch, actor: Actor) -> None:
    """A batch acts in its maker's name, so nobody else says what it does."""
    _require_office(actor)
    if batch.made_by_id != actor.user.pk or batch.membership_id != actor.membership_id:
        raise NotPermitted("batch")
