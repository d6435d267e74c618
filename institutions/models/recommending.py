"""The recommending institution (推荐机构, clause Q4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from accounts.enums import Role
from accounts.models import Organisation
from institutions import perms
from institutions.enums import AccreditationState as State
from institutions.enums import InstitutionType
from institutions.models.accreditation import Accreditation, AccreditationQuerySet
from workflow.models import step
from workflow.models.document import DocumentKind


class RecommendingInstitutionQuerySet(AccreditationQuerySet):
    """Recommending institutions in the programme's words."""

    def recommending(self):
        """Those that may recommend now: active, with a complete profile (clause Q4, step 3)."""
        return self.active().exclude(introduction="").exclude(features="").exclude(contact="")


class RecommendingInstitution(Accreditation):
    """One row is one organisation that recommends enterprises, or applies to do so."""

    reference_prefix = "RI"
    noun = _("Recommending institution")
    member_role = Role.RECOMMENDER
    chapter = "accreditation"
    required_documents = (
        DocumentKind.APPLICATION_FORM,
        DocumentKind.COMMITMENT_LETTER,
        DocumentKind.WORKING_MECHANISM,
        DocumentKind.SAFEGUARDS,
    )

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        related_name="recommending_institution",
        verbose_name=_("organisation"),
    )
    institution_type = models.CharField(
        _("kind of institution"),
        max_length=20,
        choices=InstitutionType.choices,
        default=InstitutionType.OTHER,
    )
    staff_count = models.PositiveIntegerField(_("staff for voucher work"), null=True, blank=True)
    management_mechanism = models.TextField(_("management mechanism"), blank=True)
    service_process = models.TextField(_("service process"), blank=True)
    reachable_enterprises = models.TextField(
        _("overview of the enterprises and teams within reach"), blank=True
    )
    organisational_guarantee = models.TextField(_("organisational guarantee"), blank=True)
    business_process = models.TextField(_("business process"), blank=True)
    work_plan = models.TextField(_("work plan"), blank=True)
    is_willing = models.BooleanField(
        _("We are willing to serve and have the base for the work."), default=False
    )
    commits_promotion = models.BooleanField(_("We commit to publicity for voucher projects."), default=False)
    commits_coaching = models.BooleanField(_("We commit to coaching our enterprises."), default=False)
    commits_matchmaking = models.BooleanField(_("We commit to matchmaking with laboratories."), default=False)

    objects = RecommendingInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommending institution")
        verbose_name_plural = _("recommending institutions")

    @property
    def may_recommend(self) -> bool:
        """Active, and enterprises can read who it is (clause Q4, step 3)."""
        return self.is_active and self.profile_complete

    @transition(
        field="state",
        source=[State.DRAFT, State.RETURNED],
        target=State.SUBMITTED,
        permission=perms.can_submit,
        custom=step(_("Submit"), app="institutions", gate="accreditation", order=10),
    )
    def submit(self, *, documents, corrected):
        """The institution hands its dossier to the office; the event keeps the digests and what was corrected."""

    @transition(
        field="state",
        source=State.SUBMITTED,
        target=State.ACTIVE,
        permission=perms.can_approve,
        custom=step(_("Approve"), app="institutions", gate="accreditation", order=20),
    )
    def approve(self, *, active_since):
        """The office lets the institution in; from here on its people may recommend."""
        self.active_since = active_since
