"""The administration follows the actor: rows by `visible_to`, changes by predicates, never by Django's permissions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import Membership, Organisation, User

ADMIN_ROLES = frozenset({
    Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR, Role.RECOMMENDER, Role.SERVICE, Role.LABORATORY,
})  # fmt: skip


class ActorPermissions:
    """Answers Django's permission questions from the actor; an auditor only looks."""

    seen_by: frozenset[str] = ADMIN_ROLES
    opens_installation = False

    def may_see(self, actor) -> bool:
        return actor.role in self.seen_by or self.is_opening(actor)

    def is_opening(self, actor) -> bool:
        """The first administrator of an installation gives the first roles; nothing else is open to that person."""
        return self.opens_installation and actor.user.is_superuser and not actor.role

    def may_change(self, actor, obj: Any = None) -> bool:
        """Whether the actor may change this row, or any row at all when there is none."""
        return False

    def may_add(self, actor, obj: Any = None) -> bool:
        return False

    def may_delete(self, actor, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_see(request.actor)  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.may_see(request.actor)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._writes(request) and self.may_change(request.actor, obj)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._writes(request) and self.may_add(request.actor, obj)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._writes(request) and self.may_delete(request.actor, obj)  # type: ignore[attr-defined]

    def _writes(self, request: HttpRequest) -> bool:
        return request.actor.role != Role.AUDITOR and self.may_see(request.actor)  # type: ignore[attr-defined]


class ScopedAdmin(ActorPermissions, admin.ModelAdmin):
    """A model whose rows are those the actor may see; a row outside the scope does not exist."""

    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest):
        queryset = super().get_queryset(request)
        return self.scope(queryset, request.actor)  # type: ignore[attr-defined]

    def scope(self, queryset, actor):
        """The rows of this actor."""
        if self.is_opening(actor) or not hasattr(queryset, "visible_to"):
            return queryset
        return queryset.visible_to(actor)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Lists are narrowed by their own filters only: any other column would answer questions about hidden values."""
        return lookup.partition("__")[0] in self.list_filter and super().lookup_allowed(
            lookup, value, request
        )

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The row's own page, linked directly: there is no shortcut by number."""
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None

    def get_actions(self, request: HttpRequest):
        """No bulk deletion: rows are taken out one by one, each with its own check."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


OFFICE = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR})


@admin.register(Organisation)
class OrganisationAdmin(ScopedAdmin):
    opens_installation = True
    list_display = ["name", "kind", "uscc", "district", "contact_name"]
    list_filter = ["kind", "district"]
    search_fields = ["name", "uscc"]
    ordering = ["name_key", "pk"]
    readonly_fields = ["created_at"]

    def may_add(self, actor, obj=None) -> bool:
        """Parties register themselves; the voucher office is entered when an installation is opened."""
        return self.is_opening(actor)

    def may_change(self, actor, obj=None) -> bool:
        """The office corrects every party; other people the address and contact of their own."""
        return actor.role == Role.OFFICER or (
            actor.role in ADMIN_ROLES - OFFICE and (obj is None or obj.pk == actor.organisation_id)
        )

    def get_readonly_fields(self, request, obj=None):
        """Name, code and bank data are what contracts and payments rest on: only the office corrects them."""
        fixed = list(super().get_readonly_fields(request, obj))
        if obj is None:
            return fixed
        if request.actor.role == Role.OFFICER:
            return [*fixed, "kind"]
        return [*fixed, "kind", "name", "uscc", "bank_name", "bank_account_name", "bank_account"]


@admin.register(User)
class UserAdmin(ScopedAdmin):
    seen_by = OFFICE
    opens_installation = True
    list_display = ["email", "name", "is_active", "last_login"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "phone", "language", "is_active", "last_login"]


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    seen_by = OFFICE
    opens_installation = True
    list_display = ["user", "role", "organisation", "is_active"]
    list_filter = ["role", "is_active"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "user__name", "organisation__name"]
    autocomplete_fields = ["user", "organisation"]
    ordering = ["-pk"]

    def may_add(self, actor, obj=None) -> bool:
        return actor.role == Role.OFFICER or self.is_opening(actor)

    def may_change(self, actor, obj=None) -> bool:
        """An officer gives and ends roles, but never changes their own."""
        return actor.role == Role.OFFICER and (obj is None or obj.user_id != actor.user.pk)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """An officer gives no role to themselves, also by a forged form."""
        if db_field.name == "user" and not self.is_opening(request.actor):
            kwargs["queryset"] = User.objects.exclude(pk=request.actor.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """A role that was given is ended, not rewritten: the record says who held what."""
        return ["user", "organisation", "role"] if obj else []
