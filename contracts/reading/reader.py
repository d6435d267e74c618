"""Reads one file: the only way from a path to a `Paper`. To be called in a process of its own (`child`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from contracts.reading import clauses, finders, money, pdf, scan, terms, word
from contracts.reading.model import Found, Page, Paper, Trouble, Unreadable
from contracts.reading.script import Original, script_of

MOST_BYTES = 32 * 1024 * 1024
# Words are handed on with the brackets and commas of the paper, figures in half width.
AS_PRINTED = ("party_a", "party_b", "contract_number", "voucher_clause", "failure_clause")
Tell = Callable[[int, int], None]


def kind_of(path: Path) -> str:
    """What the file is by its first bytes. Raises Unreadable when it is nothing that can be read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as head:
            start = head.read(16)
    except OSError as error:
        raise Unreadable(Trouble.MISSING, str(error)) from error
    if size == 0:
        raise Unreadable(Trouble.EMPTY)
    if size > MOST_BYTES:
        raise Unreadable(Trouble.LARGE, f"{size} bytes")
    for kind, signs in {
        "pdf": (b"%PDF-",),
        "word": (b"PK\x03\x04", word.OLE),
        "image": (b"\x89PNG", b"\xff\xd8\xff"),
    }.items():
        if start.startswith(signs):
            return kind
    raise Unreadable(Trouble.KIND)


def read(path: Path, tell: Tell = lambda _page, _of: None) -> Paper:
    """Everything on the paper; `tell` hears the page that is being read and of how many. Raises Unreadable."""
    kind = kind_of(path)
    pages, total = _pages(path, kind, tell)
    if not any(page.text.strip() for page in pages):
        raise Unreadable(Trouble.SCAN if len(pages) < total else Trouble.EMPTY)
    scanned = sum(page.sure < 1 for page in pages) + total - len(pages)
    return paper_of(pages, total, scanned)


def _pages(path: Path, kind: str, tell: Tell) -> tuple[list[Page], int]:
    if kind == "word":
        tell(1, 1)
        pages = word.pages_of(path)
        if len(pages) > pdf.MOST_PAGES:
            raise Unreadable(Trouble.PAGES, str(len(pages)))
        return pages, len(pages)
    recognise = scan.recogniser()
    if kind == "image":
        tell(1, 1)
        image = scan.picture_of(path)
        return ([Page(1, *recognise(image))] if recognise else []), 1
    pages, total = [], 0
    for number, total, page in pdf.pages_of(path, recognise):
        tell(number, total)
        if page is not None:
            pages.append(page)
    return pages, total


def paper_of(pages: Sequence[Page], total: int, scanned: int) -> Paper:
    """The fields on pages that have been turned into text."""
    script = script_of(pages)
    code_a, code_b = finders.codes(script)
    figures, capitals = money.total(script)
    clause, place = clauses.voucher_clause(script)
    vouchers = money.vouchers(script, place)
    begins, ends = terms.period(script)
    fields: dict[str, Found] = {
        "party_a": finders.party(script, "a"),
        "party_b": finders.party(script, "b"),
        "party_a_uscc": code_a,
        "party_b_uscc": code_b,
        "contract_number": terms.contract_number(script),
        "sign_date": terms.sign_date(script),
        "total_amount": figures,
        "total_amount_capitals": capitals,
        "voucher_clause": clause,
        "failure_clause": clauses.failure_clause(script),
        "period_from": begins,
        "period_to": ends,
        "own_payment": money.own_payment(script, place),
        "payments": money.payments(script),
        "new_tech": money.new_tech(script),
    }
    if vouchers:
        fields["voucher_number"], fields["voucher_amount"] = vouchers[0]
    raw = Original("\n".join(page.text for page in pages))
    for name in AS_PRINTED:
        if (value := fields[name].value) is not None:
            fields[name] = replace(fields[name], value=raw.printed(value))
    pairs = tuple((number.value or "", amount.value or "") for number, amount in vouchers)
    return Paper(total, scanned, fields, pairs, script.text)
