"""Configuration of the desk app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from accounts.exports import keeps_exports
        from desk.presence import beside_step
        from desk.services.exports import keep
        from workflow.pages import accompany

        accompany(beside_step)
        keeps_exports(keep)
