"""The officer's word on a laboratory that left the directory."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DelistingMixin(forms.Form):
    """Adds a box to a step that must be ticked where the edition leaves the decision to the officer (clause Q7)."""

    delisting_accepted = forms.BooleanField(
        label=_("I confirm that the project goes on with a laboratory that is no longer in the directory."),
        help_text=_("The timeline keeps your confirmation."),
        error_messages={
            "required": _("The laboratory left the directory: confirm, or leave the project as it is.")
        },
    )

    def __init__(self, *args, asks_about_delisting: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_about_delisting:
            del self.fields["delisting_accepted"]

    @property
    def acceptance(self) -> bool | None:
        """What the officer said: True once the box is ticked, None before."""
        return True if self.is_bound and self.data.get("delisting_accepted") else None
