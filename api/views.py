"""The pages of the API: its documentation, and a person's own tokens."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from api import services
from api.forms import TokenForm
from api.models import Token
from workflow.errors import Unfit
from workflow.pages import add_errors


def _person(request: HttpRequest) -> User:
    """The person who is signed in; both pages of tokens require one."""
    return cast(User, request.user)


@require_safe
@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """The interactive documentation; it works without any other host."""
    return render(request, "api/docs.html")


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's tokens and a form for one more; its secret stands on the answer to the form and nowhere else."""
    form = TokenForm(request.POST or None, user=request.user)
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, secret = services.create_token(user=_person(request), **form.cleaned_data)
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                form, status = TokenForm(user=request.user), 201
    context = {"tokens": Token.objects.of_person(request.user), "form": form, "secret": secret}
    return render(request, "api/token_list.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """A token opens nothing from now on."""
    token = services.revoke_token(
        get_object_or_404(Token.objects.of_person(request.user), pk=number), user=_person(request)
    )
    messages.info(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("api-tokens")
