"""The open laboratory and the table of its life in the directory."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from accounts.enums import OFFICE_ROLES, District
from accounts.models import Organisation
from institutions.enums import TechnologyField
from institutions.models import ServiceInstitution
from institutions.models.roster import credit_code_shape
from labs import perms
from labs.enums import HostKind, LabKind, LabLevel
from labs.enums import ListingState as State
from labs.models.queries import LaboratoryQuerySet
from workflow.models import Subject, step


class Laboratory(Subject):
    """One row is one laboratory that is, was or wants to be in the open-laboratory directory (clauses Q5, Q7)."""

    reference_prefix = "LAB"
    noun = _("Laboratory")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="laboratory", verbose_name=_("organisation")
    )
    state = FSMField(_("state"), protected=True, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=20, choices=LabKind.choices)
    level = models.CharField(_("level"), max_length=20, choices=LabLevel.choices, blank=True)
    accreditation_number = models.CharField(_("number of the accreditation"), max_length=60, blank=True)
    accreditation_issuer = models.CharField(_("accredited by"), max_length=120, blank=True)
    accreditation_valid_to = models.DateField(_("accredited until"), null=True, blank=True)
    host_organisation = models.CharField(_("host"), max_length=120, blank=True)
    host_uscc = models.CharField(
        _("credit code of the host"),
        max_length=18,
        blank=True,
        validators=[credit_code_shape],
        help_text=_("Needed when the laboratory has no code of its own, as in a university."),
    )
    host_kind = models.CharField(
        _("kind of host"), max_length=20, choices=HostKind.choices, default=HostKind.PLATFORM_MEMBER
    )
    reported_by = models.ForeignKey(
        ServiceInstitution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="laboratories",
        verbose_name=_("reporting service institution"),
    )
    authorises_centre = models.BooleanField(
        _("We authorise the field centre with our voucher work."), default=False
    )
    member_of_centre = models.BooleanField(
        _("member unit of the field centre"), default=False, editable=False
    )
    belongs_to_authoriser = models.BooleanField(
        _("belongs to the body that authorised the institution"), default=False, editable=False
    )
    field = models.CharField(_("field"), max_length=20, choices=TechnologyField.choices)
    district = models.CharField(_("district"), max_length=20, choices=District.choices)
    offers_industrial_design = models.BooleanField(_("offers industrial design"), default=False)
    has_cma = models.BooleanField(_("CMA"), default=False, help_text=_("China Metrology Accreditation."))
    cma_number = models.CharField(_("CMA number"), max_length=60, blank=True)
    cma_valid_to = models.DateField(_("CMA valid until"), null=True, blank=True)
    has_cnas = models.BooleanField(_("CNAS"), default=False, help_text=_("Accredited by CNAS."))
    cnas_number = models.CharField(_("CNAS number"), max_length=60, blank=True)
    cnas_valid_to = models.DateField(_("CNAS valid until"), null=True, blank=True)
    other_capabilities = models.CharField(
        _("other capabilities"),
        max_length=300,
        blank=True,
        help_text=_(
            "For example: electromagnetic compatibility, animal experiments. Separate them by commas."
        ),
    )
    introduction = models.TextField(_("introduction"), blank=True)
    director = models.CharField(_("director"), max_length=80, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    working_hours = models.CharField(_("working hours"), max_length=120, blank=True)
    controller = models.CharField(
        _("actual controller"),
        max_length=120,
        blank=True,
        help_text=_("Who controls the host, to find affiliated parties."),
    )
    listed_from = models.DateField(_("listed from"), null=True, blank=True, editable=False)
    listed_to = models.DateField(_("listed until"), null=True, blank=True, editable=False)
    renewal_asked_on = models.DateField(_("renewal requested on"), null=True, blank=True, editable=False)
    renewal_valid_to = models.DateField(
        _("renewed accreditation until"), null=True, blank=True, editable=False
    )
    search_text = models.TextField(editable=False, default="")

    objects = LaboratoryQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=[
            "state",
            "version",
            "state_since",
            "renewal_asked_on",
            "renewal_valid_to",
            "search_text",
        ]
    )

    class Meta:
        verbose_name = _("laboratory")
        verbose_name_plural = _("laboratories")
        indexes = [models.Index(fields=["state", "kind"], name="laboratory_catalogue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed_to__isnull=True)
                | Q(listed_from__isnull=True)
                | Q(listed_to__gte=F("listed_from")),
                name="laboratory_listing_in_order",
                violation_error_message=_("The listing cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LISTED) | Q(listed_from__isnull=False),
                name="laboratory_listed_from_a_day",
                violation_error_message=_("A listed laboratory has a first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        """The page in the directory; its keepers and the office see more of it than visitors."""
        return reverse("labs:laboratory", args=[self.reference])

    def interested_parties(self, role: str) -> set[int]:
        """The office's people do not decide on a laboratory for which they act themselves."""
        return {self.organisation_id} if role in OFFICE_ROLES else set()

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def uscc(self) -> str | None:
        """The code of its legal person: its own, or that of the host that several laboratories share."""
        return self.organisation.uscc or self.host_uscc or None

    @property
    def is_private_host(self) -> bool:
        return self.host_kind == HostKind.PRIVATE_ENTERPRISE

    @property
    def is_public(self) -> bool:
        """Whether visitors may open its page."""
        return self.state == State.LISTED

    @property
    def waits_for_renewal(self) -> bool:
        """Whether the office has a request for renewal to decide."""
        return self.state == State.LISTED and self.renewal_asked_on is not None

    @property
    def is_open_for_changes(self) -> bool:
        return self.state in {State.DRAFT, State.RETURNED}

    @property
    def is_being_decided(self) -> bool:
        return self.state in {State.SUBMITTED, State.NOMINATED}

    def is_listed_on(self, day: date) -> bool:
        """Whether it stands, or stood, in the directory on a day (clause Q7).

        A laboratory that was suspended or taken out counts as listed before the day on which that happened.
        """
        if not self.listed_from or day < self.listed_from or (self.listed_to and day > self.listed_to):
            return False
        if self.state == State.LISTED:
            return True
        return self.state in {State.SUSPENDED, State.DELISTED} and day < timezone.localdate(self.state_since)

    @transition(
        field=state,
        source=[State.DRAFT, State.RETURNED],
        target=State.SUBMITTED,
        permission=perms.can_submit,
        custom=step(_("Submit"), app="labs", order=10),
    )
    def submit(self, *, documents, corrected):
        """The laboratory hands its data over; the event keeps the digests and what was corrected."""

    @transition(
        field=state,
        source=[State.SUBMITTED, State.NOMINATED],
        target=State.DRAFT,
        permission=perms.can_recall,
        custom=step(_("Take back"), app="labs", tone="plain", order=15),
    )
    def recall(self):
        """The laboratory takes its submission back."""

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.NOMINATED,
        permission=perms.can_nominate,
        custom=step(_("Nominate"), app="labs", order=20),
    )
    def nominate(self, *, belongs_to_authoriser, member_of_centre):
        """The service institution reports the laboratory to the office and says how it belongs to it."""
        self.belongs_to_authoriser = belongs_to_authoriser
        self.member_of_centre = member_of_centre

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.RETURNED,
        permission=perms.can_return_nomination,
        custom=step(_("Return to the laboratory"), app="labs", tone="plain", order=25),
    )
    def return_nomination(self, *, wanted=(), due_date=None):
        """The service institution asks the laboratory for corrections before it nominates."""

    @transition(
        field=state,
        source=State.NOMINATED,
        target=State.RETURNED,
        permission=perms.can_return_for_correction,
        custom=step(_("Return for correction"), app="labs", tone="plain", order=35),
    )
    def return_for_correction(self, *, wanted=(), due_date=None):
        """The office asks for corrections, each on one field or document."""

    @transition(
        field=state,
        source=State.NOMINATED,
        target=State.LISTED,
        permission=perms.can_admit,
        custom=step(_("Admit to the directory"), app="labs", gate="listing", order=30),
    )
    def admit(self, *, listed_from, listed_to):
        """The office opens the directory to the laboratory."""
        self.listed_from = listed_from
        self.listed_to = listed_to

    @transition(
        field=state,
        source=State.NOMINATED,
        target=State.REJECTED,
        permission=perms.can_reject,
        custom=step(_("Reject"), app="labs", tone="danger", order=40),
    )
    def reject(self):
        """The office rejects; the reason stands on the event."""

    @transition(
        field=state,
        source=State.REJECTED,
        target=State.NOMINATED,
        permission=perms.can_undo_reject,
        custom=step(_("Take the rejection back"), app="labs", gate="counter", tone="plain", order=45),
    )
    def undo_reject(self):
        """A second person of the office takes a rejection back."""

    @transition(
        field=state,
        source=[State.REJECTED, State.DELISTED],
        target=State.DRAFT,
        permission=perms.can_reapply,
        custom=step(_("Apply again"), app="labs", tone="plain", order=50),
    )
    def reapply(self):
        """The laboratory starts over with the data it has."""

    @transition(
        field=state,
        source=State.LISTED,
        target=State.LISTED,
        permission=perms.can_renew,
        custom=step(_("Renew the listing"), app="labs", gate="listing", order=55),
    )
    def renew(self, *, accreditation_valid_to, listed_to):
        """The office takes a renewed accreditation over and lets the listing run on; a request for it is answered."""
        self.accreditation_valid_to = accreditation_valid_to
        self.listed_to = listed_to
        self.renewal_asked_on = self.renewal_valid_to = None

    @transition(
        field=state,
        source=State.LISTED,
        target=State.LISTED,
        permission=perms.can_request_renewal,
        custom=step(_("Request renewal"), app="labs", order=52),
    )
    def request_renewal(self, *, asked_on, accreditation_valid_to, documents):
        """The laboratory or its institution asks the office to renew; the event keeps the digests of the certificates."""
        self.renewal_asked_on = asked_on
        self.renewal_valid_to = accreditation_valid_to

    @transition(
        field=state,
        source=State.LISTED,
        target=State.LISTED,
        permission=perms.can_refuse_renewal,
        custom=step(_("Refuse the renewal"), app="labs", tone="plain", order=57),
    )
    def refuse_renewal(self):
        """The office refuses a request with a reason; the listing runs to its last day."""
        self.renewal_asked_on = self.renewal_valid_to = None

    @transition(
        field=state,
        source=State.LISTED,
        target=State.SUSPENDED,
        permission=perms.can_suspend,
        custom=step(_("Suspend"), app="labs", tone="danger", order=60),
    )
    def suspend(self):
        """The office takes the laboratory out of the directory for a time."""

    @transition(
        field=state,
        source=State.SUSPENDED,
        target=State.LISTED,
        permission=perms.can_resume,
        custom=step(_("Resume"), app="labs", gate="listing", order=61),
    )
    def resume(self):
        """The office puts a suspended laboratory back into the directory."""

    @transition(
        field=state,
        source=[State.LISTED, State.SUSPENDED],
        target=State.DELISTED,
        permission=perms.can_delist,
        custom=step(_("Take out of the directory"), app="labs", tone="danger", order=70),
    )
    def delist(self):
        """The office ends the listing; an open request for renewal ends with it."""
        self.renewal_asked_on = self.renewal_valid_to = None

    @transition(
        field=state,
        source=State.DELISTED,
        target=State.SUSPENDED,
        permission=perms.can_undo_delist,
        custom=step(_("Take the delisting back"), app="labs", gate="counter", tone="plain", order=75),
    )
    def undo_delist(self):
        """A second person takes a delisting back; the laboratory returns through `resume`, past the listing rules."""
