"""Compares a reading with its project, and keeps what officers say about each difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Invoice, Project
from applications.services import fresh, judge
from contracts import perms
from contracts.enums import ReadingState, Verdict
from contracts.facts import ReadingOf, reading_facts
from contracts.models import Contract, Judgement, Reading
from contracts.reading.fingerprint import ALIKE, likeness
from policy.findings import Findings, Outcome
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Document
from workflow.models.document import DocumentKind

# Which field of the paper a finding speaks of: its page and words are shown beside it.
FIELD_OF = {
    "REA-1": "party_a",
    "REA-2": "party_b",
    "REA-3": "party_a_uscc",
    "REA-4": "party_b_uscc",
    "REA-5": "sign_date",
    "REA-6": "sign_date",
    "REA-7": "total_amount_capitals",
    "REA-8": "total_amount",
    "REA-9": "payments",
    "REA-10": "voucher_clause",
    "REA-11": "voucher_number",
    "REA-12": "voucher_amount",
    "REA-13": "own_payment",
    "REA-14": "failure_clause",
    "REA-15": "new_tech",
}
MOST_TWINS = 10
# Papers that belong to one project alone.
TELLING = (
    DocumentKind.CONTRACT,
    DocumentKind.SUPPLEMENT,
    DocumentKind.INVOICE,
    DocumentKind.PAYMENT_PROOF,
    DocumentKind.RESULT,
)


def compare(reading: Reading, contract: Contract | None = None) -> Findings:
    """The findings on a reading: agrees (pass), differs (block), not found (warn); amounts in fen."""
    paper = reading.paper
    if paper is None:
        return Findings("reading")
    return judge(reading.project, "reading", reading_facts(reading.project, paper, contract))


def placed(reading: Reading, findings: Findings) -> list[dict[str, Any]]:
    """Findings for readers with page, excerpt and how sure the reader is."""
    paper = reading.paper
    rows = []
    for finding in findings:
        found = paper[FIELD_OF[finding.rule]].as_json() if paper and finding.rule in FIELD_OF else {}
        rows.append(finding.as_json() | {name: found.get(name) for name in ("page", "excerpt", "confidence")})
    return rows


# --- what officers say -----------------------------------------------------------------------------------------------
@transaction.atomic
def judge_finding(reading: Reading, *, actor: Actor, rule: str, verdict: str, reason: str = "") -> Judgement:
    """Records that an officer confirms or overrules one finding; earlier words stay on record.

    Raises Unfit without a reason where one is needed or for a finding that is not there, WrongState, NotPermitted.
    """
    project = fresh(reading.project)
    if not perms.is_checking_time(project):
        raise WrongState(_("The contract is not with the office."))
    if not perms.can_judge_reading(project, actor):
        raise NotPermitted("judge_reading")
    contract = Contract.objects.handed_in(project)
    if reading.document_id != contract.document_id:
        raise WrongState(_("Another paper was handed in meanwhile. Open the contract again."))
    if compare(reading, contract).of(rule) is None:
        raise Unfit(_("There is no such finding."), {"rule": _("There is no such finding.")})
    word = Judgement(reading=reading, rule=rule, verdict=verdict, reason=reason.strip(), by=actor.user)
    if verdict == Verdict.OVERRULED and not word.reason:
        words = _("Say why the finding does not stand.")
        raise Unfit(words, {"reason": words})
    try:
        word.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    word.save()
    return word


@dataclass(frozen=True)
class Look:
    """What reading and officers have to say about the paper of a contract, for the rules and for the record."""

    state: ReadingOf
    differences: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    evidence: dict[str, Any] | None = None


def look_at(contract: Contract) -> Look:
    """The paper of the current round: whether it was read, what is unsettled, and everything as evidence for the Event."""
    reading = Reading.objects.of_document(contract.document)
    if reading is None:
        return Look("none")
    if not reading.is_finished:
        return Look("waiting", evidence={"state": reading.state})
    if reading.state == ReadingState.UNREAD:
        return Look("unread", evidence={"state": reading.state, "trouble": reading.trouble})
    findings, words = compare(reading, contract), reading.judged()
    overruled = {rule for rule, word in words.items() if word.verdict == Verdict.OVERRULED}
    evidence = {
        "state": reading.state,
        "findings": [{"rule": item.rule, "outcome": item.outcome.value} for item in findings],
        "judgements": [
            {
                "rule": word.rule,
                "verdict": word.verdict,
                "reason": word.reason,
                "by": word.by.get_short_name(),
                "at": word.at.isoformat(),
            }
            for word in words.values()
        ],
    }
    return Look(
        "read",
        differences=_of(findings, Outcome.BLOCK, overruled),
        gaps=_of(findings, Outcome.WARN, set(words)),
        evidence=evidence,
    )


def _of(findings: Findings, outcome: Outcome, settled: set[str]) -> tuple[str, ...]:
    return tuple(item.rule for item in findings if item.outcome is outcome and item.rule not in settled)


# --- the same in another project -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Twin:
    """Something of this project that stands in another one as well; only the office learns of it."""

    what: str
    project: Project
    detail: str


def twins_of(project: Project) -> list[Twin]:
    """The same file, the same contract text or the same invoice number in other projects."""
    return [*_same_files(project), *_same_texts(project), *_same_invoices(project)][:MOST_TWINS]


def _same_files(project: Project) -> list[Twin]:
    label = Project.subject_label()
    own = Document.objects.of(project).filter(kind__in=TELLING).order_by()
    names = dict(own.values_list("sha256", "original_name"))
    if not names:
        return []
    rows = (
        Document.objects.filter(subject_label=label, sha256__in=names)
        .exclude(subject_pk=project.pk)
        .order_by("-pk")
        .values_list("sha256", "subject_pk")[:MOST_TWINS]
    )
    found = list(dict.fromkeys(rows))
    others = Project.objects.in_bulk({pk for _sha256, pk in found})
    return [Twin("file", others[pk], names[sha256]) for sha256, pk in found if pk in others]


def _same_texts(project: Project) -> list[Twin]:
    found: dict[int, Twin] = {}
    for reading in project.readings.exclude(kind="draft").exclude(text_digest="").order_by("-pk")[:5]:
        for row in Reading.objects.alike(reading)[:200]:
            same = row.text_digest == reading.text_digest
            if same or likeness(row.own_sentences, reading.own_sentences) >= ALIKE:
                found.setdefault(
                    row.project_id, Twin("text" if same else "near_text", row.project, reading.name)
                )
    return list(found.values())


def _same_invoices(project: Project) -> list[Twin]:
    """The database refuses number and seller together; the same number under another seller's code is a look worth."""
    numbers = list(project.invoices.values_list("number", flat=True))
    rows = (
        Invoice.objects.filter(number__in=numbers)
        .exclude(project=project)
        .select_related("project")
        .order_by("-pk")[:MOST_TWINS]
    )
    return [Twin("invoice", row.project, row.number) for row in rows]
