"""The inbox and a person's choice of letters. Reading a page never marks anything as read; a button does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from notifications.forms import PreferencesForm, ReadForm
from notifications.models import Message
from workflow.paging import keyset_page

FILTERS = {"unread", "all"}
PAGE_SIZE = 25


class InboxView(TemplateView):
    """A person's messages, unread ones only unless all are asked for."""

    template_name = "notifications/message_list.html"

    def get_context_data(self, **kwargs) -> dict:
        show = self.request.GET.get("show", "unread")
        show = show if show in FILTERS else "unread"
        inbox = Message.objects.of(self.request.user).for_list()
        page = keyset_page(inbox.unread() if show == "unread" else inbox, self.request, PAGE_SIZE)
        return super().get_context_data(**kwargs) | {
            "show": show,
            "page": page,
            "up_to": page.rows[0].pk if page.rows else 0,
            "any_unread": any(message.read_at is None for message in page.rows),
        }


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Marks messages of this person as read; somebody else's are not found and stay as they are."""
    form = ReadForm(request.POST)
    number = form.mark_read(request.user) if form.is_valid() else 0
    said = ngettext(
        "%(number)s message is marked as read.", "%(number)s messages are marked as read.", number
    )
    messages.info(request, said % {"number": number})
    return redirect(_inbox(request))


@require_POST
def open_message(request: HttpRequest) -> HttpResponse:
    """Marks one message as read and goes to its page."""
    text = request.POST.get("message", "")
    number = int(text) if text.isdecimal() and len(text) < 19 else 0
    message = get_object_or_404(Message.objects.of(request.user), pk=number)
    Message.objects.of(request.user).filter(pk=message.pk).mark_read()
    is_ours = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if message.url and is_ours else _inbox(request))


def _inbox(request: HttpRequest) -> str:
    address = reverse("notifications:inbox")
    return f"{address}?show=all" if request.POST.get("show") == "all" else address


class PreferencesView(FormView):
    """Which categories also come by mail."""

    template_name = "notifications/preference_form.html"
    form_class = PreferencesForm
    success_url = reverse_lazy("notifications:preferences")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        form.save()
        messages.info(self.request, _("Your choice is stored."))
        return super().form_valid(form)
