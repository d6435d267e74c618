"""The conversation on a project: read, write, mark; whole pages, or the part that changed when the browser can swap it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications import perms, services
from applications.conversation import files_of, message_rows, messages_of
from applications.forms import MessageForm
from applications.models import Project, ProjectMessage
from applications.models.conversation import LONGEST_TEXT
from applications.services.conversation import audiences_of, draft_of
from workflow.errors import NotPermitted, Unfit
from workflow.models import Document
from workflow.pages import add_errors, visible_or_404
from workflow.paging import keyset_page

PAGE_SIZE = 30


def read_project(request: HttpRequest, reference: str) -> Project:
    """The project, for those who take part in its conversation. Raises Http404 and NotPermitted."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    if not perms.can_read_conversation(project, request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("read_conversation")
    return project


@require_http_methods(["GET", "POST"])
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """Every message that the actor may read, newest first, and the form for one more."""
    project = read_project(request, reference)
    if request.method == "GET":
        return render(request, "applications/conversation.html", _context(request, project))
    if not perms.can_write_message(project, request.actor):
        raise NotPermitted("send_message")
    form = _form(request, project)
    sent = _send(request, project, form)
    if request.htmx:
        return _part(request, project, form, sent)
    if sent is None:
        context = _context(request, project, form)
        return render(request, "applications/conversation.html", context, status=422)
    messages.success(request, _("Your message on %(reference)s was sent.") % {"reference": reference})
    return redirect(f"{request.path}#{sent.anchor}")


def _answered(request: HttpRequest, project: Project) -> ProjectMessage | None:
    """The message that is answered: named in the address, or in the form that was sent."""
    asked = request.POST.get("reply") or request.GET.get("reply") or ""
    try:
        key = UUID(asked)
    except ValueError:
        return None
    return get_object_or_404(messages_of(project, request.actor).select_related("author"), uuid=key)


def _form(request: HttpRequest, project: Project, *, empty: bool = False) -> MessageForm | None:
    """The form for a message, with the draft that was kept; none for whoever only reads."""
    actor = request.actor  # type: ignore[attr-defined]
    audiences = audiences_of(project, actor)
    if not audiences:
        return None
    reply_to = None if empty else _answered(request, project)
    options: dict[str, Any] = {"audiences": audiences, "reply_to": reply_to}
    if request.method == "POST" and not empty:
        form = MessageForm(request.POST, request.FILES, **options)
    else:
        kept = None if empty else draft_of(project, actor)
        initial = {"text": kept.text, "audience": kept.audience} if kept else {}
        form = MessageForm(initial=initial, **options)
        form.saved_at = kept.saved_at if kept else None
    form.reply_to = reply_to
    return form


def _send(request: HttpRequest, project: Project, form: MessageForm | None) -> ProjectMessage | None:
    """The message as it was sent; None leaves the reasons on the form."""
    if form is None or not form.is_valid():
        return None
    try:
        return services.send(project, actor=request.actor, reply_to=form.reply_to, **form.message())
    except Unfit as refusal:
        add_errors(form, refusal)
        return None


def _context(request: HttpRequest, project: Project, form: MessageForm | None = None) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    page = keyset_page(messages_of(project, actor).for_conversation(actor), request, PAGE_SIZE)
    files = Document.objects.filter(files_of(page.rows)).select_related("uploaded_by").order_by("pk")
    rows = message_rows(project, actor, page.rows, files)
    return {
        "project": project,
        "page": page,
        "conversation": rows,
        "unread": sum(row["is_unread"] for row in rows),
        "form": form or _form(request, project),
    }


def _part(
    request: HttpRequest, project: Project, form: MessageForm | None, sent: ProjectMessage | None
) -> HttpResponse:
    """The form and the messages anew; after sending with an empty form and the new message marked."""
    shown = _form(request, project, empty=True) if sent else form
    context = _context(request, project, shown) | {"sent": sent.anchor if sent else "", "is_part": True}
    return render(request, "applications/_conversation.html", context, status=200 if sent else 422)


@require_POST
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """Marks what is written here as read by this person."""
    project = read_project(request, reference)
    if not perms.can_write_message(project, request.actor):
        raise NotPermitted("mark_read")
    services.mark_read(project, actor=request.actor)
    if request.headers.get("X-Requested-With") == "portal":
        return HttpResponse(status=204)
    return redirect("applications:conversation", reference)


@require_POST
def answered(request: HttpRequest, reference: str, uuid: UUID) -> HttpResponse:
    """The question is answered, perhaps on the telephone: nobody is reminded of it any more."""
    project = read_project(request, reference)
    message = get_object_or_404(messages_of(project, request.actor), uuid=uuid)
    message.project = project
    services.mark_answered(message, actor=request.actor)
    messages.success(
        request, _("The question on %(reference)s is marked as answered.") % {"reference": reference}
    )
    return redirect(f"{reverse('applications:conversation', args=[reference])}#{message.anchor}")


@never_cache
@require_POST
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keeps what is written so far: 204 when it is kept, 422 with the reason when not."""
    project = read_project(request, reference)
    text, audience = request.POST.get("text", ""), request.POST.get("audience") or "everybody"
    if len(text) > LONGEST_TEXT:
        words = _("The message is longer than %(most)s characters.") % {"most": LONGEST_TEXT}
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    if "\x00" in text:
        return HttpResponse(
            _("Null characters are not allowed."), status=422, content_type="text/plain; charset=utf-8"
        )
    services.keep_draft(project, actor=request.actor, text=text, audience=audience)
    return HttpResponse(status=204)
