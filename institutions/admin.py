"""The administration of institutions: dossiers to look at, lists to keep."""

from django import forms
from django.contrib import admin

from accounts.admin import ScopedAdmin
from accounts.enums import Role
from accounts.tables import ScopedTableAdmin
from institutions import perms
from institutions.models import (
    PerformanceEvaluation,
    PlannedEvent,
    RecommendingInstitution,
    ServedEnterprise,
    ServiceInstitution,
    Training,
)
from institutions.resources import SERVED_ENTERPRISES

OFFICE = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR})


class AccreditationAdmin(ScopedAdmin):
    """Dossiers are read here; they are written and decided on their own pages."""

    list_display = ["organisation", "reference", "state", "state_since", "active_since"]
    list_filter = ["state"]
    list_select_related = ["organisation"]
    search_fields = ["reference", "organisation__name"]
    ordering = ["-pk"]


@admin.register(RecommendingInstitution)
class RecommendingInstitutionAdmin(AccreditationAdmin):
    seen_by = OFFICE | {Role.RECOMMENDER}


@admin.register(ServiceInstitution)
class ServiceInstitutionAdmin(AccreditationAdmin):
    seen_by = OFFICE | {Role.SERVICE}


class EnterpriseForm(forms.ModelForm):
    """An enterprise of one institution; the institution is no field, and yet part of what must stand once."""

    institution: RecommendingInstitution | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.institution:
            self.instance.institution = self.institution

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"institution"}


@admin.register(ServedEnterprise)
class ServedEnterpriseAdmin(ScopedTableAdmin):
    """Enterprises that a recommending institution keeps while nobody decides on its dossier."""

    seen_by = OFFICE | {Role.RECOMMENDER}
    form = EnterpriseForm
    book = SERVED_ENTERPRISES
    list_display = ["name", "uscc", "institution"]
    list_select_related = ["institution__organisation"]
    search_fields = ["name", "uscc"]
    fields = ["institution", "name", "uscc"]
    readonly_fields = ["institution"]
    ordering = ["-pk"]

    def scope(self, queryset, actor):
        return super().scope(queryset, actor).select_related("institution__organisation")

    def own_institution(self, actor) -> RecommendingInstitution | None:
        return RecommendingInstitution.objects.filter(organisation_id=actor.organisation_id).first()

    def may_change(self, actor, obj=None) -> bool:
        if actor.role != Role.RECOMMENDER:
            return False
        institution = obj.institution if obj else self.own_institution(actor)
        return institution is not None and perms.can_keep_roster(institution, actor)

    def may_add(self, actor, obj=None) -> bool:
        return self.may_change(actor)

    may_delete = may_change

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A new row belongs to the actor's institution from the start."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return (
            form
            if obj
            else type("OwnEnterpriseForm", (form,), {"institution": self.own_institution(request.actor)})
        )


@admin.register(PlannedEvent)
class PlannedEventAdmin(ScopedAdmin):
    seen_by = OFFICE | {Role.RECOMMENDER}
    list_display = ["title", "kind", "date", "held", "attendance", "institution"]
    list_select_related = ["institution__organisation"]
    list_filter = ["kind", "held"]
    search_fields = ["title"]
    ordering = ["-date", "-pk"]


@admin.register(Training)
class TrainingAdmin(ScopedAdmin):
    seen_by = OFFICE | {Role.RECOMMENDER}
    list_display = ["topic", "date", "institution", "by"]
    list_select_related = ["institution__organisation", "by"]
    ordering = ["-date", "-pk"]


@admin.register(PerformanceEvaluation)
class PerformanceEvaluationAdmin(ScopedAdmin):
    seen_by = OFFICE | {Role.SERVICE}
    list_display = ["institution", "year", "score", "grade", "by"]
    list_select_related = ["institution__organisation", "by"]
    list_filter = ["year", "grade"]
    ordering = ["-year", "-pk"]
