"""The papers of an application: as it was submitted, its receipt, and the letters of the decisions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from applications.audiences import applicants
from applications.enums import State
from applications.models import Project
from applications.presentation import content_rows, declaration_rows
from papers.registry import Column, Fact, Paper, Section, Table, issues
from workflow.models import Document, Event
from workflow.money import amount_in_capitals, format_yuan, plain_yuan
from workflow.presentation import correction_label

PROJECT = "applications.project"
WRITABLE = (State.DRAFT, State.RETURNED)
COMMON_TAGS = {
    "title": _("the title of the project"),
    "applicant": _("the name of the applicant"),
    "laboratory": _("the name of the laboratory"),
    "institution": _("the name of the recommending institution"),
    "call": _("the title of the call"),
}
REASONS = {"reasons": _("the reasons that were stated; in a line of its own they keep their paragraphs")}


def money(fen: Any) -> str:
    """Figures and capitals, one under the other; nothing for None."""
    return f"{format_yuan(fen)}\n{amount_in_capitals(fen)}" if isinstance(fen, int) else ""


def figures(fen: Any) -> str:
    return format_yuan(fen) if isinstance(fen, int) else ""


def day(text: Any) -> str:
    """A day of an event's evidence (`2026-11-22…`) in the words of the present language."""
    try:
        return date_format(date.fromisoformat(str(text)[:10]), "DATE_FORMAT")
    except ValueError:
        return ""


class ProjectPaper(Paper):
    """A paper about a project: to the applicant, for the office and the parties named in `roles`."""

    tags = COMMON_TAGS
    roles: tuple[str, ...] = (Role.APPLICANT, Role.RECOMMENDER)

    def readers(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)

    def may_read(self, event: Event, subject: Project, actor: Any) -> bool:
        return actor.sees_everything or actor.role in self.roles

    def addressee(self, event: Event, subject: Project) -> str:
        return subject.applicant.name

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        return {
            "title": subject.title,
            "applicant": subject.applicant.name,
            "laboratory": subject.laboratory.name if subject.laboratory else "–",
            "institution": subject.recommender.organisation.name if subject.recommender else "–",
            "call": subject.call.title,
        }

    def project_facts(self, subject: Project) -> list[Fact]:
        """The rows that open every letter."""
        laboratory = subject.laboratory.name if subject.laboratory else ""
        return [
            Fact(_("Project"), subject.title, strong=True),
            Fact(_("Applicant"), subject.applicant.name),
            Fact(_("Open laboratory"), laboratory),
        ]

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return self.project_facts(subject)


class ReasonedLetter(ProjectPaper):
    """A letter whose heart are the reasons of a step."""

    tags = COMMON_TAGS | REASONS

    def reasons(self, event: Event) -> str:
        return event.note or str(event.evidence.get("reasons") or "") or gettext("No reason was stated.")

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        return super().values(event, subject) | {"reasons": self.reasons(event)}


@issues(PROJECT, "submit")
class Application(ProjectPaper):
    """The application as it was submitted; made as long as nobody could have written in it again."""

    kind = "application"
    prefix = "AP"
    title = _("Application for an innovation voucher")
    body = _(
        "The applicant applies for an innovation voucher of the call “{call}” with the following project."
    )
    roles = (Role.APPLICANT, Role.RECOMMENDER, Role.SERVICE, Role.LABORATORY, Role.EXPERT)
    signed = False

    def addressee(self, event: Event, subject: Project) -> str:
        return ""

    def is_faithful(self, event: Event, subject: Project) -> bool:
        later = Event.objects.of(subject).filter(sequence__gt=event.sequence or 0, target__in=WRITABLE)
        return event.pk is None or not later.exists()

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            Fact(row["label"], format_yuan(row["fen"]) if row.get("fen") is not None else shown(row["value"]))
            for row in content_rows(subject)
        ]

    def sections(self, event: Event, subject: Project) -> list[Section]:
        declared = [Fact(row["label"], row["value"]) for row in declaration_rows(subject)]
        found = [Section(_("Declarations"), facts=declared)]
        if table := purchase_table(subject):
            found.insert(0, Section(_("New-technology purchases"), table=table))
        if table := document_table(subject):
            found.append(Section(_("Documents"), table=table))
        return found


def shown(value: Any) -> str:
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


def purchase_table(project: Project) -> Table | None:
    """The purchase lines with their sum."""
    lines = list(project.purchases.select_related("product").order_by("pk"))
    if not lines:
        return None
    columns = [Column(_("Product or service"), width=1), Column(_("Amount (元)"), number=True)]
    rows = [[str(line.product), plain_yuan(line.amount)] for line in lines]
    return Table(columns, rows, [gettext("Total"), plain_yuan(sum(line.amount for line in lines))])


def document_table(project: Project) -> Table | None:
    """The files as they are attached, each with the beginning of its digest."""
    files = list(Document.objects.of(project).current())
    columns = [Column(_("Kind"), width=2), Column(_("File"), width=3), Column(_("Digest (SHA-256)"), width=2)]
    rows = [[row.get_kind_display(), row.original_name, row.sha256[:16]] for row in files]
    return Table(columns, rows) if rows else None


@issues(PROJECT, "submit")
class Receipt(ProjectPaper):
    kind = "receipt"
    prefix = "RC"
    title = _("Receipt of the application")
    body = _(
        "Your application is received. {institution} reads it next; you are told by a message when something happens or is "
        "asked of you.\n"
        "Keep this receipt: the digest below stands for exactly what was submitted."
    )
    roles = (Role.APPLICANT,)

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Submitted at"), moment(event)),
            Fact(_("Submitted by"), event.actor.get_short_name()),
            Fact(_("Digest of the content"), halves(str(event.evidence.get("content_digest", "")))),
            Fact(_("Digest of this step"), halves(event.digest)),
        ]


def moment(event: Event) -> str:
    """The time of a step to the second, in the portal's time zone."""
    return date_format(timezone.localtime(event.at), "Y-m-d H:i:s")


def halves(digest: str) -> str:
    """A digest in two lines."""
    return f"{digest[:32]}\n{digest[32:]}".strip()


@issues(PROJECT, "return_for_correction")
class ReturnLetter(ReasonedLetter):
    kind = "return_letter"
    prefix = "RT"
    title = _("Notice of return for correction")
    body = _(
        "Your application “{title}” is returned for correction. Please correct the points below and submit it again by {due}; "
        "the time for the decision stands still meanwhile.\n"
        "{remark}"
    )
    tags = COMMON_TAGS | {
        "due": _("the last day"),
        "remark": _("the remark that goes with the list, if there is one"),
    }

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        due = day(event.evidence.get("due_date"))
        return super().values(event, subject) | {"due": due, "remark": event.note}

    def sections(self, event: Event, subject: Project) -> list[Section]:
        wanted = event.evidence.get("wanted") or []
        rows = [
            [str(place), str(correction_label(subject, item["target"], item["name"])), item["reason"]]
            for place, item in enumerate(wanted, start=1)
        ]
        columns = [
            Column(_("No.")),
            Column(_("What"), width=1),
            Column(_("What is to be corrected"), width=2),
        ]
        return [Section(_("What is to be corrected"), table=Table(columns, rows))] if rows else []


@issues(PROJECT, "approve")
class ApprovalLetter(ReasonedLetter):
    kind = "approval_letter"
    prefix = "DA"
    title = _("Decision: approved")
    body = _(
        "Your application “{title}” in the call “{call}” is approved with a voucher of up to {amount}.\n"
        "The award is published for objections where the rules ask for it; the voucher is issued afterwards. Sign no contract "
        "before the voucher is issued: a contract without its voucher terms is not valid for this programme.\n"
        "{remark}"
    )
    tags = COMMON_TAGS | {
        "amount": _("the approved amount"),
        "remark": _("the remark of the decision, if there is one"),
    }

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        given = {"amount": figures(event.evidence.get("amount")), "remark": event.note}
        return super().values(event, subject) | given

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        approved = Fact(_("Approved amount"), money(event.evidence.get("amount")), strong=True)
        return [*self.project_facts(subject), approved]


@issues(PROJECT, "reject", "uphold_objection")
class RejectionLetter(ReasonedLetter):
    kind = "rejection_letter"
    prefix = "DR"
    title = _("Decision: not approved")
    body = _(
        "Your application “{title}” in the call “{call}” is not approved. The reasons:\n"
        "{reasons}\n"
        "You may apply again in a later call. If you think that the decision rests on a mistake, write to the voucher office "
        "and name the reference above."
    )


@issues(PROJECT, "decline")
class DeclineLetter(ReasonedLetter):
    kind = "decline_letter"
    prefix = "DD"
    title = _("Not endorsed")
    body = _(
        "{institution} does not endorse your application “{title}”. The reasons:\n"
        "{reasons}\n"
        "You may choose another recommending institution and apply again."
    )

    def issuer(self, event: Event, subject: Project) -> str:
        return subject.recommender.organisation.name if subject.recommender else ""
