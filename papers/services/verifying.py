"""Proves issued papers: the record against its digest, the kept file against its digest, and both against each other."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from papers import typefaces
from papers.engine import PaperError
from papers.models import IssuedPaper, PaperPrint
from papers.services.issuing import digest_of, set_from


class Verdict(models.TextChoices):
    """What a check of one paper found."""

    GOOD = "good", _("Record, file and a new setting of it agree.")
    OPEN = "open", _("The record is good; its file was not kept yet.")
    TYPEFACE = "typeface", _("Record and file are good; set with another typeface, so not set anew.")
    RECORD = "record", _("The record was changed.")
    MISSING = "missing", _("The file is missing.")
    FILE = "file", _("The file was changed.")
    SETTING = "setting", _("Set anew, the paper differs from the kept file.")

    @property
    def is_alarming(self) -> bool:
        return self in {Verdict.RECORD, Verdict.MISSING, Verdict.FILE, Verdict.SETTING}


def verify(row: IssuedPaper) -> Verdict:
    """Compares the record, the kept file and a new setting of the record."""
    sealed = {key: value for key, value in row.data.items() if key != "digest"}
    if digest_of(sealed) != row.digest or row.data.get("digest") != row.digest:
        return Verdict.RECORD
    kept = PaperPrint.objects.filter(paper=row).first()
    if kept is None:
        return Verdict.OPEN
    try:
        with kept.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return Verdict.MISSING
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        return Verdict.FILE
    if kept.typeface != typefaces.fingerprint():
        return Verdict.TYPEFACE
    try:
        return Verdict.GOOD if set_from(row) == content else Verdict.SETTING
    except PaperError:
        return Verdict.SETTING
