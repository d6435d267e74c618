"""Takes uploaded files in: looks at the content, not at the name, and keeps what it was told with a digest."""

import hashlib
import logging
import zipfile
from collections.abc import Iterable
from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.actor import Actor
from workflow.errors import Unfit
from workflow.models import Document, Subject
from workflow.models.document import document_path

logger = logging.getLogger(__name__)

# Content types that an office can open, each with the endings it may carry.
ACCEPTED: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
ENDINGS = tuple(ending for endings in ACCEPTED.values() for ending in endings)
LONGEST_NAME = 150
MOST_UNPACKED = 200 * 1024 * 1024


def check_upload(upload: UploadedFile) -> str:
    """The content type of an acceptable upload. Raises Unfit with the reason and what to do instead."""
    name = PurePath(upload.name or "").name
    if not name or "\x00" in name or len(name) > LONGEST_NAME:
        raise Unfit(_("The name of the file is empty or too long. Rename the file and choose it again."))
    if not upload.size:
        raise Unfit(_("“%(name)s” is empty. Choose the file again.") % {"name": name})
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise Unfit(
            _(
                "“%(name)s” is larger than %(most)s. Make it smaller, for example by scanning in grey, and choose it again."
            )
            % {"name": name, "most": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        )
    head = upload.read(8192)
    upload.seek(0)
    kind = filetype.guess(head)
    content_type = kind.mime if kind else ""
    if content_type == "application/zip" or content_type.startswith("application/vnd.openxml"):
        content_type = _office_type(upload)
    ending = PurePath(name).suffix.lower()
    if (
        content_type not in ACCEPTED
        or ending not in ACCEPTED[content_type]
        or _is_polyglot(content_type, head)
    ):
        raise Unfit(
            _("“%(name)s” is not a file the portal can take. Accepted are PDF, PNG, JPEG, DOCX and XLSX.")
            % {"name": name}
        )
    return content_type


def _is_polyglot(content_type: str, head: bytes) -> bool:
    """A PDF must start as one: leading bytes are how a web page hides in a PDF."""
    return content_type == "application/pdf" and not head.startswith(b"%PDF-")


def _office_type(upload: UploadedFile) -> str:
    """DOCX and XLSX by their parts; macros, encrypted or oversized archives are no acceptable type."""
    try:
        with zipfile.ZipFile(upload) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    finally:
        upload.seek(0)
    names = {info.filename for info in infos}
    too_large = sum(info.file_size for info in infos) > MOST_UNPACKED or len(infos) > 5000
    if too_large or any(info.flag_bits & 1 for info in infos) or any("vbaProject" in name for name in names):
        return ""
    if "word/document.xml" in names:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return ""


@transaction.atomic
def attach(
    subject: Subject, upload: UploadedFile, *, kind: str, actor: Actor, replace: bool = True
) -> Document:
    """Stores an upload as the current document of its kind; with `replace`, earlier ones of the kind are superseded.

    The row is written with the file: when either fails, neither stays. Raises Unfit, also when the disk is full.
    Whoever calls has checked that the actor may.
    """
    content_type = check_upload(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    document = Document(
        subject_label=subject.subject_label(),
        subject_pk=subject.pk,
        kind=kind,
        original_name=PurePath(upload.name or "").name,
        content_type=content_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        uploaded_by=actor.user,
    )
    path = document_path(document, document.original_name)
    try:
        document.file.save(document.original_name, upload, save=False)
        document.full_clean(exclude=["uploaded_by"])
        with transaction.atomic():
            document.save()
    except OSError as error:
        document.file.storage.delete(path)
        logger.exception("An upload could not be stored")
        raise Unfit(
            _("“%(name)s” could not be stored just now; nothing was changed. Try again later.")
            % {"name": document.original_name}
        ) from error
    except BaseException:
        document.file.storage.delete(path)
        raise
    if replace:
        earlier = Document.objects.of(subject).current().filter(kind=kind).exclude(pk=document.pk)
        earlier.update(replaced_by=document)
    return document


def digests(documents: Iterable[Document]) -> dict[str, str]:
    """Kind → digest of the current documents: what a step saw, as evidence."""
    return {document.kind: document.sha256 for document in documents}
