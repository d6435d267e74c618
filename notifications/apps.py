"""Configuration of the notifications app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        """Finds what every app declares: the one place where modules are discovered by name."""
        autodiscover_modules("notices")
