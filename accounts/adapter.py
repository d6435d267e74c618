"""How sign-in behaves in this portal: addresses in lower case, letters in its name, pages in the person's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.middleware import remember_language
from accounts.models import User
from accounts.models.user import SYSTEM_EMAIL


class AccountAdapter(DefaultAccountAdapter):
    """The portal's answers to the questions that allauth leaves open."""

    def clean_email(self, email: str) -> str:
        """The database knows each address in lower case only; the system's own account is nobody's to register."""
        address = super().clean_email(email).strip().lower()
        if address == SYSTEM_EMAIL:
            raise ValidationError(_("This e-mail address is already registered."))
        return address

    def new_user(self, request: HttpRequest) -> User:
        """A new person gets letters in the language in which they registered."""
        return User(language=get_language() or User._meta.get_field("language").default)

    def format_email_subject(self, subject: str) -> str:
        """The portal's name, and not the host that the request claims."""
        return f"[{_('Innovation Voucher Portal')}] {subject}"

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **details: Any) -> HttpResponse:
        """After sign-in the pages speak the language of the person's letters; after registration they already do."""
        response = super().post_login(request, user, **details)
        if isinstance(user, User):
            remember_language(response, user.language)
        return response
