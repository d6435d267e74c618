"""Registers the app and gives the rules their translator."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policy.words import translate


class PolicyConfig(AppConfig):
    name = "policy"
    verbose_name = _("Policy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let findings speak the language of the request."""
        translate.install(gettext)
