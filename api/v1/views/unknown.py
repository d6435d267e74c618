"""The OpenAPI document, and an answer in the API's own words where nothing is."""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views.decorators.cache import cache_page
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.throttling import VisitorThrottle
from api.v1.base import PublicEndpoint

AN_HOUR = 60 * 60


@method_decorator(cache_page(AN_HOUR), name="dispatch")
class Schema(SpectacularJSONAPIView):
    """The OpenAPI 3.1 document of this API."""

    renderer_classes = [JSONRenderer]
    throttle_classes = [VisitorThrottle]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args, **kwargs) -> Response:
        """The document; the same as docs/openapi.json."""
        with override("en"):
            return super().get(request, *args, **kwargs)


class Unknown(PublicEndpoint):
    """Any other address."""

    @extend_schema(exclude=True)
    def get(self, request: Request, **_address: str) -> Response:
        raise Http404

    post = put = patch = delete = get
