"""The personal token with which a program acts for one person in one role."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership

PREFIX = "cxq_"
HINT = 6


def digest_of(secret: str) -> str:
    """What is stored of a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet):
    """Tokens in the programme's words."""

    def of_person(self, user) -> TokenQuerySet:
        """A person's own tokens, newest first."""
        return self.filter(user=user).select_related("membership__organisation").order_by("-pk")

    def usable(self) -> TokenQuerySet:
        """Neither revoked nor expired, of a person and a role that are still active."""
        return self.filter(
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            user__is_active=True,
            membership__is_active=True,
        )

    def with_secret(self, secret: str) -> Token | None:
        """The usable token with this secret, with the person and the party it acts for."""
        found = self.usable().filter(digest=digest_of(secret))
        return found.select_related("membership__user", "membership__organisation").first()


class Token(models.Model):
    """One row lets a program act as one membership until a day; the secret itself is stored nowhere."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("acts as")
    )
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(_("digest of the secret"), max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=20, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        indexes = [models.Index(fields=["user", "-id"], name="token_person")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="token_has_name",
                violation_error_message=_("Say which program will use the token."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="token_expires_after_creation",
                violation_error_message=_("A token expires after the day it is made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and not self.is_expired
