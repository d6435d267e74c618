"""Builds the facts of the chapters accreditation, service_institution and counter: the only reader for a rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

from institutions.enums import AuthorisingBodyKind
from institutions.models import RecommendingInstitution, ServiceInstitution
from policy import facts
from policy.evaluation import evaluate
from policy.findings import Findings
from policy.models import Edition
from workflow.models import Document, Event, Subject
from workflow.models.document import DocumentKind


def document_kinds(subject: Subject) -> frozenset[str]:
    """The kinds of documents that are there now."""
    return frozenset(Document.objects.of(subject).current().values_list("kind", flat=True))


def accreditation_facts(institution: RecommendingInstitution, today: date) -> facts.AccreditationFacts:
    """What is known when an organisation asks to become a recommending institution (clause Q4)."""
    kinds = document_kinds(institution)
    enterprises = institution.served_enterprises.order_by("pk").values_list("uscc", "name")
    events = institution.planned_events.order_by("date", "pk").values_list("title", "date", "place")
    return facts.AccreditationFacts(
        uscc=institution.organisation.uscc,
        willing_and_equipped=institution.is_willing,
        enterprises=tuple(facts.ServedEnterprise(uscc=uscc, name=name) for uscc, name in enterprises),
        events=tuple(
            facts.VoucherEvent(title=title, held_on=day, place=place) for title, day, place in events
        ),
        commits_publicity=institution.commits_promotion,
        commits_coaching=institution.commits_coaching,
        commits_matchmaking=institution.commits_matchmaking,
        has_application_form=DocumentKind.APPLICATION_FORM in kinds,
        has_commitment_letter=DocumentKind.COMMITMENT_LETTER in kinds,
        has_mechanism=DocumentKind.WORKING_MECHANISM in kinds,
        has_safeguards=DocumentKind.SAFEGUARDS in kinds,
        mechanism_management=bool(institution.management_mechanism.strip()),
        mechanism_process=bool(institution.service_process.strip()),
        mechanism_reach=bool(institution.reachable_enterprises.strip()),
        safeguards_organisation=bool(institution.organisational_guarantee.strip()),
        safeguards_process=bool(institution.business_process.strip()),
        safeguards_plan=bool(institution.work_plan.strip()),
        today=today,
    )


def service_institution_facts(institution: ServiceInstitution, today: date) -> facts.ServiceInstitutionFacts:
    """What is known when an organisation asks to become a professional service institution (clause Q5)."""
    kinds = document_kinds(institution)
    body: Any = institution.authorising_body_kind or AuthorisingBodyKind.OTHER
    last = institution.evaluations.newest_first().values_list("year", flat=True).first()
    return facts.ServiceInstitutionFacts(
        uscc=institution.organisation.uscc,
        independent_legal_person=institution.independent_legal_person,
        authorised_by=body,
        authoriser_on_platform=institution.platform_member,
        entrusted_with_vouchers=institution.entrusted_with_vouchers,
        has_application_form=DocumentKind.APPLICATION_FORM in kinds,
        has_commitment_letter=DocumentKind.COMMITMENT_LETTER in kinds,
        has_internal_rules=DocumentKind.INTERNAL_RULES in kinds,
        has_authorisation_letter=DocumentKind.AUTHORISATION_LETTER in kinds,
        letter_valid_to=institution.authorised_to,
        active_since=institution.active_since,
        last_evaluated_year=last,
        today=today,
    )


BUILDERS: dict[type, Callable[..., object]] = {
    RecommendingInstitution: accreditation_facts,
    ServiceInstitution: service_institution_facts,
}


def judge(chapter: str, known: object, today: date) -> Findings:
    """The findings of a chapter under the edition in force on the day. Raises Edition.DoesNotExist without one."""
    return evaluate(chapter, known, Edition.objects.in_force(today).typed)


def accreditation_findings(accreditation, today: date) -> Findings:
    """What the rules say of an institution as it stands: gate of submit and approve, and the dry run of its page."""
    return judge(accreditation.chapter, BUILDERS[type(accreditation)](accreditation, today), today)


def counter_findings(subject: Subject, undone: str, *, actor, reason: str, today: date) -> Findings:
    """Whether the last `undone` step may be taken back by this person for this reason (chapter counter)."""
    last = Event.objects.of(subject).filter(transition=undone).last()
    known = facts.CounterFacts(
        original_actor_id=str(last.actor_id) if last else "", actor_id=str(actor.user.pk), reason=reason
    )
    return judge("counter", known, today)
