"""The file that the bank gets, and the file that comes back with its results."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.spreadsheets import TableRefused
from accounts.spreadsheets.reading import Sheet, read
from funds.models import PaymentRun, RunItem
from funds.services.runs import Answer
from workflow.money import parse_yuan
from workflow.tables import write_csv, write_xlsx

MOST_ANSWERS = 2000
# The headings that banks use, in the order of preference; compared without spaces and case.
HEADINGS: dict[str, tuple[str, ...]] = {
    "position": ("序号", "no.", "no", "number"),
    "result": ("结果", "交易结果", "状态", "result", "status"),
    "amount": ("金额(元)", "金额", "amount(元)", "amount"),
    "receipt": ("回单号", "流水号", "交易流水号", "receiptnumber", "receipt"),
    "paid_on": ("交易日期", "付款日期", "日期", "paidon", "date"),
    "reason": ("失败原因", "原因", "备注", "reason"),
}
NEEDED = ("position", "result")
PAID = ("成功", "已付", "已支付", "paid", "ok", "success")
FAILED = ("失败", "退票", "failed", "rejected")
Line = list[Any]


def lines(run: PaymentRun, items: Iterable[RunItem]) -> Iterator[Line]:
    """One line per transfer, with a heading and the control totals below; amounts in 元."""
    yield [
        _("No."),
        _("Payee"),
        _("Account number"),
        _("Bank"),
        _("Amount (元)"),
        _("Purpose"),
    ]
    count, total = 0, 0
    for item in items:
        redemption = item.redemption
        purpose = f"{run.reference}-{item.position} {redemption.voucher.project.reference}"
        count, total = count + 1, total + item.amount
        yield [
            item.position,
            redemption.account_holder,
            redemption.account_number,
            redemption.bank_name,
            in_yuan(item.amount),
            purpose,
        ]
    yield [_("Transfers"), count, "", _("Total"), in_yuan(total), run.reference]


def in_yuan(fen: int) -> Decimal:
    """Integer fen as an exact number of 元 with two decimals."""
    return Decimal(fen).scaleb(-2)


def bank_file(run: PaymentRun, items: Iterable[RunItem], form: str) -> tuple[bytes, str]:
    """The file and its SHA-256; the same run gives the same CSV file byte for byte."""
    target = io.BytesIO()
    (write_xlsx if form == "xlsx" else write_csv)(lines(run, items), target)
    content = target.getvalue()
    return content, hashlib.sha256(content).hexdigest()


def read_results(data: bytes, name: str) -> tuple[list[Answer], list[str]]:
    """The bank's answers, and what could not be understood, row by row.

    Raises TableRefused when the file is no table or lacks a column.
    """
    sheet = read(data, name)[0]
    columns = _columns(sheet)
    if missing := [HEADINGS[name][0] for name in NEEDED if name not in columns]:
        raise TableRefused(_("The file lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)})
    if len(sheet.rows) > MOST_ANSWERS:
        raise TableRefused(_("The file has more than %(most)s rows.") % {"most": MOST_ANSWERS})
    answers, problems = [], []
    for number, row in sheet.rows:
        cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
        if not str(cells["result"]).strip():
            continue  # the line of control totals, or a transfer without a result yet
        try:
            answers.append(_answer(cells))
        except (ValueError, ValidationError) as problem:
            words = " ".join(getattr(problem, "messages", [str(problem)]))
            problems.append(_("Row %(row)s: %(words)s") % {"row": number, "words": words})
    return answers, problems


def _columns(sheet: Sheet) -> dict[str, int]:
    written = [_plain(heading) for heading in sheet.headings]
    found = {}
    for name, known in HEADINGS.items():
        place = next((written.index(word) for word in known if word in written), None)
        if place is not None:
            found[name] = place
    return found


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _answer(cells: dict[str, Any]) -> Answer:
    said = _plain(str(cells["result"]))
    if said not in PAID + FAILED:
        raise ValueError(_("“%(said)s” is no result; use 成功 or 失败.") % {"said": cells["result"]})
    position = str(cells["position"]).strip().removesuffix(".0")
    if not position.isascii() or not position.isdigit() or len(position) > 6:
        raise ValueError(_("“%(said)s” is no number of a transfer.") % {"said": cells["position"]})
    amount = str(cells.get("amount", "")).strip()
    return Answer(
        position=int(position),
        paid=said in PAID,
        amount=parse_yuan(amount) if amount else None,
        receipt_number=str(cells.get("receipt", "")).strip().removesuffix(".0")[:60],
        paid_on=day_of(cells.get("paid_on", "")),
        reason=str(cells.get("reason", "")).strip()[:200],
    )


def day_of(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip().replace("/", "-").replace(".", "-")[:10]
    if not text:
        return None
    try:
        return date.fromisoformat(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    except ValueError:
        raise ValueError(_("“%(said)s” is no date like 2026-03-01.") % {"said": value}) from None
