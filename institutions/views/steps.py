"""The steps of an accreditation: one page each, one service call each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions import services
from institutions.facts import accreditation_findings, counter_findings
from institutions.forms import LetterForm, correction_choices
from institutions.models import ServiceInstitution
from institutions.presentation import field_rows
from institutions.services.renewal import renewal_findings
from institutions.views.dossier import get_dossier
from institutions.views.roster import of_kind
from workflow.forms import CorrectionsForm
from workflow.pages import ReasonForm, StepPage, bound, step_page


def at_a_glance(accreditation) -> list[dict]:
    """What one must see to decide, beside every step."""
    party = accreditation.organisation
    return [
        {"label": _("Institution"), "value": party.name, "url": accreditation.get_absolute_url()},
        {"label": _("Kind"), "value": accreditation.noun},
        {"label": _("Credit code"), "value": party.uscc},
        {"label": _("State"), "value": accreditation.get_state_display()},
        *field_rows(accreditation, ["contact"]),
    ]


def _take(request: HttpRequest, reference: str, name: str, service, **page) -> HttpResponse:
    """A step whose form asks for a remark or a reason only."""
    accreditation = get_dossier(request, reference)
    required = page.pop("reason", False)
    judged = page.pop("judged", False)
    form = bound(ReasonForm, request, label=_("Reason") if required else _("Remark"), required=required)
    findings = accreditation_findings(accreditation, timezone.localdate()) if judged else None
    step = StepPage(
        name=name,
        form=form,
        take=lambda data: service(accreditation, actor=request.actor, note=data["note"]),
        dry_run=lambda: findings,
        rows=at_a_glance(accreditation),
        context={"blocked": findings is not None and findings.is_blocked},
        **page,
    )
    return step_page(request, accreditation, step)


def submit(request: HttpRequest, reference: str) -> HttpResponse:
    return _take(
        request,
        reference,
        "submit",
        services.submit,
        judged=True,
        intro=_("The dossier goes to the voucher office. The rules below are checked again when you submit."),
        consequence=_("You can take it back until the office has decided."),
    )


def recall(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The dossier becomes a draft again; you can change and submit it anew.")
    return _take(request, reference, "recall", services.recall, intro=intro)


def approve(request: HttpRequest, reference: str) -> HttpResponse:
    return _take(
        request,
        reference,
        "approve",
        services.approve,
        judged=True,
        intro=_("The institution joins the programme."),
        consequence=_("Its people can work in the portal from now on; they are told."),
    )


def reject(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The office refuses the dossier. The institution reads your reason and may apply again.")
    return _take(request, reference, "reject", services.reject, reason=True, intro=intro)


def reapply(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The dossier is opened again with everything you had written.")
    return _take(request, reference, "reapply", services.reapply, intro=intro)


def suspend(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The institution cannot work in the programme until the office lets it resume.")
    return _take(request, reference, "suspend", services.suspend, reason=True, intro=intro)


def resume(request: HttpRequest, reference: str) -> HttpResponse:
    return _take(
        request, reference, "resume", services.resume, intro=_("The institution works again from now on.")
    )


def end(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The institution leaves the programme. To come back it has to apply again.")
    return _take(request, reference, "end", services.end, reason=True, intro=intro)


def recognise(request: HttpRequest, reference: str) -> HttpResponse:
    """The office takes a field centre up again."""
    service_dossier(request, reference)
    intro = _("The field centre works again from now on: it reports laboratories and its people can sign in.")
    return _take(request, reference, "recognise", services.recognise, intro=intro)


def service_dossier(request: HttpRequest, reference: str) -> ServiceInstitution:
    """Letters are of professional service institutions only."""
    return of_kind(get_dossier(request, reference), ServiceInstitution)


def request_renewal(request: HttpRequest, reference: str) -> HttpResponse:
    """The institution brings its new authorisation letter."""
    institution = service_dossier(request, reference)
    step = StepPage(
        name="request_renewal",
        form=bound(LetterForm, request),
        take=lambda data: services.request_renewal(institution, actor=request.actor, **data),
        intro=_("The new letter goes to the voucher office; the one in force counts until then."),
        rows=[*at_a_glance(institution), *field_rows(institution, ["authorised_to"])],
    )
    return step_page(request, institution, step)


def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """The office takes the new letter over."""
    institution = service_dossier(request, reference)
    step = StepPage(
        name="renew",
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: services.renew(institution, actor=request.actor, note=data["note"]),
        dry_run=lambda: renewal_findings(institution, timezone.localdate()),
        intro=_("The new letter replaces the old one."),
        rows=[
            *at_a_glance(institution),
            *field_rows(institution, ["renewal_number", "renewal_from", "renewal_to"]),
        ],
    )
    return step_page(request, institution, step)


def refuse_renewal(request: HttpRequest, reference: str) -> HttpResponse:
    service_dossier(request, reference)
    intro = _("The institution reads your reason; its old letter counts to its end.")
    return _take(request, reference, "refuse_renewal", services.refuse_renewal, reason=True, intro=intro)


def undo_reject(request: HttpRequest, reference: str) -> HttpResponse:
    """The counter-step: with a reason, by another person than the one who rejected."""
    accreditation = get_dossier(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    today = timezone.localdate()
    step = StepPage(
        name="undo_reject",
        form=form,
        take=lambda data: services.undo_reject(accreditation, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(
            accreditation, "reject", actor=request.actor, reason=reason, today=today
        ),
        intro=_(
            "The rejection was a mistake: the dossier waits for the office again, and both steps stay on record."
        ),
        rows=at_a_glance(accreditation),
    )
    return step_page(request, accreditation, step)


def return_for_correction(request: HttpRequest, reference: str) -> HttpResponse:
    """The office names fields and documents, each with what is wrong."""
    accreditation = get_dossier(request, reference)
    fields, kinds = correction_choices(accreditation)
    form = bound(CorrectionsForm, request, fields=fields, kinds=kinds)
    step = StepPage(
        name="return_for_correction",
        form=form,
        take=lambda data: services.return_for_correction(
            accreditation,
            actor=request.actor,
            wanted=data["wanted"],
            due_date=data["due_date"],
            note=data["note"],
        ),
        intro=_("Name everything at once: each field or document with what is wrong and what to do."),
        rows=at_a_glance(accreditation),
    )
    return step_page(request, accreditation, step)
