"""Letters as files, for the embedded default: Django's own names can meet when two letters leave in one second."""

from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.filebased import EmailBackend
from django.utils import timezone


class FolderBackend(EmailBackend):
    """Each letter is a file of its own, named by its time and a random part."""

    _fname: str | None

    def _get_filename(self) -> str:
        if self._fname is None:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid4().hex}.log"
            self._fname = str(Path(self.file_path) / name)
        return self._fname
