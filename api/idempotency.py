"""`Idempotency-Key`: a POST that is sent again does nothing twice and gets the same answer."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from api.models import IdempotencyKey
from workflow.errors import Unfit

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 100


def once(method: Callable[..., Response]) -> Callable[..., Response]:
    """A POST handler that honours the key: effect and answer are stored together, a refused request stores nothing."""

    @wraps(method)
    def guarded(view, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return method(view, request, *args, **kwargs)
        return _answer_once(key, request, view, lambda: method(view, request, *args, **kwargs))

    guarded.honours_key = True  # type: ignore[attr-defined]
    return guarded


def _answer_once(key: str, request: Request, view, answer: Callable[[], Response]) -> Response:
    if not 1 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        words = _("The key has 1 to %(most)s printable ASCII characters.") % {"most": LONGEST}
        raise Unfit(words, {HEADER: words})
    digest = request_digest(request, view.actor)
    owner = request.user if request.user.is_authenticated else User.objects.system()
    with transaction.atomic():
        row = _claim(owner, key, digest)
        if row is None:
            return _replay(IdempotencyKey.objects.get(user=owner, key=key), digest)
        response = answer()
        row.status = response.status_code
        row.body = JSONRenderer().render(response.data).decode() if response.data is not None else ""
        row.save(update_fields=["status", "body"])
    return response


def _claim(owner: User, key: str, digest: str) -> IdempotencyKey | None:
    """The new row, or None when there is one. A second request waits here until the first has its answer."""
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(user=owner, key=key, request_hash=digest)
    except IntegrityError:
        return None


def _replay(row: IdempotencyKey, digest: str) -> Response:
    if row.request_hash != digest:
        words = _("This key was already used for another request. Use a new key.")
        raise Unfit(words, {HEADER: words})
    body = json.loads(row.body) if row.body else None
    return Response(body, status=row.status, headers={REPLAYED: "true"})


def request_digest(request: Request, actor) -> str:
    """SHA-256 over who asks for what with which content; the boundary of a form does not count, its files do."""
    content = {
        "as": actor.membership_id,
        "to": [request.method, request.get_full_path()],
        "with": _plain(request.data),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(data: Any) -> Any:
    if hasattr(data, "lists"):
        return {name: [_plain(value) for value in values] for name, values in data.lists()}
    if isinstance(data, UploadedFile):
        digest = hashlib.sha256()
        for chunk in data.chunks():
            digest.update(chunk)
        data.seek(0)
        return {"name": data.name, "sha256": digest.hexdigest()}
    return data
