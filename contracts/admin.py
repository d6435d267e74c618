"""Contracts in the administration: to be looked at, never changed past the steps."""

from django.contrib import admin

from accounts.admin import OFFICE, ScopedAdmin
from contracts.models import ChangeRequest, Contract


@admin.register(Contract)
class ContractAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["number", "project", "round", "party_a", "party_b", "signed_on", "is_current"]
    list_filter = ["is_current", "clause_in_supplement"]
    list_select_related = ["project"]
    search_fields = ["number", "party_a", "party_b", "project__reference"]
    ordering = ["-pk"]


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["project", "kind", "state", "requested_at", "decided_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["project"]
    search_fields = ["project__reference"]
    ordering = ["-pk"]
