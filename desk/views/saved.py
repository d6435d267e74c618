"""Saved views: kept, renamed, made the first, deleted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk import perms
from desk.models import SavedView
from desk.services import views
from workflow.errors import Unfit


@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    """My views and those that my colleagues share."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = SavedView.objects.visible_to(actor).for_list()
    default = views.habits_of(actor).default_view_id
    rows = [
        {"view": view, "default": view.pk == default, "may_change": perms.can_change_view(view, actor)}
        for view in found
    ]
    return render(request, "desk/saved_views.html", {"rows": rows})


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps the list of `query` under a name and opens it."""
    view = views.save_view(
        actor=request.actor,  # type: ignore[attr-defined]
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        shared=request.POST.get("shared") == "on",
        first=request.POST.get("first") == "on",
    )
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(view.get_absolute_url())


@require_POST
def change_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Renames, deletes, or makes it the first view of this person, as the pressed button says."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    view = get_object_or_404(SavedView.objects.visible_to(actor), uuid=uuid)
    match request.POST.get("action"):
        case "rename":
            views.rename_view(view, actor=actor, name=request.POST.get("name", ""))
            messages.success(request, _("The view is now called “%(name)s”.") % {"name": view.name})
        case "delete":
            views.delete_view(view, actor=actor)
            messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
        case "first":
            views.open_with(view, actor=actor)
            messages.success(request, _("Your queue opens with “%(name)s”.") % {"name": view.name})
        case "not_first":
            views.open_with(None, actor=actor)
            messages.success(request, _("Your queue opens as it does for everybody."))
        case _:
            raise Unfit(_("This button is not known. Go back to the list."))
    return redirect("desk:views")
