"""The professional service institution (专业服务机构, clause Q5), field centres included."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, transition

from accounts.enums import Role
from accounts.models import Organisation
from institutions import perms
from institutions.enums import AccreditationState as State
from institutions.enums import AuthorisingBodyKind, Grade, TechnologyField
from institutions.models.accreditation import Accreditation, AccreditationQuerySet
from workflow.models import step
from workflow.models.document import DocumentKind


class ServiceInstitutionQuerySet(AccreditationQuerySet):
    """Professional service institutions in the programme's words."""

    def field_centres(self):
        return self.filter(is_field_center=True)

    def by_field(self):
        """Active ones in the order of the fields of technology, the centres of a field first."""
        places = [models.When(field=value, then=place) for place, value in enumerate(TechnologyField.values)]
        found = self.annotate(field_place=models.Case(*places, default=len(places)))
        return found.order_by("field_place", "-is_field_center", "organisation__name_key", "pk")

    def not_evaluated_in(self, year: int):
        """Those that had joined by the end of the year but have no evaluation of it yet (clause Q5)."""
        joined = self.filter(state__in=[State.ACTIVE, State.SUSPENDED], active_since__year__lte=year)
        return joined.exclude(evaluations__year=year)


class ServiceInstitution(Accreditation):
    """One row is one organisation that reports laboratories and handles their vouchers, or applies to do so."""

    reference_prefix = "SI"
    noun = _("Professional service institution")
    member_role = Role.SERVICE
    chapter = "service_institution"
    required_documents = (
        DocumentKind.APPLICATION_FORM,
        DocumentKind.COMMITMENT_LETTER,
        DocumentKind.INTERNAL_RULES,
        DocumentKind.AUTHORISATION_LETTER,
    )

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        related_name="service_institution",
        verbose_name=_("organisation"),
    )
    independent_legal_person = models.BooleanField(_("We are an independent legal person."), default=False)
    authorising_body = models.CharField(_("authorised by"), max_length=120, blank=True)
    authorising_body_kind = models.CharField(
        _("kind of authorising body"), max_length=20, choices=AuthorisingBodyKind.choices, blank=True
    )
    platform_member = models.BooleanField(
        _("The authorising body has joined the Capital S&T Conditions Platform."), default=False
    )
    entrusted_with_vouchers = models.BooleanField(
        _("The letter entrusts us with voucher work."), default=False
    )
    authorisation_number = models.CharField(
        _("number of the authorisation letter"), max_length=60, blank=True
    )
    authorised_from = models.DateField(_("authorised from"), null=True, blank=True)
    authorised_to = models.DateField(_("authorised until"), null=True, blank=True)
    renewal_number = models.CharField(
        _("number of the new letter"), max_length=60, blank=True, editable=False
    )
    renewal_from = models.DateField(_("new letter from"), null=True, blank=True, editable=False)
    renewal_to = models.DateField(_("new letter until"), null=True, blank=True, editable=False)
    field = models.CharField(
        _("field"), max_length=20, choices=TechnologyField.choices, default=TechnologyField.GENERAL
    )
    is_field_center = models.BooleanField(_("field centre"), default=False, editable=False)

    objects = ServiceInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("professional service institution")
        verbose_name_plural = _("professional service institutions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(authorised_to__isnull=True)
                | models.Q(authorised_from__isnull=True)
                | models.Q(authorised_to__gte=models.F("authorised_from")),
                name="service_authorisation_in_order",
                violation_error_message=_("The authorisation cannot end before it begins."),
            ),
        ]

    @property
    def choice_label(self) -> str:
        """Its name in a list to choose from, with its field and whether it is a centre."""
        kind = _("field centre") if self.is_field_center else self.authorising_body
        return " · ".join(
            str(word) for word in (self.organisation.name, self.get_field_display(), kind) if word
        )

    def failed_year(self) -> int | None:
        """The year of the last published evaluation when its grade is “failed”, else None (clause Q5)."""
        last = self.evaluations.published().newest_first().values_list("year", "grade").first()
        return last[0] if last and last[1] == Grade.FAILED else None

    @transition(
        field="state",
        source=[State.DRAFT, State.RETURNED],
        target=State.SUBMITTED,
        permission=perms.can_submit,
        custom=step(_("Submit"), app="institutions", gate="service_institution", order=10),
    )
    def submit(self, *, documents, corrected):
        """The institution hands its dossier to the office; the event keeps the digests and what was corrected."""

    @transition(
        field="state",
        source=State.SUBMITTED,
        target=State.ACTIVE,
        permission=perms.can_approve,
        custom=step(_("Approve"), app="institutions", gate="service_institution", order=20),
    )
    def approve(self, *, active_since):
        """The office lets the institution in; from here on it may report laboratories."""
        self.active_since = active_since

    @transition(
        field="state",
        source=State.ACTIVE,
        target=State.ACTIVE,
        permission=perms.can_request_renewal,
        custom=step(_("Hand in a new authorisation letter"), app="institutions", tone="plain", order=52),
    )
    def request_renewal(self, *, number, authorised_from, authorised_to, letter):
        """The institution brings its new letter; the one in force counts until the office has looked at it."""
        self.renewal_number, self.renewal_from, self.renewal_to = number, authorised_from, authorised_to

    @transition(
        field="state",
        source=State.ACTIVE,
        target=State.ACTIVE,
        permission=perms.can_renew,
        custom=step(_("Accept the new letter"), app="institutions", gate="service_institution", order=53),
    )
    def renew(self, *, number, authorised_from, authorised_to):
        """The office takes the new letter over."""
        self.authorisation_number, self.authorised_from, self.authorised_to = (
            number,
            authorised_from,
            authorised_to,
        )
        self.renewal_number, self.renewal_from, self.renewal_to = "", None, None

    @transition(
        field="state",
        source=State.ACTIVE,
        target=State.ACTIVE,
        permission=perms.can_refuse_renewal,
        custom=step(_("Refuse the new letter"), app="institutions", tone="danger", order=54),
    )
    def refuse_renewal(self):
        """The office refuses the new letter; the reason stands on the event, the old one counts to its end."""
        self.renewal_number, self.renewal_from, self.renewal_to = "", None, None

    @transition(
        field="state",
        source=[State.DRAFT, State.ENDED],
        target=State.ACTIVE,
        permission=perms.can_recognise,
        custom=step(_("Recognise"), app="institutions", order=55),
    )
    def recognise(self, *, active_since):
        """A field centre (clause Q5) is taken over as reference data, or taken up again after its end."""
        self.active_since = active_since

    @transition(
        field="state",
        source=list(State.values),
        target=GET_STATE(lambda institution, **_evidence: institution.state, states=list(State.values)),
        permission=perms.can_publish_evaluation,
        custom=step(_("Publish the evaluation"), app="institutions", order=80, offered=False),
    )
    def publish_evaluation(self, *, year, score, grade, remark):
        """The office lets the institution read its result of a year, whatever its standing is by now (clause Q5)."""
