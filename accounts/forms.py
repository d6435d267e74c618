"""Forms about oneself and one's colleagues."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves; the address is changed with allauth, roles by others."""

    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", "required": True}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class InvitationForm(forms.Form):
    """The address of a colleague."""

    email = forms.EmailField(
        label=_("E-mail of your colleague"),
        help_text=_("They get a letter with which they join your organisation; it is valid for seven days."),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()
