"""The form of a new token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership

DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("One year"))]


class MembershipField(forms.ModelChoiceField):
    """One of a person's own roles."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.organisation.name} · {obj.get_role_display()}"


class TokenForm(forms.Form):
    """What a token is for, as whom it acts, and until when."""

    name = forms.CharField(
        label=_("Name of the program"),
        max_length=80,
        help_text=_("So that you know later which token to revoke."),
    )
    membership = MembershipField(label=_("Acts as"), queryset=Membership.objects.none(), empty_label=None)
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = Membership.objects.of_person(user)
