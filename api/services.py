"""Tokens are given, used and revoked; remembered requests are forgotten."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from api.models import IdempotencyKey, Token
from api.models.token import HINT, PREFIX, digest_of
from workflow.errors import NotPermitted, Unfit

USED_EVERY = timedelta(minutes=1)
REMEMBERED_FOR = timedelta(days=7)
MOST_TOKENS = 20


@transaction.atomic
def create_token(*, user: User, membership: Membership, name: str, days: int) -> tuple[Token, str]:
    """A token that acts as one of the person's own memberships for some days; the secret is returned once.

    Raises NotPermitted for somebody else's membership, Unfit without a name or with too many tokens.
    """
    if membership.user_id != user.pk or not membership.is_active:
        raise NotPermitted("create_token")
    if Token.objects.of_person(user).usable().count() >= MOST_TOKENS:
        raise Unfit(_("You have %(most)s tokens. Revoke one that is no longer used.") % {"most": MOST_TOKENS})
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token(
        user=user,
        membership=membership,
        name=name.strip(),
        digest=digest_of(secret),
        hint=secret[: len(PREFIX) + HINT],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    try:
        token.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    token.save()
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, user: User) -> Token:
    """The token opens nothing from now on. Raises NotPermitted for somebody else's token."""
    if token.user_id != user.pk:
        raise NotPermitted("revoke_token")
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def note_use(token: Token, now: datetime) -> None:
    """Keeps when a token was last used, to the minute: a busy program must not write a row per request."""
    if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def forget_answers(now: datetime | None = None) -> int:
    """Deletes remembered requests after a week; returns how many."""
    old = IdempotencyKey.objects.older_than((now or timezone.now()) - REMEMBERED_FOR)
    return old.delete()[0]
