"""Configuration of the institutions app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("Institutions")

    def ready(self):
        """Every app's declarations of what it can count and tell of an institution's work."""
        autodiscover_modules("figures", "deeds")
