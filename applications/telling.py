"""Who is told of a message on a project, and in which words; each person once, in their own language."""

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.enums import OFFICE_ROLES, Role
from accounts.models import User
from applications.audiences import applicants, laboratories, recommenders
from applications.enums import Audience
from applications.models import Project, ProjectMessage
from notifications.audiences import people
from notifications.drafts import Draft, store
from notifications.enums import Category
from notifications.text import one_line
from workflow.models import Event

QUOTED = 1500


def tell(message: ProjectMessage) -> None:
    """Writes the notices of a message. Call it in the transaction that keeps the message: both are there or neither."""
    drafts, words = [], {}  # type: ignore[var-annotated]
    for person in readers_of(message):
        draft = Draft(
            key=f"conversation:{message.pk}:user:{person.pk}",
            kind=f"applications.conversation:{message.audience}",
            category=Category.TASK if message.answer_by else Category.PROGRESS,
            recipient=person,
            reference=message.project.reference,
            url=conversation_url(message),
        )
        if draft.is_deliverable:
            draft.write(words, lambda: _words(message))
            drafts.append(draft)
    store(drafts)


def conversation_url(message: ProjectMessage) -> str:
    """The place of the message on the page of the conversation."""
    try:
        page = reverse("applications:conversation", args=[message.project.reference])
    except NoReverseMatch:
        return message.project.get_absolute_url()
    return f"{page}#{message.anchor}"


def readers_of(message: ProjectMessage) -> list[User]:
    """Everybody who is told: the parties of the audience and those of the office who have the file, without the author."""
    project = message.project
    outside = {
        Audience.EVERYBODY: [applicants, recommenders, laboratories, service_institution],
        Audience.APPLICANT: [applicants],
        Audience.INSTITUTION: [recommenders],
        Audience.LABORATORY: [laboratories],
    }
    found = [person for who in outside.get(Audience(message.audience), []) for person in who(project)]
    found += office_people(project)
    return list({person.pk: person for person in found if person.pk != message.author_id}.values())


def service_institution(project: Project) -> list[User]:
    """The people of the institution that reported the laboratory."""
    institution = project.laboratory.reported_by if project.laboratory else None
    return people(Role.SERVICE, organisation_id=institution.organisation_id) if institution else []


def office_people(project: Project) -> list[User]:
    """Those of the office who took a step on the file or wrote on it, else every officer; nobody in their own matter."""
    steps = Event.objects.of(project).filter(role__in=OFFICE_ROLES).order_by()
    written = ProjectMessage.objects.filter(project=project, role__in=OFFICE_ROLES)
    known = Q(pk__in=steps.values("actor")) | Q(pk__in=written.values("author"))
    parties = project.interested_parties(Role.OFFICER)
    office = User.objects.filter(
        memberships__is_active=True, memberships__role__in=OFFICE_ROLES, is_active=True
    ).exclude(
        pk__in=User.objects.filter(memberships__is_active=True, memberships__organisation__in=parties).values(
            "pk"
        )
    )
    with_the_file = list(office.filter(known).distinct().order_by("pk"))
    return with_the_file or list(office.filter(memberships__role=Role.OFFICER).distinct().order_by("pk"))


def _words(message: ProjectMessage) -> tuple[str, str]:
    names = {
        "reference": message.project.reference,
        "title": message.project.title,
        "organisation": message.on_behalf_of.name,
        "who": message.author.get_short_name(),
        "text": Truncator(message.text).chars(QUOTED),
    }
    body = _("%(who)s (%(organisation)s) wrote on the project “%(title)s”:\n\n%(text)s") % names
    if not message.answer_by:
        return one_line(_("New message on %(reference)s from %(organisation)s.") % names), body
    names["date"] = date_format(message.answer_by)
    subject = _("%(organisation)s asks you to answer on %(reference)s by %(date)s.") % names
    return one_line(subject), body + "\n\n" + _("Please answer by %(date)s.") % names
