"""What every page shares on which an applicant writes: whose file it is, one save, and both values of a conflict."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from applications import perms, services
from applications.forms import ProjectForm
from applications.labels import choice
from applications.models import Project
from applications.presentation import field_label
from applications.topics import Topic, fingerprint
from workflow.errors import NotPermitted, StaleVersion, Unfit
from workflow.money import MoneyField, format_yuan
from workflow.pages import add_errors, visible_or_404

CODES = ("activity_type", "theme", "design_purpose", "purchase_purpose")


def own_project(request: HttpRequest, reference: str) -> Project:
    """The applicant's own project; what is not visible is 404, what is visible but not theirs 403."""
    project = visible_or_404(Project.objects.for_writing(), request, reference)
    if not perms.can_edit(project, request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("edit")
    return project


def purchase_rows(project: Project) -> list[dict]:
    """The planned purchases as the form takes them."""
    rows = project.purchases.order_by("pk")
    return [
        {
            "product": row.product_id,
            "name": row.name,
            "amount": row.amount,
            "justification": row.justification,
        }
        for row in rows
    ]


def store(project: Project, actor, form: ProjectForm, lines: Any, topic: Topic | None = None) -> Project:
    """One service call with what was typed. Raises what `save_draft` raises.

    Somebody else's work on another topic is no conflict: when this topic still reads as it did when the page was
    opened, what was typed goes on top of the newest version.
    """
    version = form.cleaned_data["version"]
    if topic and version != project.version and form.cleaned_data["seen"] == fingerprint(project, topic):
        version = project.version
    purchases = None if lines is None else [line for line in (row.line() for row in lines) if line]
    return services.save_draft(
        project, actor=actor, version=version, content=form.content_values(), purchases=purchases
    )


def write(
    project: Project, actor, form: ProjectForm, lines: Any, topic: Topic | None = None
) -> Project | None:
    """The saved project; or None, and the form says why, with every typed word still in it."""
    try:
        return store(project, actor, form, lines, topic)
    except Unfit as refusal:
        add_errors(form, refusal)
    except StaleVersion as refusal:
        _show_both(project, form, refusal, topic)
    return None


def _show_both(project: Project, form: ProjectForm, refusal: StaleVersion, topic: Topic | None) -> None:
    form.add_error(None, refusal.message)
    current = Project.objects.with_parties().get(pk=project.pk)
    for name in form.changed_data:
        if name in form.fields and name not in {"version", "seen"}:
            value = {"value": shown(current, name)}
            form.add_error(name, _("Saved meanwhile: “%(value)s”. Your text is kept here.") % value)
    marks = {"version": str(current.version)}
    if topic:
        marks["seen"] = fingerprint(current, topic)
    form.data = {**form.data.dict(), **marks}  # type: ignore[union-attr]


def differences(current: Project, form: ProjectForm) -> list[dict[str, Any]]:
    """Where what was typed and what is saved part: label, both values as people read them."""
    typed = copy(current)
    values = form.content_values()
    for name, value in values.items():
        setattr(typed, name, value)
    return [
        {"label": field_label(name), "mine": shown(typed, name), "theirs": shown(current, name)}
        for name in values
        if getattr(typed, name) != getattr(current, name)
    ]


def shown(project: Project, name: str) -> Any:
    """The value of a field as people read it."""
    value = getattr(project, name)
    if isinstance(project._meta.get_field(name), MoneyField):
        return format_yuan(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return choice(value) if name in CODES and value else value or ""
