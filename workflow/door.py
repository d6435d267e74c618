"""The one door: `advance` is the only caller of a transition, and every step leaves exactly one Event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_fsm import ConcurrentTransition, Transition, can_proceed

from accounts.actor import Actor
from policy.findings import Findings
from workflow.chain import append
from workflow.engine import lock
from workflow.errors import Blocked, NotPermitted, StaleVersion, WrongState
from workflow.models import Event, Subject
from workflow.outbox import wake


def advance(
    step: Callable[..., Any],
    *,
    actor: Actor,
    findings: Findings | None = None,
    note: str = "",
    **inputs: Any,
) -> Event:
    """Take one step of a dossier and write its Event; both happen or neither does.

    `step` is a bound transition (`project.award`); `inputs` are the evidence it stores. State is asked before
    permission, so that a step somebody else has just taken answers "already done" and not "not allowed".

    Raises WrongState (409), NotPermitted (403), Blocked (422, with the findings) or StaleVersion (409); a refused
    step writes nothing, but the object in memory may be dirty: fetch it again.
    """
    subject: Subject = step.__self__  # type: ignore[attr-defined]
    name = step.__name__
    with transaction.atomic():
        source = _lock_state(subject)
        _check_state(subject, step, source)
        transition = _transition(subject, name, source)
        if not actor.is_authenticated or not subject.permits(transition, actor):
            raise NotPermitted(name)
        _check_gate(name, transition.custom["gate"], findings)
        step(**inputs)
        subject.version += 1
        subject.state_since = timezone.now()
        try:
            subject.save()
        except ConcurrentTransition as error:
            raise StaleVersion(_("Somebody changed this file a moment ago. Open it again.")) from error
        event = _record(subject, name, source, actor, findings, note, inputs)
        transaction.on_commit(wake)
    return event


def require_step(subject: Subject, name: str, actor: Actor) -> Any:
    """The transition, if it is possible now and for this actor. Raises WrongState before NotPermitted."""
    possible = [t for t in subject.transitions() if t.name == name and t.source in {subject.state, "*"}]
    if not possible or not can_proceed(getattr(subject, name)):
        raise WrongState(explain_wrong_state(subject, name, subject.state))
    if not subject.permits(possible[0], actor):
        raise NotPermitted(name)
    return possible[0]


def _lock_state(subject: Subject) -> str:
    return lock(type(subject)._default_manager.filter(pk=subject.pk)).values_list("state", flat=True).get()


def _check_state(subject: Subject, step: Callable, source: str) -> None:
    if source != subject.state or not can_proceed(step):
        raise WrongState(explain_wrong_state(subject, step.__name__, source))


def explain_wrong_state(subject: Subject, name: str, source: str) -> str:
    """ "Already done by … at …" when somebody took this step, else where the dossier stands now."""
    state = dict(type(subject)._meta.get_field("state").flatchoices).get(source, source)
    last = Event.objects.of(subject).filter(transition=name).select_related("actor").last()
    if last and last.target == source:
        when = date_format(timezone.localtime(last.at), "DATETIME_FORMAT")
        return _("Already done by %(who)s at %(when)s; the file is now: %(state)s.") % {
            "who": last.actor.get_short_name(),
            "when": when,
            "state": state,
        }
    return _("This step is not possible now; the file is: %(state)s.") % {"state": state}


def _transition(subject: Subject, name: str, source: str) -> Transition:
    return next(t for t in subject.transitions() if t.name == name and t.source in {source, "*"})


def _check_gate(name: str, gate: str, findings: Findings | None) -> None:
    if gate and (findings is None or findings.chapter != gate):
        raise TypeError(f"{name} needs the findings of chapter {gate}")
    if findings is not None and gate and findings.is_blocked:
        raise Blocked(findings)


def _record(
    subject: Subject,
    name: str,
    source: str,
    actor: Actor,
    findings: Findings | None,
    note: str,
    inputs: dict[str, Any],
) -> Event:
    return append(
        Event.objects.of(subject).last(),
        actor=actor,
        subject_label=subject.subject_label(),
        subject_pk=subject.pk,
        reference=subject.reference,
        transition=name,
        source=source,
        target=subject.state,
        note=note,
        findings=findings.store() if findings else [],
        evidence={key: _plain(value) for key, value in inputs.items()},
    )


def _plain(value: Any) -> Any:
    """Evidence as JSON can hold it: a row becomes its public name, everything else stays what it is."""
    if isinstance(value, models.Model):
        return str(getattr(value, "reference", None) or getattr(value, "number", None) or value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (str, int, float, bool, type(None), dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
