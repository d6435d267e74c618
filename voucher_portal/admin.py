"""What belongs to no single app's administration: policy editions and the audit trail."""

from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import ScopedAdmin
from accounts.enums import Role
from policy.models import Edition
from policy.services import publish
from workflow.models import Anchor, Event

OFFICE = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR})


@admin.register(Edition)
class EditionAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["code", "title", "valid_from", "published_at"]
    ordering = ["-valid_from", "-pk"]
    actions = ["publish"]

    def may_change(self, actor, obj=None) -> bool:
        """A draft is written by an officer; once published nobody changes it."""
        return actor.role == Role.OFFICER and (obj is None or not obj.is_published)

    def may_add(self, actor, obj=None) -> bool:
        return actor.role == Role.OFFICER

    @admin.action(description=_("Publish the chosen editions for good"), permissions=["change"])
    def publish(self, request, queryset) -> None:
        for edition in queryset.filter(published_at__isnull=True).order_by("valid_from", "pk"):
            publish(edition)
            messages.success(request, gettext("Edition %(code)s is published.") % {"code": edition.code})


@admin.register(Event)
class EventAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["reference", "sequence", "transition", "source", "target", "actor", "role", "at"]
    list_filter = ["subject_label", "transition"]
    list_select_related = ["actor"]
    search_fields = ["reference"]
    ordering = ["-pk"]


@admin.register(Anchor)
class AnchorAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["day", "dossiers", "last_event", "digest"]
    ordering = ["-day"]
