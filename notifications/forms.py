"""Forms of the inbox and of a person's choices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.enums import Category
from notifications.models import Message, Preference

LONGEST_KEY = 18


class PreferencesForm(forms.Form):
    """One box for each category; unticked means: in the inbox only."""

    by_mail = forms.MultipleChoiceField(
        label=_("Also send me by mail"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every message is in your inbox of the portal, whatever you choose here."),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        unwanted = {category for _user, category in Preference.objects.without_mail([user])}
        kwargs["initial"] = {"by_mail": [value for value in Category.values if value not in unwanted]}
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Stores the choice of every category."""
        chosen = set(self.cleaned_data["by_mail"])
        for category in Category.values:
            Preference.objects.update_or_create(
                user=self.user, category=category, defaults={"by_mail": category in chosen}
            )


class KeysField(forms.Field):
    """Some primary keys; nonsense among them is ignored."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        return [
            int(text) for text in value or [] if text.isascii() and text.isdigit() and len(text) < LONGEST_KEY
        ]


class ReadForm(forms.Form):
    """The messages that were read: named ones, or everything up to the newest one that was shown."""

    message = KeysField(required=False)
    up_to = forms.IntegerField(min_value=0, max_value=10**LONGEST_KEY, required=False)

    def mark_read(self, user) -> int:
        """Marks them among this person's own; returns how many had been unread."""
        own = Message.objects.of(user)
        up_to = self.cleaned_data["up_to"]
        chosen = own.filter(pk__lte=up_to) if up_to else own.filter(pk__in=self.cleaned_data["message"])
        return chosen.mark_read()
