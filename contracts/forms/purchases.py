"""The form for the days on which new technology was bought."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import NewTechPurchase
from contracts.forms.contract import date_input
from workflow.money import format_yuan


class PurchaseDaysForm(forms.Form):
    """One day per purchase line; empty while it is not bought."""

    def __init__(self, *args: Any, lines: Iterable[NewTechPurchase], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            validity = ""
            if line.product:
                words = {
                    "number": line.product.number,
                    "begin": line.product.valid_from,
                    "end": line.product.valid_to,
                }
                validity = _("List number %(number)s, valid from %(begin)s to %(end)s.") % words
            self.fields[f"day_{line.pk}"] = forms.DateField(
                label=_("“%(name)s” (%(amount)s), bought on")
                % {"name": line.name, "amount": format_yuan(line.amount)},
                required=False,
                initial=line.bought_on,
                widget=date_input(),
                help_text=validity,
            )

    def days(self) -> dict[int, date | None]:
        """The day of each line by its key."""
        return {line.pk: self.cleaned_data[f"day_{line.pk}"] for line in self.lines}
