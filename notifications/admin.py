"""Letters and notices that went wrong, for the office to see and to send once more."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import OFFICE, ScopedAdmin
from notifications.models import Breakdown, Message, MessageQuerySet


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """How each message left the house; its words are for its receiver alone."""

    seen_by = OFFICE
    list_display = ["reference", "kind", "recipient", "created_at", "mail_due", "mail_attempts", "mailed_at"]
    list_filter = ["category", "mail_due"]
    list_select_related = ["recipient"]
    search_fields = ["reference", "recipient__email"]
    ordering = ["-pk"]
    exclude = ["subject", "body"]
    actions = ["send_again"]

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.actor.is_office  # type: ignore[attr-defined]

    @admin.action(description=_("Send failed letters again"), permissions=["send_again"])
    def send_again(self, request: HttpRequest, queryset: MessageQuerySet) -> None:
        """Letters that were given up get all their attempts back; what was mailed stays as it is."""
        number = queryset.given_up().send_again()
        said = ngettext(
            "%(number)s letter will be sent again.", "%(number)s letters will be sent again.", number
        )
        messages.info(request, said % {"number": number})


@admin.register(Breakdown)
class BreakdownAdmin(ScopedAdmin):
    """Steps of which nobody could be told yet."""

    seen_by = OFFICE
    list_display = ["event", "attempts", "error", "next_at"]
    list_select_related = ["event"]
    ordering = ["-pk"]
