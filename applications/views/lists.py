"""The list of projects: everybody's own, under one scope, one keyset page at a time."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.enums import Role
from applications import perms
from applications.enums import APPLICANT_LABELS, State
from applications.models import Project
from workflow.paging import bounded_count, keyset_page


class ProjectFilter(forms.Form):
    """States and words to look for; kept in the address, so that a list can be shared."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Reference, title, applicant, credit code")}
        ),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects the actor may see, filtered, newest first."""
    form = ProjectFilter(request.GET)
    queryset = Project.objects.visible_to(request.actor).for_list().with_news_for(request.actor)
    if form.is_valid():
        if words := form.cleaned_data["q"].strip():
            queryset = queryset.search(words)
        if state := form.cleaned_data["state"]:
            queryset = queryset.in_state(state)
    page = keyset_page(queryset, request)
    labels = APPLICANT_LABELS if request.actor.role in {Role.APPLICANT, Role.LABORATORY} else {}
    for row in page:
        row.label = labels.get(row.state) or row.get_state_display()
    context = {
        "form": form,
        "page": page,
        "count": bounded_count(queryset),
        "show_applicant": request.actor.role != Role.APPLICANT,
        "may_start": perms.can_start(request.actor),
    }
    return render(request, "applications/project_list.html", context)
