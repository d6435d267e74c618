"""The administration: master data for everybody who keeps some, each in their own scope."""

from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.enums import OFFICE_ROLES, Role
from workflow.errors import NotPermitted

KEEPERS = OFFICE_ROLES | {Role.AUDITOR, Role.RECOMMENDER, Role.SERVICE, Role.LABORATORY}


class PortalAdminSite(AdminSite):
    """Entered by role, not by a flag on the person; what is shown inside is decided by each admin's scope."""

    site_header = _("Innovation Voucher Portal: administration")
    site_title = _("Administration")
    index_title = _("Master data")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        if actor is None or not actor.is_authenticated or not actor.user.is_active:
            return False
        return bool(actor.user.is_superuser or actor.role in KEEPERS)

    def get_urls(self) -> list:
        """Without the shortcut from a row's number to its page: it would tell references that nobody can guess."""
        return [found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"]

    @never_cache
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One door for signing in; who is signed in without a keeper's role is told so (403)."""
        if request.user.is_authenticated:
            raise NotPermitted("admin")
        query = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
        return redirect(f"{reverse('account_login')}?{query}")
