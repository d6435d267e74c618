"""Who calls: a program with a personal token, or a person's own session."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import User
from api.models import Token
from api.models.token import PREFIX
from api.services import note_use

KEYWORD = b"bearer"
LONGEST = 200


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer cxq_…`; the actor is the membership that the token is bound to."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """The token's person, None without a token. Raises AuthenticationFailed (401) for one that opens nothing."""
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != KEYWORD:
            return None
        text = secret.decode("ascii", "replace").strip()
        token = None
        if text.startswith(PREFIX) and len(text) < LONGEST and text.isascii():
            token = Token.objects.with_secret(text)
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        note_use(token, timezone.now())
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document names the token."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema) -> dict:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": f"{PREFIX}…",
            "description": "A personal token, made on the page /api/tokens/ and bound to one role of one person.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document names the browser's session."""

    target_class = "rest_framework.authentication.SessionAuthentication"
    name = "session"
    priority = 1

    def get_security_definition(self, _auto_schema) -> dict:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "The portal's own session; unsafe methods also need the header X-CSRFToken.",
        }
