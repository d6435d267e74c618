"""The register of experts, kept by the office; invitations and opinions to be looked at."""

from django.contrib import admin

from accounts.admin import OFFICE, ScopedAdmin
from accounts.enums import Role
from review import services
from review.models import Assignment, ClosingReport, Expert


@admin.register(Expert)
class ExpertAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["user", "unit", "title", "field", "is_active"]
    list_filter = ["field", "is_active"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email", "unit"]
    ordering = ["user__name", "pk"]
    autocomplete_fields = ["user"]

    def may_change(self, actor, obj=None) -> bool:
        return actor.role in {Role.OFFICER, Role.APPROVER}

    may_add = may_change

    def save_model(self, request, obj, form, change) -> None:
        """A registered expert can act as one at once."""
        super().save_model(request, obj, form, change)
        services.give_role(obj)


@admin.register(Assignment)
class AssignmentAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = [
        "project",
        "stage",
        "attempt",
        "expert",
        "due_date",
        "conflict",
        "decision",
        "submitted_at",
    ]
    list_filter = ["stage", "decision", "conflict"]
    list_select_related = ["project", "expert__user"]
    search_fields = ["project__reference", "expert__user__name"]
    ordering = ["-pk"]


@admin.register(ClosingReport)
class ClosingReportAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["project", "attempt", "actual_cost", "is_current", "updated_at"]
    list_select_related = ["project"]
    search_fields = ["project__reference"]
    ordering = ["-pk"]
