"""Configuration of the composition root and of the administration that it opens."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class VoucherPortalConfig(AppConfig):
    name = "voucher_portal"
    verbose_name = _("Innovation Voucher Portal")
    default = True

    def ready(self) -> None:
        from voucher_portal import checks  # noqa: F401 (registers itself)


class PortalAdminConfig(admin_apps.AdminConfig):
    default_site = "voucher_portal.admin_site.PortalAdminSite"
    default = False
