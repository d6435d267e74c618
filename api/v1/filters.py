"""What lists can be asked for, and how their pages look in the OpenAPI document."""

from typing import Self

from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from api.paging import LARGEST_PAGE, PAGE_SIZE

NEXT = OpenApiParameter("cursor", str, description="Taken from `next` of the page before; never made up.")
LIMIT = OpenApiParameter(
    "limit", int, description=f"Rows on a page: {PAGE_SIZE} unless told, at most {LARGEST_PAGE}."
)


class Filter(serializers.Serializer):
    """Query parameters of a list; what does not fit its shape is refused, never ignored."""

    @classmethod
    def of(cls, request: Request) -> Self:
        """The valid parameters of a request. Raises ValidationError."""
        found = cls(data=request.query_params)
        found.is_valid(raise_exception=True)
        return found


def paged(row: type[serializers.Serializer]) -> serializers.Serializer:
    """A page of rows with the address of the next page, for the OpenAPI document."""
    fields = {
        "results": row(many=True),
        "next": serializers.URLField(allow_null=True, help_text="Null on the last page."),
    }
    return inline_serializer(f"{row.__name__}Page", fields)
