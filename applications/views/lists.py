"""The former address of the list of projects; the list itself stands at the desk, one for every role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Everything the actor may see, with the filters that were given."""
    data = request.GET.copy()
    data.setdefault("tab", "all")
    return redirect(f"{reverse('desk:queue')}?{data.urlencode()}")
