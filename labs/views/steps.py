"""The steps of a laboratory's listing: one page each, one service call each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.facts import counter_findings
from institutions.presentation import field_rows
from labs import services
from labs.facts import listing_findings
from labs.forms import AdmitForm, NominationForm, RenewalRequestForm, RenewForm, correction_choices
from labs.presentation import membership_rows, renewal_rows
from labs.views.laboratory import get_laboratory
from workflow.forms import CorrectionsForm
from workflow.pages import ReasonForm, StepPage, bound, step_page

GLANCE = [
    "kind",
    "level",
    "accreditation_number",
    "accreditation_valid_to",
    "host_organisation",
    "host_kind",
    "reported_by",
]


def at_a_glance(laboratory) -> list[dict]:
    """What one must see to decide, beside every step."""
    return [
        {"label": _("Laboratory"), "value": laboratory.name, "url": laboratory.get_absolute_url()},
        *field_rows(laboratory, GLANCE),
        *membership_rows(laboratory),
    ]


def _take(request: HttpRequest, reference: str, name: str, service, **page) -> HttpResponse:
    """A step whose form asks for a remark or a reason only."""
    laboratory = get_laboratory(request, reference)
    required = page.pop("reason", False)
    judged = page.pop("judged", False)
    form = bound(ReasonForm, request, label=_("Reason") if required else _("Remark"), required=required)
    findings = listing_findings(laboratory, timezone.localdate()) if judged else None
    step = StepPage(
        name=name,
        form=form,
        take=lambda data: service(laboratory, actor=request.actor, note=data["note"]),
        dry_run=lambda: findings,
        rows=at_a_glance(laboratory),
        context={"blocked": findings is not None and findings.is_blocked},
        **page,
    )
    return step_page(request, laboratory, step)


def submit(request: HttpRequest, reference: str) -> HttpResponse:
    return _take(
        request,
        reference,
        "submit",
        services.submit,
        intro=_("The data go to the service institution, which nominates the laboratory to the office."),
        consequence=_("You can take them back until the office has decided."),
    )


def recall(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The data become a draft again; you can change and submit them anew.")
    return _take(request, reference, "recall", services.recall, intro=intro)


def nominate(request: HttpRequest, reference: str) -> HttpResponse:
    """The service institution says how the laboratory belongs to it."""
    laboratory = get_laboratory(request, reference)
    institution = laboratory.reported_by
    form = bound(NominationForm, request, is_field_center=bool(institution and institution.is_field_center))
    step = StepPage(
        name="nominate",
        form=form,
        take=lambda data: services.nominate(laboratory, actor=request.actor, **data),
        intro=_("You report this laboratory to the voucher office."),
        consequence=_("The office checks it and decides."),
        rows=at_a_glance(laboratory),
    )
    return step_page(request, laboratory, step)


def return_nomination(request: HttpRequest, reference: str) -> HttpResponse:
    return _corrections(request, reference, "return_nomination", services.return_nomination)


def return_for_correction(request: HttpRequest, reference: str) -> HttpResponse:
    return _corrections(request, reference, "return_for_correction", services.return_for_correction)


def _corrections(request: HttpRequest, reference: str, name: str, service) -> HttpResponse:
    laboratory = get_laboratory(request, reference)
    fields, kinds = correction_choices(laboratory)
    form = bound(CorrectionsForm, request, fields=fields, kinds=kinds)
    step = StepPage(
        name=name,
        form=form,
        take=lambda data: service(
            laboratory,
            actor=request.actor,
            wanted=data["wanted"],
            due_date=data["due_date"],
            note=data["note"],
        ),
        intro=_("Name everything at once: each field or document with what is wrong and what to do."),
        rows=at_a_glance(laboratory),
    )
    return step_page(request, laboratory, step)


def admit(request: HttpRequest, reference: str) -> HttpResponse:
    """The office opens the directory to the laboratory."""
    laboratory = get_laboratory(request, reference)
    findings = listing_findings(laboratory, timezone.localdate())
    step = StepPage(
        name="admit",
        form=bound(AdmitForm, request),
        take=lambda data: services.admit(laboratory, actor=request.actor, **data),
        dry_run=lambda: findings,
        context={"blocked": findings.is_blocked},
        intro=_("The laboratory stands in the directory from today; enterprises can use vouchers with it."),
        rows=at_a_glance(laboratory),
    )
    return step_page(request, laboratory, step)


def request_renewal(request: HttpRequest, reference: str) -> HttpResponse:
    """The laboratory or its institution asks before the listing ends."""
    laboratory = get_laboratory(request, reference)
    step = StepPage(
        name="request_renewal",
        form=bound(RenewalRequestForm, request),
        take=lambda data: services.request_renewal(laboratory, actor=request.actor, **data),
        intro=_("You ask the voucher office to let the listing run on with a renewed accreditation."),
        consequence=_("The office decides. Until then the listing keeps its last day."),
        rows=[*at_a_glance(laboratory), *field_rows(laboratory, ["listed_to"])],
    )
    return step_page(request, laboratory, step)


def refuse_renewal(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The listing keeps its last day. The laboratory reads your reason and may ask again.")
    return _take(request, reference, "refuse_renewal", services.refuse_renewal, reason=True, intro=intro)


def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """The office takes a renewed accreditation over."""
    laboratory = get_laboratory(request, reference)
    today = timezone.localdate()
    until = laboratory.renewal_valid_to or laboratory.accreditation_valid_to
    form = bound(RenewForm, request, initial={"accreditation_valid_to": until})
    step = StepPage(
        name="renew",
        form=form,
        take=lambda data: services.renew(laboratory, actor=request.actor, **data),
        dry_run=lambda: listing_findings(laboratory, today),
        intro=_("A renewed accreditation lets the listing run on."),
        rows=[*at_a_glance(laboratory), *renewal_rows(laboratory)],
    )
    return step_page(request, laboratory, step)


def reject(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The office does not admit the laboratory. Its people read your reason and may apply again.")
    return _take(request, reference, "reject", services.reject, reason=True, intro=intro)


def reapply(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The laboratory becomes a draft again with everything it had.")
    return _take(request, reference, "reapply", services.reapply, intro=intro)


def suspend(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The laboratory leaves the directory until the office lets it resume.")
    return _take(request, reference, "suspend", services.suspend, reason=True, intro=intro)


def resume(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The laboratory stands in the directory again.")
    return _take(request, reference, "resume", services.resume, judged=True, intro=intro)


def delist(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The listing ends today. To come back the laboratory has to apply again.")
    return _take(request, reference, "delist", services.delist, reason=True, intro=intro)


def _counter(request: HttpRequest, reference: str, name: str, undone: str, service) -> HttpResponse:
    """A counter-step: with a reason, by another person than the one who took the step."""
    laboratory = get_laboratory(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    today = timezone.localdate()
    step = StepPage(
        name=name,
        form=form,
        take=lambda data: service(laboratory, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(laboratory, undone, actor=request.actor, reason=reason, today=today),
        intro=_("The step was a mistake: it is taken back, and both steps stay on record."),
        rows=at_a_glance(laboratory),
    )
    return step_page(request, laboratory, step)


def undo_reject(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter(request, reference, "undo_reject", "reject", services.undo_reject)


def undo_delist(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter(request, reference, "undo_delist", "delist", services.undo_delist)
