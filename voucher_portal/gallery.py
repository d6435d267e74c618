"""The component gallery: every component with its contract and realistic content, shown outside production only."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from voucher_portal import gallery_samples as samples
from voucher_portal.gallery_examples import EXAMPLES, PAGE_CONTEXT
from voucher_portal.gallery_forms import SampleFilter, SampleForm

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
CONTRACT = re.compile(r"\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)
# Parts of the page frame: they are seen around the gallery itself, or inside another component.
FRAME = {"header", "footer", "mark", "account_menu", "language_switch", "finding"}


def contract_of(name: str) -> str:
    """The comment with which a component opens."""
    found = CONTRACT.match((COMPONENTS / f"{name}.html").read_text())
    return found.group(1).strip() if found else ""


def shown(name: str, context: dict) -> SafeString:
    """One example as a reader sees it; a heading cell needs its table."""
    html = render_to_string(f"components/{name}.html", context)
    wrap = {
        "sort_header": '<table class="table data-table"><thead><tr>{}</tr></thead></table>',
        "task_row": '<ul class="vp-task-list">{}</ul>',
        "bulk_bar": '<form><input type="checkbox" checked data-select aria-label="P-7K3MQ2XF"> P-7K3MQ2XF {}</form>',
        "form_fields": '<form class="vp-form">{}</form>',
    }.get(name, "{}")
    return SafeString(wrap.replace("{}", html))


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    sections = [
        {
            "name": name,
            "contract": contract_of(name),
            "examples": [shown(name, context) for context in contexts],
        }
        for name, contexts in EXAMPLES.items()
    ]
    return render(
        request,
        "gallery.html",
        {"sections": sections, "navigation": samples.NAVIGATION, "unread_messages": 3},
    )


PAGES = {
    "transition": ("transition.html", 200),
    "form": ("gallery_form.html", 200),
    "list": ("gallery_list.html", 200),
    "409": ("409.html", 409),
    "422": ("422.html", 422),
    "404": ("404.html", 404),
    "403": ("403.html", 403),
    "500": ("500.html", 500),
}


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page with sample content: one step, one form, one refusal."""
    if name not in PAGES:
        raise Http404
    template, status = PAGES[name]
    outcomes = ("block",) if name == "422" else ("warn", "pass")
    context = {
        **PAGE_CONTEXT,
        "form": SampleForm(),
        "filter_form": SampleFilter(),
        "findings": samples.findings(*outcomes),
    }
    return render(request, template, context, status=status)
