"""The party that stands in applications and contracts, and who acts for it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from accounts.enums import ROLES_OF_KIND, District, OrganisationKind, Role
from accounts.models.user import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Parties in the programme's words."""

    def of_kind(self, *kinds: str) -> "OrganisationQuerySet":
        return self.filter(kind__in=kinds)

    def by_name(self) -> "OrganisationQuerySet":
        """Sorted by pinyin, the same on every database."""
        return self.order_by("name_key", "pk")

    def office(self) -> "Organisation":
        """The voucher management office; there is exactly one."""
        return self.get(kind=OrganisationKind.OFFICE)

    def visible_to(self, actor) -> "OrganisationQuerySet":
        """The office and auditors see every party, other people only their own."""
        if actor.sees_everything:
            return self.all()
        return self.filter(pk=actor.organisation_id)


class Organisation(models.Model):
    """One row is one party: a legal person, or a start-up team without a credit code."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(_("full name"), max_length=120)
    name_key = models.CharField(_("sort key"), max_length=240, editable=False, db_index=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)
    district = models.CharField(_("district"), max_length=20, choices=District.choices, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    bank_account_name = models.CharField(_("account holder"), max_length=120, blank=True)
    bank_account = models.CharField(_("account number"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["uscc", "kind"],
                condition=models.Q(uscc__isnull=False),
                name="organisation_uscc_once_per_kind",
                violation_error_message=_(
                    "An organisation with this credit code is already registered. Ask its contact person to add you."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind=OrganisationKind.OFFICE),
                name="organisation_one_office",
                violation_error_message=_("There is exactly one voucher office."),
            ),
            models.CheckConstraint(
                condition=~models.Q(uscc=""),
                name="organisation_uscc_not_empty",
                violation_error_message=_("Leave the credit code out instead of empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """The sort key and the code in one shape; whoever writes many rows at once calls it for each."""
        self.name_key = " ".join(lazy_pinyin(self.name)).lower()[:240]
        self.uscc = (self.uscc or "").replace(" ", "").upper() or None


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the programme's words."""

    def active(self) -> "MembershipQuerySet":
        return self.filter(is_active=True, user__is_active=True)

    def of_person(self, user) -> "MembershipQuerySet":
        return self.active().filter(user=user).select_related("organisation").order_by("pk")

    def holding(self, role: str, organisation_id: int | None = None) -> "MembershipQuerySet":
        """The active memberships of a role, in one party or in any."""
        found = self.active().filter(role=role)
        return found.filter(organisation_id=organisation_id) if organisation_id else found


class Membership(models.Model):
    """One row gives one person one role in one party."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_once",
                violation_error_message=_("This person already holds this role."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="membership_role_known",
                violation_error_message=_("Choose a role of the programme."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"

    def clean(self) -> None:
        """A role is one of its kind of party; the system's is nobody's."""
        super().clean()
        if self.organisation_id and self.role and not self.fits_party:
            raise ValidationError({"role": _("This kind of organisation does not have this role.")})

    @property
    def fits_party(self) -> bool:
        """Whether the kind of party knows this role."""
        return self.role in ROLES_OF_KIND[OrganisationKind(self.organisation.kind)]
