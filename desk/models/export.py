"""Which lists left the house, with whom."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from desk.enums import FileFormat


class Export(models.Model):
    """One row is one list that somebody took away as a file: who, in which role, which filter, how many rows.

    Append-only: the database refuses to change or delete a row.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for")
    )
    format = models.CharField(_("form"), max_length=10, choices=FileFormat.choices)
    query = models.TextField(_("filter"), blank=True)
    columns = models.JSONField(_("columns"), default=list)
    rows = models.PositiveIntegerField(_("rows"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("exported list")
        verbose_name_plural = _("exported lists")
        indexes = [models.Index(fields=["-at", "-id"], name="desk_export_latest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.rows}"
