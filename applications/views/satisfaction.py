"""The applicant's page after the closing: stars for the houses that served it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import perms, services
from applications.forms import SatisfactionForm
from applications.models import Project, Satisfaction
from applications.models.satisfaction import RATED_IN
from institutions.views.roster import saved
from workflow.errors import NotPermitted, WrongState
from workflow.pages import visible_or_404


@require_http_methods(["GET", "POST"])
def rating(request: HttpRequest, reference: str) -> HttpResponse:
    """Rate once; afterwards, and for the office, what was said."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    own = perms.is_applicant(project, actor)
    if not own and (not actor.sees_everything or request.method == "POST"):
        raise NotPermitted("rate")
    given = Satisfaction.objects.visible_to(actor).filter(project=project).first()
    if given is None and project.state not in RATED_IN:
        raise WrongState(_("You can rate once the project is closed."))
    form = SatisfactionForm(request.POST if request.method == "POST" else None, project=project)
    if request.method == "POST" and saved(form, lambda data: services.rate(project, actor=actor, **data)):
        messages.success(request, _("Thank you for your rating."))
        return redirect(project)
    context = {
        "project": project,
        "given": given,
        "rows": _rows(given) if given else [],
        "form": form if own and given is None else None,
        "submit_label": _("Send the rating"),
        "cancel_url": project.get_absolute_url(),
    }
    return render(request, "applications/rating.html", context, status=422 if form.errors else 200)


def _rows(given: Satisfaction) -> list[dict]:
    """What was said, for who may read it."""
    houses = [
        (given.laboratory, given.laboratory_rating),
        (given.institution, given.institution_rating),
        (given.recommender, given.recommender_rating),
    ]
    rows = [{"label": str(house), "value": stars or _("No answer")} for house, stars in houses if house]
    return [*rows, {"label": _("Remark"), "value": given.words or "–"}]
