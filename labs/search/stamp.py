"""Says whether the catalogue has changed, so that pages and files of it can be kept and never are stale."""

from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.utils import timezone
from django.utils.translation import get_language

from labs.models import CatalogueCard, Laboratory, SynonymGroup


def _build() -> str:
    """A mark of the installed templates: a new version of the portal shows new pages at once."""
    pages = (settings.ROOT / "templates").rglob("*.html")
    return str(max((page.stat().st_mtime_ns for page in pages), default=0))


BUILD = _build()


def stamp(*parts: str) -> str:
    """A mark that changes with any listing, laboratory, offer or synonym, with the day, the language and `parts`."""
    laboratories = Laboratory.objects.aggregate(Count("pk"), Max("state_since"), Sum("version"))
    facts = [
        timezone.localdate(),
        get_language(),
        BUILD,
        *laboratories.values(),
        CatalogueCard.objects.aggregate(Max("refreshed_at")),
        *SynonymGroup.objects.aggregate(Count("pk"), Max("changed_at")).values(),
        *parts,
    ]
    return sha256("\n".join(map(str, facts)).encode(errors="replace")).hexdigest()[:32]
