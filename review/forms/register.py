"""Forms of the register of experts."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from institutions.enums import TechnologyField
from review.models import Expert


class ExpertFilter(forms.Form):
    """Which experts of the register are shown."""

    words = forms.CharField(label=_("Name or unit"), required=False, max_length=60)
    field = forms.ChoiceField(
        label=_("Field"), required=False, choices=[("", _("All fields")), *TechnologyField.choices]
    )
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All experts")),
            ("active", _("Can be asked")),
            ("resting", _("Not asked at present")),
        ],
    )

    def rows(self, experts):
        """The experts that fit; a filter that makes no sense is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        for word in given.get("words", "").split()[:4]:
            experts = experts.filter(Q(user__name__icontains=word) | Q(unit__icontains=word))
        if given.get("field"):
            experts = experts.filter(field=given["field"])
        if given.get("only"):
            experts = experts.filter(is_active=given["only"] == "active")
        return experts


class ExpertForm(forms.ModelForm):
    """What the register says about an expert."""

    class Meta:
        model = Expert
        fields: tuple[str, ...] = ("unit", "title", "field", "avoidance_units", "is_active")
        widgets = {"avoidance_units": forms.Textarea(attrs={"rows": 3})}


class NewExpertForm(ExpertForm):
    """A person with an account becomes an expert."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address the person signs in with; somebody without an account signs up first."),
    )

    class Meta(ExpertForm.Meta):
        fields = ("unit", "title", "field", "avoidance_units")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["email"])

    def clean_email(self) -> str:
        found = User.objects.filter(email=self.cleaned_data["email"].strip().lower()).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody signs in with this address yet. Ask the person to sign up first.")
            )
        if Expert.objects.filter(user=found).exists():
            raise forms.ValidationError(_("This person is in the register already."))
        self.person: User = found
        return self.cleaned_data["email"]
