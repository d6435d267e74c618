"""Photos of instruments, for whoever may see the laboratory."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from labs.models import Instrument, Laboratory


@login_not_required
@require_safe
def photo(request: HttpRequest, reference: str, name: str) -> FileResponse:
    """The picture itself; one of a laboratory that is not visible does not exist."""
    seen = Laboratory.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    rows = Instrument.objects.filter(laboratory__in=seen, laboratory__reference=reference)
    row = get_object_or_404(rows, photo=f"photos/{name[:2]}/{name}")
    try:
        content = row.photo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response
