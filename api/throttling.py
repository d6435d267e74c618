"""How often one caller may ask; the rates stand in the settings."""

from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle

from api.models import Token


class VisitorThrottle(AnonRateThrottle):
    """Visitors by their address."""

    scope = "visitor"


class ObjectionThrottle(AnonRateThrottle):
    """Visitors who object to a public notice, by their address."""

    scope = "objection"


class CallerThrottle(SimpleRateThrottle):
    """Programs by their token, people by themselves."""

    scope = "caller"

    def get_cache_key(self, request: Request, view) -> str | None:
        if not request.user.is_authenticated:
            return None
        ident = f"token-{request.auth.pk}" if isinstance(request.auth, Token) else f"person-{request.user.pk}"
        return self.cache_format % {"scope": self.scope, "ident": ident}
