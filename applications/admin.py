"""The administration of calls, listed products and applicants; projects are only looked up here."""

from django.contrib import admin

from accounts.admin import ScopedAdmin
from accounts.enums import Role
from accounts.tables import HistoryOfVisible, ScopedTableAdmin
from applications.models import (
    Call,
    Enterprise,
    HistoricProject,
    Invoice,
    NewTechProduct,
    Project,
    StartupTeam,
)
from applications.resources import ENTERPRISES, HISTORIC_PROJECTS, NEW_PRODUCTS
from workflow.money import format_yuan

OFFICE = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR})


class OfficeKept(ScopedAdmin):
    """Seen by the office and auditors, kept by officers."""

    seen_by = OFFICE

    def may_change(self, actor, obj=None) -> bool:
        return actor.role == Role.OFFICER

    def may_add(self, actor, obj=None) -> bool:
        return actor.role == Role.OFFICER


@admin.register(Call)
class CallAdmin(OfficeKept):
    list_display = ["title", "code", "edition", "opens_on", "closes_on"]
    list_select_related = ["edition"]
    ordering = ["-opens_on", "pk"]

    def get_readonly_fields(self, request, obj=None):
        """The edition under which people applied does not change under them."""
        return ["code", "edition"] if obj and obj.projects.exists() else []


@admin.register(NewTechProduct)
class NewTechProductAdmin(HistoryOfVisible, ScopedTableAdmin, OfficeKept):
    book = NEW_PRODUCTS
    list_display = ["number", "name", "supplier", "valid_from", "valid_to"]
    list_filter = ["valid_to"]
    search_fields = ["number", "name", "supplier"]
    ordering = ["number"]


@admin.register(HistoricProject)
class HistoricProjectAdmin(HistoryOfVisible, ScopedTableAdmin, OfficeKept):
    """The archive of the years before the portal: kept by officers, beside the dossiers and never among them."""

    book = HISTORIC_PROJECTS
    list_display = ["number", "year", "title", "applicant_name", "laboratory_name", "outcome"]
    list_filter = ["year", "outcome", "activity_type"]
    search_fields = ["number", "title", "applicant_name", "applicant_uscc", "laboratory_name"]
    ordering = ["-year", "-pk"]


@admin.register(Enterprise)
class EnterpriseAdmin(HistoryOfVisible, ScopedTableAdmin):
    seen_by = OFFICE
    book = ENTERPRISES
    list_display = ["organisation", "industry", "staff", "legal_representative", "abnormal"]
    list_select_related = ["organisation"]
    list_filter = ["industry", "abnormal"]
    search_fields = ["organisation__name", "organisation__uscc"]
    ordering = ["-pk"]

    def may_change(self, actor, obj=None) -> bool:
        """The office marks who stands on the list of abnormal operations; the rest is the enterprise's own."""
        return actor.role == Role.OFFICER

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in Enterprise._meta.fields if field.name != "abnormal"]


@admin.register(StartupTeam)
class StartupTeamAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["organisation", "leader_name", "masked_id_number", "incubator", "became"]
    list_select_related = ["organisation", "became"]
    search_fields = ["organisation__name", "leader_name"]
    ordering = ["-pk"]
    fields = [
        "organisation",
        "leader_name",
        "masked_id_number",
        "members",
        "incubator",
        "registration_planned_on",
        "became",
    ]
    readonly_fields = ["masked_id_number"]


@admin.register(Project)
class ProjectAdmin(ScopedAdmin):
    list_display = ["reference", "title", "applicant", "state", "state_since", "award_amount_yuan"]
    list_filter = ["state", "call"]
    list_select_related = ["applicant"]
    search_fields = ["reference", "title", "applicant__name", "applicant__uscc"]
    ordering = ["-pk"]
    exclude = ["readers"]

    @admin.display(description=Project._meta.get_field("award_amount").verbose_name)
    def award_amount_yuan(self, obj: Project) -> str:
        return format_yuan(obj.award_amount)


@admin.register(Invoice)
class InvoiceAdmin(ScopedAdmin):
    seen_by = OFFICE
    list_display = ["number", "corrects", "seller_name", "seller_uscc", "issued_on", "project"]
    list_select_related = ["project", "corrects"]
    search_fields = ["number", "seller_uscc", "seller_name", "project__reference"]
    ordering = ["-pk"]
