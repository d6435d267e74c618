"""The office's page of synonyms for the search of the catalogue."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from institutions.views.roster import saved
from labs import perms
from labs.models import SynonymGroup
from labs.search import synonyms as services
from workflow.errors import NotPermitted

SHOWN = 500


class SynonymForm(forms.ModelForm):
    """One group of words."""

    class Meta:
        model = SynonymGroup
        fields = ["words", "is_active"]
        widgets = {"words": forms.Textarea(attrs={"rows": 2})}


@require_http_methods(["GET", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    """The groups; one more, a change of one, one less."""
    if not perms.can_keep_synonyms(request.actor):
        raise NotPermitted("synonyms")
    rows = list(SynonymGroup.objects.order_by("-changed_at", "pk")[:SHOWN])
    row = chosen_row(request, rows)
    if "remove" in request.POST and row:
        services.remove_group(row, actor=request.actor)
        messages.success(request, _("“%(name)s” is off the list.") % {"name": row})
        return redirect("labs:synonyms")
    form = SynonymForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(
        form, lambda data: services.save_group(actor=request.actor, row=row, **data)
    ):
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.cleaned_data["words"]})
        return redirect("labs:synonyms")
    context = {"form": form, "row": row, "rows": rows}
    return render(request, "labs/catalogue_synonyms.html", context, status=422 if form.errors else 200)


def chosen_row(request: HttpRequest, rows: list[SynonymGroup]) -> SynonymGroup | None:
    """The group that `?row=` or the remove button names."""
    wanted = request.POST.get("remove") or request.GET.get("row")
    if not wanted:
        return None
    row = next((found for found in rows if str(found.pk) == wanted), None)
    if row is None:
        raise Http404
    return row
