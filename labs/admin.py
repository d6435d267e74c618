"""The administration of laboratories, their instruments and services."""

from django.contrib import admin

from accounts.admin import ActorPermissions
from accounts.enums import Role
from accounts.tables import HistoryOfVisible, ScopedTableAdmin
from labs import perms, services
from labs.models import Instrument, Laboratory, ServiceItem
from labs.presentation import ACCREDITATION, CAPABILITIES, HOST, PRESENTATION
from labs.resources import INSTRUMENTS, LABORATORIES, SERVICES

KEEPERS = frozenset({Role.LABORATORY, Role.SERVICE})
OFFICE = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR})


def kept_or_visible(queryset, actor):
    """Keepers administer what they keep, not everything the public may read."""
    return queryset.kept_by(actor) if actor.role in KEEPERS else queryset.visible_to(actor)


class OfferPermissions(ActorPermissions):
    """Rows of a laboratory: its keepers change them while nobody decides on the laboratory."""

    seen_by = KEEPERS | OFFICE

    def laboratory_of(self, obj):
        """The laboratory that a row, or the page of a laboratory, is about."""
        return obj if isinstance(obj, Laboratory) else obj.laboratory

    def may_change(self, actor, obj=None) -> bool:
        if obj is None:
            return actor.role in KEEPERS
        return perms.can_keep(self.laboratory_of(obj), actor)

    may_add = may_change
    may_delete = may_change


class InstrumentInline(OfferPermissions, admin.TabularInline):
    model = Instrument
    extra = 0
    fields = ["name", "model", "number", "maker", "year", "price_fen", "status"]


class ServiceItemInline(OfferPermissions, admin.TabularInline):
    model = ServiceItem
    extra = 0
    fields = ["name", "activity_type", "method", "unit_price_fen", "unit", "lead_time_days"]


@admin.register(Laboratory)
class LaboratoryAdmin(HistoryOfVisible, ScopedTableAdmin):
    book = LABORATORIES
    seen_by = KEEPERS | OFFICE
    list_display = ["name", "reference", "kind", "level", "district", "state", "listed_to"]
    list_filter = ["state", "kind", "district"]
    list_select_related = ["organisation"]
    search_fields = ["reference", "organisation__name"]
    ordering = ["-pk"]
    inlines = [InstrumentInline, ServiceItemInline]
    fixed = ["organisation", "reference", "state", "reported_by", "listed_from", "listed_to"]
    fields = [*fixed, *ACCREDITATION, *CAPABILITIES, *HOST, "authorises_centre", *PRESENTATION]

    def scope(self, queryset, actor):
        return kept_or_visible(queryset, actor).select_related("organisation", "reported_by__organisation")

    def may_change(self, actor, obj=None) -> bool:
        if obj is None:
            return actor.role in KEEPERS
        return perms.can_keep(obj, actor)

    def get_readonly_fields(self, request, obj=None):
        """Steps are taken on the laboratory's page; what decided a listing is fixed while it lasts."""
        if obj is None or obj.is_open_for_changes:
            return self.fixed
        return [name for name in self.fields if name not in PRESENTATION]

    def save_model(self, request, obj, form, change):
        """Through the service, so that the same checks hold as on the pages."""
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        saved = services.save_laboratory(obj, actor=request.actor, **changed)
        obj.version = saved.version

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        services.refresh_search(form.instance)


class OfferAdmin(OfferPermissions, HistoryOfVisible, ScopedTableAdmin):
    """Instruments and services, one by one or as a table."""

    list_select_related = ["laboratory__organisation"]
    autocomplete_fields: list[str] = []
    ordering = ["-pk"]

    def scope(self, queryset, actor):
        return kept_or_visible(queryset, actor).select_related(
            "laboratory__organisation", "laboratory__reported_by"
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only laboratories that the actor keeps can be chosen, also by a forged form."""
        if db_field.name == "laboratory":
            kwargs["queryset"] = Laboratory.objects.kept_by(request.actor).select_related("organisation")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        services.refresh_search(obj.laboratory)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        services.refresh_search(obj.laboratory)


@admin.register(Instrument)
class InstrumentAdmin(OfferAdmin):
    book = INSTRUMENTS
    list_display = ["name", "number", "model", "laboratory", "status"]
    list_filter = ["status"]
    search_fields = ["name", "number", "model"]
    fields = ["laboratory", "name", "model", "number", "maker", "year", "price_fen", "status"]


@admin.register(ServiceItem)
class ServiceItemAdmin(OfferAdmin):
    book = SERVICES
    list_display = ["name", "activity_type", "laboratory", "lead_time_days"]
    list_filter = ["activity_type"]
    search_fields = ["name", "method"]
    fields = ["laboratory", "name", "activity_type", "method", "unit_price_fen", "unit", "lead_time_days"]
