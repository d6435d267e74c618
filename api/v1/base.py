"""The base of every endpoint: who calls, what they may see, how input is read."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actor import Actor
from api.authentication import TokenAuthentication
from api.fields import Input
from api.models import Token
from api.paging import NEWEST_FIRST, Order, page_of
from api.parsers import BoundedJSONParser
from api.schema import PortalSchema
from api.throttling import CallerThrottle, VisitorThrottle
from workflow.errors import NotPermitted, Unfit

Given = TypeVar("Given", bound=Input)


class Endpoint(APIView):
    """An address of the API for signed-in callers; a program's token acts as its one membership."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes: list = [IsAuthenticated]
    parser_classes: list[type[JSONParser] | type[MultiPartParser]] = [BoundedJSONParser]
    throttle_classes = [VisitorThrottle, CallerThrottle]
    schema = PortalSchema()
    is_public = False
    refuses_input = False

    @property
    def actor(self) -> Actor:
        """Who acts: the token's membership, else the role chosen in the session."""
        token = self.request.auth
        return Actor.of(token.membership) if isinstance(token, Token) else self.request.actor

    def visible(self, queryset: QuerySet, **lookup: Any) -> Any:
        """The one row if the caller may see it. Raises Http404: what is not visible does not exist."""
        row = queryset.visible_to(self.actor).filter(**lookup).first()
        if row is None:
            raise Http404
        return row

    def read(self, serializer: type[Given], **context: Any) -> Given:
        """The valid input of the request. Raises ValidationError (422)."""
        found = serializer(data=self.request.data, context=context)
        found.is_valid(raise_exception=True)
        return found

    def page(self, queryset: QuerySet, output: Any, order: Order = NEWEST_FIRST, **context: Any) -> Response:
        """One keyset page of a list."""
        rows, following = page_of(queryset, self.request, order)
        return Response({"results": output(rows, many=True, context=context).data, "next": following})

    def require(self, allowed: bool, name: str) -> None:
        """Raises NotPermitted (403)."""
        if not allowed:
            raise NotPermitted(name)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self.is_public:
            patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
        else:
            patch_cache_control(answer, private=True, no_store=True)
        return answer


class PublicEndpoint(Endpoint):
    """An address of the API that visitors may use, too."""

    permission_classes = [AllowAny]
    is_public = True


def in_words_of(given: Input, refusal: Unfit) -> Unfit:
    """A service's refusal with the field names of the request: `amount` becomes `amount_fen`."""
    names = {field.source: name for name, field in given.fields.items()}
    return Unfit(refusal.message, {names.get(name, name): words for name, words in refusal.fields.items()})


def created(data: dict[str, Any], address: str = "") -> Response:
    """201 with the new row, and where it is."""
    return Response(data, status=201, headers={"Location": address} if address else None)
