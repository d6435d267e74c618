"""The files of the demonstration, made here and not shipped: PDFs with a line of text, and signed contracts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Project
from contracts.drafting import TERM, draft_of
from contracts.enums import FailureChoice
from contracts.services.drafts import LAYOUTS
from papers.engine import render


def signed_contract(project: Project, said: dict[str, Any]) -> SimpleUploadedFile:
    """The project's own template as the parties signed it: what was typed into the form stands on it."""
    draft = draft_of(
        project, total=said["total_amount"], failure=FailureChoice.BY_FAULT, number=said["number"]
    )
    data = draft.as_data() | {
        "signed": f"签订日期：{_day(said['signed_on'])}",
        "reference": project.reference,
    }
    term = TERM.format(start=_day(said["period_from"]), end=_day(said["period_to"]))
    for article in data["articles"]:
        if "履行期限" in article["heading"]:
            article["paragraphs"] = [term]
    paper = render(LAYOUTS / "contract_1.typ", data)
    return SimpleUploadedFile("合同.pdf", paper, content_type="application/pdf")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def pdf(name: str, words: str) -> SimpleUploadedFile:
    """A one-page PDF that says in Latin letters what it stands for."""
    line = words.encode("ascii", "replace").decode().replace("(", "[").replace(")", "]")
    stream = f"BT /F1 16 Tf 60 760 Td (Demonstration document) Tj 0 -28 Td /F1 11 Tf ({line}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return SimpleUploadedFile(name, (body + end).encode("ascii"), content_type="application/pdf")
