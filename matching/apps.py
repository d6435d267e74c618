"""Configuration of the matching app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        """The page of a laboratory asks the readers that are registered there."""
        import_module("matching.record")
