"""What an officer has ticked off while reading a file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from desk.enums import Mark


class CheckMarkQuerySet(models.QuerySet["CheckMark"]):
    """Marks in the programme's words."""

    def current(self, project: Project, person) -> CheckMarkQuerySet:
        """A person's marks for the present stay of the file in its state; those of an earlier round are history."""
        return self.filter(
            project=project, person=person, state=project.state, marked_at__gte=project.state_since
        )


class CheckMark(models.Model):
    """One row is one point of the check-list of one file, as one officer saw it in one state of the file.

    Nobody but the officer reads it, until the officer puts it into the note of a decision.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("officer")
    )
    state = models.CharField(_("state of the file"), max_length=40)
    point = models.CharField(_("point"), max_length=80)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark.choices)
    note = models.CharField(_("remark"), max_length=500, blank=True)
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)

    objects = CheckMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark on a check-list")
        verbose_name_plural = _("marks on check-lists")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "state", "point"],
                name="check_mark_once",
                violation_error_message=_("This point is marked already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.mark}"
