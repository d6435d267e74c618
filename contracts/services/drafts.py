"""Sets the contract template of a project as a Word file to edit and as a PDF to read."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate

from accounts.actor import Actor
from applications.models import Project
from contracts import perms
from contracts.drafting import draft_of
from papers.engine import render
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.money import format_yuan

KEPT_SECONDS = 600
LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


def require_drafting(project: Project, actor: Actor) -> None:
    """Raises WrongState when there is no contract to be written, NotPermitted for whoever does not write it."""
    if not perms.is_drafting_time(project):
        raise WrongState(_("A contract is written after the award and before the office has cleared it."))
    if not perms.can_draft_contract(project, actor):
        raise NotPermitted("draft_contract")


def template(
    project: Project, *, actor: Actor, form: str, total: int, failure: str, number: str = ""
) -> bytes:
    """The template with parties, voucher, amounts (fen) and the chosen clause (Q6: R6.2, Q8: R8.3).

    Raises Unfit when the amount is below the voucher, WrongState, NotPermitted, PaperError.
    """
    require_drafting(project, actor)
    if total < (project.award_amount or 0):
        words = _("The contract amount is at least the voucher of %(face)s.") % {
            "face": format_yuan(project.award_amount)
        }
        raise Unfit(words, {"total": words})
    data = draft_of(project, total=total, failure=failure, number=number).as_data()
    data |= {"reference": project.reference}
    key = f"contracts:template:{form}:{_digest(data)}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = render(LAYOUTS / "contract_1.typ", data) if form == "pdf" else word_file(data)
        cache.set(key, made, KEPT_SECONDS)
    return made


def _digest(data: dict[str, Any]) -> str:
    """What the template would say: the same record gives the same file without setting it again."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def word_file(data: dict[str, Any]) -> bytes:
    """The template as a Word file; foreign text is escaped and never read as a tag."""
    paper = DocxTemplate(LAYOUTS / "contract_1.docx")
    paper.render(data, autoescape=True)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()
