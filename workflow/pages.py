"""The page of a step: GET shows the dry-run findings, POST makes one service call; every app's steps use it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policy.findings import Findings
from workflow.door import require_step
from workflow.errors import Blocked, Unfit
from workflow.models import Subject

Text = str | Promise
AnyForm = TypeVar("AnyForm", bound=BaseForm)


Companion = Callable[[HttpRequest, Subject, BaseForm | None], dict[str, Any]]
_companions: list[Companion] = []


def accompany(companion: Companion) -> Companion:
    """A higher app adds to the page of every step: what it returns is in the page's context, and it may fill the form in."""
    _companions.append(companion)
    return companion


@dataclass
class StepPage:
    """Everything one step's page needs; `take` makes the one service call with the cleaned form data."""

    name: str
    take: Callable[[dict[str, Any]], Any]
    form: BaseForm | None = None
    dry_run: Callable[[], Findings | None] | None = None
    intro: Text = ""
    consequence: Text = ""
    rows: Iterable[dict] = ()
    template: str = "transition.html"
    done_url: str = ""
    context: dict[str, Any] = field(default_factory=dict)


class ReasonForm(forms.Form):
    """A step that needs nothing but its reason."""

    note = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, label: Any = "", help_text: Any = "", required: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label or _("Reason")
        self.fields["note"].help_text = help_text
        self.fields["note"].required = required


def visible_or_404(queryset, request: HttpRequest, reference: str) -> Any:
    """The dossier if this actor may see it, else 404: what is not visible does not exist."""
    return get_object_or_404(queryset.visible_to(request.actor), reference=reference)  # type: ignore[attr-defined]


def bound(form_class: type[AnyForm], request: HttpRequest, **kwargs) -> AnyForm:
    """The form with what was posted, or empty."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    return form_class(**kwargs)


def step_page(request: HttpRequest, subject: Subject, page: StepPage) -> HttpResponse:
    """Answers GET and POST of one step. A refused POST keeps what was typed and answers 422."""
    transition = require_step(subject, page.name, request.actor)  # type: ignore[attr-defined]
    findings, status = None, 200
    if request.method == "POST":
        if page.form is None or page.form.is_valid():
            try:
                page.take(page.form.cleaned_data if page.form else {})
            except Blocked as refusal:
                findings = refusal.findings
            except Unfit as refusal:
                add_errors(page.form, refusal)
                if page.form is None:
                    raise
            else:
                return done(request, subject, page.done_url)
        status = 422
    if findings is None and page.dry_run:
        findings = page.dry_run()
    context = {
        "project": subject,
        "step": {"name": page.name, "label": transition.custom["label"], "tone": transition.custom["tone"]},
        "form": page.form,
        "findings": findings,
        "intro": page.intro,
        "consequence": page.consequence,
        "facts": list(page.rows),
        "cancel_url": subject.get_absolute_url(),
        **page.context,
    }
    for companion in _companions:
        context |= companion(request, subject, page.form)
    return render(request, page.template, context, status=status)


def add_errors(form: BaseForm | None, refusal: Unfit) -> None:
    """Puts a service's field messages on the form, the rest on top of it."""
    if form is None:
        return
    placed = False
    for name, words in refusal.fields.items():
        form.add_error(name if name in form.fields else None, words)
        placed = True
    if not placed:
        form.add_error(None, refusal.message)


def done(request: HttpRequest, subject: Subject, url: str = "") -> HttpResponse:
    """Names the dossier and its new state, and goes to its page or where the step says."""
    fresh = type(subject)._default_manager.get(pk=subject.pk)
    words = {"noun": subject.noun, "reference": subject.reference, "state": fresh.get_state_display()}
    messages.success(request, _("%(noun)s %(reference)s: %(state)s.") % words)
    return HttpResponseRedirect(url or subject.get_absolute_url())
