"""The administration of laboratories, their instruments and services."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import ActorPermissions, ScopedAdmin
from accounts.enums import Role
from accounts.tables import HistoryOfVisible, ScopedTableAdmin
from labs import perms, services
from labs.enums import InstrumentStatus
from labs.models import Instrument, Laboratory, ServiceItem, SynonymGroup
from labs.presentation import ACCREDITATION, CAPABILITIES, HOST, PRESENTATION
from labs.resources import INSTRUMENTS, LABORATORIES, SERVICES
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState

KEEPERS = frozenset({Role.LABORATORY, Role.SERVICE})
MOST_AT_ONCE = 200
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
    list_display = ["shown_name", "reference", "kind", "level", "district", "state", "listed_to"]
    list_filter = [
        "state",
        "kind",
        "level",
        "field",
        "district",
        "offers_industrial_design",
        "has_cma",
        "has_cnas",
    ]
    actions = ["submit_chosen", "nominate_chosen"]
    list_select_related = ["organisation"]
    search_fields = ["reference", "organisation__name"]
    ordering = ["-pk"]
    inlines = [InstrumentInline, ServiceItemInline]
    fixed = ["organisation", "reference", "state", "reported_by", "listed_from", "listed_to"]
    fields = [*fixed, *ACCREDITATION, *CAPABILITIES, *HOST, "authorises_centre", *PRESENTATION]

    @admin.display(description=_("laboratory"), ordering="organisation__name_key")
    def shown_name(self, laboratory) -> str:
        return laboratory.name

    def scope(self, queryset, actor):
        return kept_or_visible(queryset, actor).select_related("organisation", "reported_by__organisation")

    def may_change(self, actor, obj=None) -> bool:
        if obj is None:
            return actor.role in KEEPERS
        return perms.can_keep(obj, actor)

    def get_actions(self, request):
        """Each action is offered to those who may take the step at all."""
        found = super().get_actions(request)
        if request.actor.role not in KEEPERS:
            found.pop("submit_chosen", None)
        if request.actor.role != Role.SERVICE:
            found.pop("nominate_chosen", None)
        return found

    @admin.action(description=_("Submit the chosen laboratories to the service institution"))
    def submit_chosen(self, request, queryset) -> None:
        self._each(request, queryset, lambda lab: services.submit(lab, actor=request.actor))

    @admin.action(description=_("Nominate the chosen laboratories to the voucher office"))
    def nominate_chosen(self, request, queryset) -> None:
        """As its own page does: a field centre nominates its members, any other institution its own house."""

        def nominate(lab):
            via_centre = bool(lab.reported_by and lab.reported_by.is_field_center)
            services.nominate(
                lab, actor=request.actor, belongs_to_authoriser=not via_centre, member_of_centre=via_centre
            )

        self._each(request, queryset, nominate)

    def _each(self, request, queryset, take) -> None:
        """One step for each through the door; who is refused is named with the reason, the others go on."""
        taken = 0
        for laboratory in queryset.order_by("pk")[:MOST_AT_ONCE]:
            try:
                take(laboratory)
            except (NotPermitted, WrongState, Unfit, Blocked) as refusal:
                words = getattr(refusal, "message", "") or _("You may not take this step.")
                messages.error(request, f"{laboratory.name} ({laboratory.reference}): {words}")
            else:
                taken += 1
        if taken:
            words = ngettext(
                "%(count)s laboratory was moved on.", "%(count)s laboratories were moved on.", taken
            )
            messages.success(request, words % {"count": taken})

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
    actions = ["set_in_service", "set_under_repair", "set_retired"]
    list_display = ["name", "number", "model", "laboratory", "status"]
    list_filter = ["status", "year"]
    search_fields = ["name", "number", "model"]
    fields = ["laboratory", "name", "model", "number", "maker", "year", "price_fen", "status"]

    def get_actions(self, request):
        """Only keepers change what stands in their laboratories."""
        found = super().get_actions(request)
        return found if request.actor.role in KEEPERS else {}

    @admin.action(description=_("Mark the chosen instruments: in service"))
    def set_in_service(self, request, queryset) -> None:
        self._set(request, queryset, InstrumentStatus.IN_SERVICE)

    @admin.action(description=_("Mark the chosen instruments: under repair"))
    def set_under_repair(self, request, queryset) -> None:
        self._set(request, queryset, InstrumentStatus.UNDER_REPAIR)

    @admin.action(description=_("Mark the chosen instruments: retired"))
    def set_retired(self, request, queryset) -> None:
        self._set(request, queryset, InstrumentStatus.RETIRED)

    def _set(self, request, queryset, status: str) -> None:
        """Each through the service, which asks whether the laboratory is being decided on."""
        taken = 0
        for row in queryset.order_by("pk")[:MOST_AT_ONCE]:
            try:
                services.save_instrument(row.laboratory, actor=request.actor, row=row, status=status)
            except (NotPermitted, WrongState, Unfit) as refusal:
                words = getattr(refusal, "message", "") or _("You may not take this step.")
                messages.error(request, f"{row.name} ({row.number}): {words}")
            else:
                taken += 1
        if taken:
            words = ngettext(
                "%(count)s instrument was changed.", "%(count)s instruments were changed.", taken
            )
            messages.success(request, words % {"count": taken})


@admin.register(ServiceItem)
class ServiceItemAdmin(OfferAdmin):
    book = SERVICES
    list_display = ["name", "activity_type", "laboratory", "lead_time_days"]
    list_filter = ["activity_type"]
    search_fields = ["name", "method"]
    fields = ["laboratory", "name", "activity_type", "method", "unit_price_fen", "unit", "lead_time_days"]


@admin.register(SynonymGroup)
class SynonymGroupAdmin(HistoryOfVisible, ScopedAdmin):
    """Words that mean the same to the search of the catalogue; the office keeps them."""

    seen_by = OFFICE
    list_display = ["words", "is_active", "changed_at"]
    list_filter = ["is_active"]
    search_fields = ["words"]
    ordering = ["-changed_at", "pk"]
    fields = ["words", "is_active"]

    def may_change(self, actor, obj=None) -> bool:
        return perms.can_keep_synonyms(actor)

    may_add = may_change
    may_delete = may_change
