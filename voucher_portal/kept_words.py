"""What was sent with a lost session is kept for an hour, for the same person in the same browser; never files or secrets."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

BROWSER = "browser"
FLAG = "kept"
SECONDS = 60 * 60
MOST_FIELDS = 600
MOST_CHARACTERS = 200_000
# Numbers of people and accounts are typed again rather than kept.
NEVER = ("password", "csrfmiddlewaretoken", "id_number", "account_number", "bank_account", "secret", "otp")
_signer = Signer(salt="voucher_portal.kept_words")


@dataclass(frozen=True)
class Browser:
    """A browser that a person once used here: a random name, and whose it is, which nobody else can read from it."""

    token: str
    owner: str

    @classmethod
    def of(cls, request: HttpRequest) -> Browser | None:
        """The browser by its cookie; None for a cookie that is not ours."""
        try:
            token, _dot, owner = _signer.unsign(request.COOKIES.get(BROWSER, "")).partition(".")
        except BadSignature:
            return None
        return cls(token, owner)

    @classmethod
    def new(cls, person: int) -> Browser:
        token = secrets.token_urlsafe(24)
        return cls(token, _owner(token, person))

    @property
    def key(self) -> str:
        return f"kept:{hashlib.sha256(self.token.encode()).hexdigest()}"

    def belongs_to(self, person: int) -> bool:
        return constant_time_compare(self.owner, _owner(self.token, person))

    def remember(self, response: HttpResponse) -> None:
        _set(response, BROWSER, _signer.sign(f"{self.token}.{self.owner}"), settings.SESSION_COOKIE_AGE)

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Keeps the words of a POST, if they are not too many; the last ones replace those before."""
        values = words_of(request.POST)
        if not values:
            return
        kept = {"path": request.path, "at": timezone.now(), "values": values}
        cache.set(self.key, kept, SECONDS)
        _set(response, FLAG, "1", SECONDS)

    def kept(self) -> Kept | None:
        found: Any = cache.get(self.key)
        return Kept(**found) if isinstance(found, dict) else None

    def forget(self, response: HttpResponse) -> None:
        cache.delete(self.key)
        response.delete_cookie(FLAG, samesite="Lax")


@dataclass(frozen=True)
class Kept:
    """The words of one form, and when they were sent to which page."""

    path: str
    at: datetime
    values: dict[str, list[str]]


def words_of(posted: QueryDict) -> dict[str, list[str]]:
    """What may be kept of a form; nothing of one that is too large."""
    values = {
        name: [str(value) for value in found]
        for name, found in posted.lists()
        if not any(word in name.lower() for word in NEVER)
    }
    size = sum(len(name) + sum(map(len, found)) for name, found in values.items())
    if len(values) > MOST_FIELDS or size > MOST_CHARACTERS:
        return {}
    return values


def person_mark(person: int) -> str:
    """Tells one person's safety copies in a browser from another's, and says nothing about who it is."""
    return salted_hmac("voucher_portal.kept_words.person", str(person)).hexdigest()[:12]


def _owner(token: str, person: int) -> str:
    return salted_hmac("voucher_portal.kept_words.owner", f"{token}:{person}").hexdigest()[:32]


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
