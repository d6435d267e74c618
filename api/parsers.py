"""Reads JSON bodies that are neither too large nor crafted to break what comes behind."""

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

MALFORMED = _("The body is not valid JSON in UTF-8.")


class TooLarge(APIException):
    """The body is larger than the portal reads (413)."""

    status_code = 413
    default_detail = _("The body is too large.")
    default_code = "too_large"


class BoundedJSONParser(JSONParser):
    """JSON up to the size of a form; nesting beyond reason and halves of characters are malformed."""

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        """The value of the body. Raises ParseError (400) or TooLarge (413)."""
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeError, ValueError) as error:
            raise ParseError(MALFORMED) from error
        return data
