"""Configuration of the workflow app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = _("Workflow")

    def ready(self) -> None:
        """Lets the journal know who joins a party and who leaves it."""
        import_module("workflow.journal")
