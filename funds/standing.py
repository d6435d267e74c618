"""What the public may know of a voucher: a word, its dates, the programme and the kind of laboratory."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.enums import EXPIRES_UNREDEEMED, EXPIRES_UNUSED
from funds.enums import VoucherStatus
from funds.models import Voucher, VoucherShare
from workflow.references import is_well_formed

LONGEST_CODE = 40
# How a number is written: CXQ-7K3MQ2-XFGH45-9PRT6Z.
PREFIX, LETTERS, GROUP = "CXQ", 18, 6


class Standing(models.TextChoices):
    """The four words; everything else is nobody's business."""

    VALID = "valid", _("Valid")
    USED = "used", _("Used")
    EXPIRED = "expired", _("Expired")
    VOID = "void", _("Void")


WORD_OF = {
    VoucherStatus.ISSUED: Standing.VALID,
    VoucherStatus.IN_USE: Standing.VALID,
    VoucherStatus.REDEEMED: Standing.USED,
    VoucherStatus.PAID: Standing.USED,
    VoucherStatus.EXPIRED: Standing.EXPIRED,
    VoucherStatus.VOID: Standing.VOID,
}
TONES = {
    Standing.VALID: "success",
    Standing.USED: "neutral",
    Standing.EXPIRED: "attention",
    Standing.VOID: "danger",
}


@dataclass(frozen=True)
class Answer:
    """The public answer about one voucher; `holder` and `amount` only through a link of the holder's."""

    number: str
    standing: Standing
    tone: str
    programme: str
    laboratory_kind: Any
    issued_on: date
    use_by: date | None
    redeem_by: date | None
    holder: str = ""
    amount: int | None = None


def check_address(number: str) -> str:
    """The public page that says what a voucher is worth: what the QR code holds."""
    return f"{settings.PORTAL_ORIGIN}{reverse('voucher', args=[number])}"


def normalised(typed: str) -> str:
    """A number however it was typed: spaces, dashes and small letters do not matter, other signs are left out."""
    kept = "".join(
        sign
        for sign in typed.upper()[: 4 * LONGEST_CODE]
        if sign.isascii() and (sign.isalnum() or sign == "-")
    )
    bare = kept.replace("-", "")
    if len(bare) == len(PREFIX) + LETTERS and bare.startswith(PREFIX):
        places = range(len(PREFIX), len(bare), GROUP)
        return "-".join([PREFIX, *(bare[place : place + GROUP] for place in places)])
    return kept[:LONGEST_CODE]


def standing_of(voucher: Voucher, today: date) -> Standing:
    """The word for today; a last day that has passed counts, also before the timer has noticed."""
    project = voucher.project
    unused = project.state in EXPIRES_UNUSED and project.use_by and project.use_by < today
    unredeemed = project.state in EXPIRES_UNREDEEMED and project.redeem_by and project.redeem_by < today
    if unused or unredeemed:
        return Standing.EXPIRED
    return WORD_OF[voucher.status]


def answer(number: str, today: date, token: str = "") -> Answer | None:
    """The answer for a number, or None: the same, by the same single query, for a wrong number and for an unknown one."""
    rows = Voucher.objects.select_related("project__call", "project__applicant", "project__laboratory")
    voucher = rows.filter(number=number).first()
    if voucher is None or not is_well_formed(number):
        return None
    shared = bool(token) and VoucherShare.objects.live().filter(voucher=voucher, token=token).exists()
    if token and not shared:
        return None
    project = voucher.project
    standing = standing_of(voucher, today)
    return Answer(
        number=voucher.number,
        standing=standing,
        tone=TONES[standing],
        programme=project.call.title,
        laboratory_kind=project.laboratory.get_kind_display() if project.laboratory else "",
        issued_on=voucher.issued_on,
        use_by=project.use_by,
        redeem_by=project.redeem_by,
        holder=project.applicant.name if shared else "",
        amount=voucher.worth if shared else None,
    )
