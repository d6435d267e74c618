"""Configuration of the funds app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Funds")

    def ready(self) -> None:
        from funds.services import lowering  # noqa: F401 (signs up for vouchers that fall)
