"""The life of an institution in the programme: one table of transitions for both kinds.

`submit` and `approve` stand in the two concrete models, because each has its own chapter of rules.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.enums import OFFICE_ROLES
from institutions import perms
from institutions.enums import AccreditationState as State
from workflow.models import Subject, SubjectQuerySet, step

OPEN_STATES = frozenset({State.DRAFT, State.RETURNED})
JOINED_STATES = frozenset({State.ACTIVE, State.SUSPENDED})


class AccreditationQuerySet(SubjectQuerySet):
    """Accreditations in the programme's words."""

    def active(self):
        return self.filter(state=State.ACTIVE)

    def waiting(self):
        """What the office has to decide, oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("state_since", "pk")

    def by_name(self):
        return self.order_by("organisation__name_key", "pk")

    def visible_to(self, actor):
        """The office and auditors see every dossier but other people's drafts; an institution sees its own."""
        if actor.is_system:
            return self.all()
        if actor.sees_everything:
            return self.exclude(state=State.DRAFT)
        if actor.role != self.model.member_role:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def for_list(self):
        return self.select_related("organisation")


class Accreditation(Subject):
    """One row is one institution's standing in the programme, from its application to its end."""

    member_role = ""

    state = FSMField(_("state"), protected=True, choices=State.choices, default=State.DRAFT)
    introduction = models.TextField(_("introduction"), blank=True)
    features = models.TextField(_("features of the service"), blank=True)
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("Name, telephone and e-mail, as enterprises shall see them."),
    )
    active_since = models.DateField(_("active since"), null=True, blank=True, editable=False)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        """The dossier's page."""
        return reverse("institutions:dossier", args=[self.reference])

    def interested_parties(self, role: str) -> set[int]:
        """The office's people do not decide on an institution for which they act themselves."""
        return {self.organisation_id} if role in OFFICE_ROLES else set()

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def has_joined(self) -> bool:
        """Whether it was let in and has not ended."""
        return self.state in JOINED_STATES

    @property
    def is_open_for_changes(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def profile_complete(self) -> bool:
        """Introduction, service features and contact are filled in (clause Q4, step 3)."""
        return all(text.strip() for text in (self.introduction, self.features, self.contact))

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.DRAFT,
        permission=perms.can_recall,
        custom=step(_("Take back"), app="institutions", tone="plain", order=15),
    )
    def recall(self):
        """The institution takes its submission back."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.RETURNED,
        permission=perms.can_return_for_correction,
        custom=step(_("Return for correction"), app="institutions", tone="plain", order=30),
    )
    def return_for_correction(self, *, wanted=(), due_date=None):
        """The office asks for corrections, each on one field or document."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.REJECTED,
        permission=perms.can_reject,
        custom=step(_("Reject"), app="institutions", tone="danger", order=40),
    )
    def reject(self):
        """The office rejects; the reason stands on the event."""

    @transition(
        field=state,
        source=State.REJECTED,
        target=State.SUBMITTED,
        permission=perms.can_undo_reject,
        custom=step(_("Take the rejection back"), app="institutions", gate="counter", tone="plain", order=45),
    )
    def undo_reject(self):
        """A second person of the office takes a rejection back."""

    @transition(
        field=state,
        source=[State.REJECTED, State.ENDED],
        target=State.DRAFT,
        permission=perms.can_reapply,
        custom=step(_("Apply again"), app="institutions", tone="plain", order=50),
    )
    def reapply(self):
        """The institution starts over with what it had written."""

    @transition(
        field=state,
        source=State.ACTIVE,
        target=State.SUSPENDED,
        permission=perms.can_suspend,
        custom=step(_("Suspend"), app="institutions", tone="danger", order=60),
    )
    def suspend(self):
        """The office stops the institution's work for a time."""

    @transition(
        field=state,
        source=State.SUSPENDED,
        target=State.ACTIVE,
        permission=perms.can_resume,
        custom=step(_("Resume"), app="institutions", order=61),
    )
    def resume(self):
        """The office lets a suspended institution work again."""

    @transition(
        field=state,
        source=[State.ACTIVE, State.SUSPENDED],
        target=State.ENDED,
        permission=perms.can_end,
        custom=step(_("End"), app="institutions", tone="danger", order=70),
    )
    def end(self):
        """The office ends the institution's part in the programme."""
