"""Files of dossiers: downloaded under the same scope as the dossier itself."""

import logging
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from workflow.models import Document

logger = logging.getLogger(__name__)


@require_safe
def document(request: HttpRequest, uuid: UUID) -> FileResponse:
    """The file, as a download, if the dossier it belongs to is visible to the actor; else 404."""
    row = get_object_or_404(Document, uuid=uuid)
    rows: Any = apps.get_model(row.subject_label)._default_manager.all()
    # A dossier whose page is public keeps its papers to those who work on it.
    scope = getattr(rows, "papers_visible_to", rows.visible_to)
    if not scope(request.actor).filter(pk=row.subject_pk).exists():  # type: ignore[attr-defined]
        raise Http404
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("The file of document %s is missing", uuid)
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=row.original_name)
    response.headers["Content-Type"] = row.content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
