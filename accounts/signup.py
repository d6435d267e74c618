"""What a new person tells beside address and password; allauth builds its registration form upon this one.

It stands alone because allauth imports it while its own forms are being defined.
"""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """Name, phone and consent."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Mobile phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    agreement = forms.BooleanField(
        label=_("I agree that the voucher office stores and uses these data for the voucher programme."),
        error_messages={"required": _("Without this agreement the office cannot keep an account for you.")},
    )
    field_order = ["name", "email", "phone", "password1", "password2", "agreement"]

    def signup(self, request: HttpRequest, user) -> None:
        """Called by allauth once the person exists."""
        user.name = self.cleaned_data["name"]
        user.phone = self.cleaned_data["phone"]
        user.save(update_fields=["name", "phone"])
