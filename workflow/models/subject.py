"""The base of every dossier that travels through the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, Transition, can_proceed

from workflow.engine import lock
from workflow.references import new_reference


def step(
    label: str | Promise,
    *,
    app: str,
    gate: str = "",
    tone: str = "primary",
    order: int = 50,
    offered: bool = True,
) -> dict:
    """What the door and the pages need to know of a transition beside django-fsm's own table.

    `app` owns the URL `<app>:<transition>`; `gate` is the chapter whose findings must be without a block;
    `offered` is false for steps that pages never show as a button (timers, steps of other services).
    """
    return {"label": label, "app": app, "gate": gate, "tone": tone, "order": order, "offered": offered}


@dataclass(frozen=True)
class Step:
    """A step as a page shows it to one actor."""

    name: str
    label: str | Promise
    tone: str
    url: str
    enabled: bool
    reason: str = ""


class SubjectQuerySet(models.QuerySet):
    """What every dossier's queryset can do."""

    def lock(self, **lookup: Any):
        """The one row, locked until the transaction ends; raises DoesNotExist."""
        return lock(self).get(**lookup)

    def newest_first(self):
        return self.order_by("-pk")


class Subject(ConcurrentTransitionMixin, models.Model):
    """One row is one dossier with a life of its own; concrete models declare `state` and their transitions."""

    reference_prefix = "X"
    noun: str | Promise = _("Dossier")

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = new_reference(self.reference_prefix)
        super().save(*args, **kwargs)

    @classmethod
    def subject_label(cls) -> str:
        return cls._meta.label_lower

    def transitions(self) -> list[Transition]:
        """The whole table of this machine, each transition once per source, in the order of the programme."""
        found = type(self)._meta.get_field("state").get_all_transitions(type(self))
        return sorted(found, key=lambda transition: (transition.custom["order"], transition.name))

    def permits(self, transition: Transition, actor) -> bool:
        """Whether the actor may ever take this step on this dossier, whatever its state."""
        return transition.has_perm(self, actor) and not self.is_own_matter(actor)

    def interested_parties(self, role: str) -> set[int]:
        """The parties whose people may not take a step in this role, whichever other role they hold."""
        return set()

    def is_own_matter(self, actor) -> bool:
        """Whether the person acts elsewhere for a party about which this role decides; it takes another person then."""
        parties = self.interested_parties(actor.role)
        return bool(parties) and not parties.isdisjoint(actor.parties)

    def step_url(self, name: str, app: str) -> str:
        """The page of a step, by URL name only: a lower app never imports a higher one."""
        try:
            return reverse(f"{app}:{name}", args=[self.reference])
        except NoReverseMatch:
            return ""

    def available_steps(self, actor) -> list[Step]:
        """The steps this actor may take now, in the programme's order. Templates show buttons by this alone."""
        steps: list[Step] = []
        for transition in self.transitions():
            custom = transition.custom
            if not custom["offered"] or transition.source not in {self.state, "*"}:
                continue
            if self.permits(transition, actor) and can_proceed(getattr(self, transition.name)):
                url = self.step_url(transition.name, custom["app"])
                steps.append(Step(transition.name, custom["label"], custom["tone"], url, enabled=bool(url)))
        return steps
