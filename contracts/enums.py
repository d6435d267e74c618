"""The words for changes of a contract, for reading its paper, and for the clauses a draft may choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What the parties want to change; the voucher itself never grows."""

    PERIOD = "period", _("Period of the work")
    AMOUNT = "amount", _("Contract amount")
    LABORATORY = "laboratory", _("Laboratory")
    CONTENT = "content", _("Content, persons or equipment of the work")
    TERMINATION = "termination", _("Termination by agreement")


class ChangeState(models.TextChoices):
    OPEN = "open", _("With the office")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class ReadingKind(models.TextChoices):
    """What is read: a paper that was handed in, or a draft that nobody keeps."""

    CONTRACT = "contract", _("Signed contract")
    SUPPLEMENT = "supplement", _("Supplementary agreement")
    DRAFT = "draft", _("Draft")


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    UNREAD = "unread", _("Not readable for the portal")


class Verdict(models.TextChoices):
    """What an officer says about a finding of the reader."""

    CONFIRMED = "confirmed", _("The finding is right")
    OVERRULED = "overruled", _("The finding does not stand")


class Misfortune(models.TextChoices):
    """Why a paper could not be read, and what to do; the codes are those of `contracts.reading.model.Trouble`."""

    MISSING = "missing", _("The file is not there. Upload it again.")
    KIND = "kind", _("The file is neither PDF, DOCX nor a picture.")
    BROKEN = "broken", _("The file is damaged. Save or scan it again and upload it once more.")
    ENCRYPTED = "encrypted", _("The file is locked with a password. Upload it without one.")
    LARGE = "large", _("The file is too large to be read. A person must read it.")
    PAGES = "pages", _("The file has too many pages to be read. A person must read it.")
    SLOW = "slow", _("Reading took too long and was stopped. A person must read it.")
    MEMORY = "memory", _("Reading needed too much memory and was stopped. A person must read it.")
    HOSTILE = (
        "hostile",
        _("The file is built in a way that no office program writes. Save it anew and upload it again."),
    )
    SCAN = "scan", _("The paper is a scan, and this portal has no text recognition. A person must read it.")
    EMPTY = "empty", _("There is no text on the paper.")


class FailureChoice(models.TextChoices):
    """What a draft says about a closing review that is not passed; the programme sets no rule (Q8)."""

    BY_FAULT = "by_fault", _("The party at fault bears it")
    REWORK = "rework", _("The laboratory improves its work once, then the party at fault bears it")
    CLIENT = "client", _("The client pays the voucher's part itself, unless the laboratory is at fault")
    EACH = "each", _("Each party bears its own costs")
    AGREE = "agree", _("The parties agree when it happens")
