"""Lists: the office's dossiers, an institution's way to its own dossier, and the public directory."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from institutions import services
from institutions.enums import AccreditationState
from institutions.models import RecommendingInstitution, ServiceInstitution
from workflow.errors import NotPermitted
from workflow.paging import bounded_count, keyset_page

MODELS = {"recommending": RecommendingInstitution, "service": ServiceInstitution}
OWN = {Role.RECOMMENDER: RecommendingInstitution, Role.SERVICE: ServiceInstitution}
START = {
    Role.RECOMMENDER: services.register_recommending_institution,
    Role.SERVICE: services.register_service_institution,
}


class DossierFilter(forms.Form):
    """Which dossiers; kept in the address, so that a list can be shared."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("recommending", _("Recommending institutions")),
            ("service", _("Professional service institutions")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *AccreditationState.choices]
    )
    q = forms.CharField(
        label=_("Name"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )

    def rows(self, actor):
        """The dossiers that fit and that the actor may see."""
        chosen = self.cleaned_data if self.is_valid() else {}
        found = MODELS[chosen.get("kind") or "recommending"].objects.visible_to(actor).for_list()
        if state := chosen.get("state"):
            found = found.filter(state=state)
        if words := (chosen.get("q") or "").strip():
            found = found.filter(organisation__name__icontains=words)
        return found


@require_http_methods(["GET", "POST"])
def dossiers(request: HttpRequest) -> HttpResponse:
    """The office and auditors see a list; an institution goes to its own dossier, or starts it."""
    actor = request.actor
    if actor.role in OWN:
        return own(request)
    if not actor.sees_everything or request.method == "POST":
        raise NotPermitted("dossiers")
    form = DossierFilter(request.GET)
    rows = form.rows(actor)
    context = {
        "form": form,
        "page": keyset_page(rows, request),
        "count": bounded_count(rows),
        "waiting": waiting(),
    }
    return render(request, "institutions/dossier_list.html", context)


def waiting() -> list[dict[str, Any]]:
    """How many dossiers of each kind wait for the office, with the way to them."""
    return [
        {
            "label": model.noun,
            "value": model.objects.waiting().count(),
            "url": f"{reverse('institutions:dossiers')}?kind={kind}&state={AccreditationState.SUBMITTED}",
        }
        for kind, model in MODELS.items()
    ]


def own(request: HttpRequest) -> HttpResponse:
    """The dossier of the actor's organisation; a press of a button makes it when there is none."""
    actor = request.actor
    found = OWN[actor.role].objects.filter(organisation_id=actor.organisation_id).first()
    if found is None and request.method == "POST":
        found = START[actor.role](organisation=actor.organisation)
    if found is None:
        return render(request, "institutions/start.html", {"noun": OWN[actor.role].noun})
    return redirect(found)


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The institutions that recommend now, for everybody who looks for one."""
    rows = RecommendingInstitution.objects.recommending().for_list().by_name()[:500]
    return render(request, "institutions/directory.html", {"rows": rows})
