"""The record of exports in the administration: who took which list away, with which filter, how many rows."""

from django.contrib import admin

from accounts.admin import ScopedAdmin
from accounts.enums import Role
from desk.models import Export


@admin.register(Export)
class ExportAdmin(ScopedAdmin):
    """Read by the office and auditors; the database itself refuses changes."""

    seen_by = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})
    list_display = ["at", "person", "role", "organisation", "query", "rows", "format"]
    list_filter = ["at", "role", "format"]
    list_select_related = ["person", "organisation"]
    search_fields = ["person__email", "person__name", "query"]
    ordering = ["-at", "-pk"]
