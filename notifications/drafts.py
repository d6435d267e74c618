"""A message before it is stored: written in its receiver's language, checked, and stored in bulk with others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation

from accounts.models import User
from accounts.models.user import SYSTEM_EMAIL
from notifications.models import Message, Preference
from workflow.models import Event

KNOWN_LANGUAGES = {code for code, _name in settings.LANGUAGES}


@dataclass
class Draft:
    """One message to one person."""

    key: str
    kind: str
    category: str
    recipient: User
    reference: str = ""
    url: str = ""
    event: Event | None = None
    language: str = field(init=False)
    subject: str = field(init=False, default="")
    body: str = field(init=False, default="")

    def __post_init__(self) -> None:
        chosen = self.recipient.language
        self.language = chosen if chosen in KNOWN_LANGUAGES else settings.LANGUAGE_CODE

    @property
    def is_deliverable(self) -> bool:
        """Nobody reads what is sent to a closed account or to the system."""
        return self.recipient.is_active and self.recipient.email != SYSTEM_EMAIL

    def write(self, written: dict[str, tuple[str, str]], words: Callable[[], tuple[str, str]]) -> None:
        """Subject and body in the receiver's language; `written` keeps them for the next receiver of that language."""
        if self.language not in written:
            with translation.override(self.language):
                written[self.language] = words()
        self.subject, self.body = written[self.language]
        self.message(by_mail=False).clean_fields(exclude=["event", "recipient"])

    def message(self, *, by_mail: bool) -> Message:
        return Message(
            key=self.key,
            kind=self.kind,
            category=self.category,
            event=self.event,
            recipient=self.recipient,
            reference=self.reference,
            url=self.url,
            language=self.language,
            subject=self.subject,
            body=self.body,
            mail_due=by_mail,
        )


def store(drafts: Iterable[Draft]) -> None:
    """Store what is not stored yet; a key that is there already stays as it is."""
    drafts = list(drafts)
    unmailed = Preference.objects.without_mail({draft.recipient.pk for draft in drafts}) if drafts else set()
    Message.objects.bulk_create(
        [draft.message(by_mail=(draft.recipient.pk, draft.category) not in unmailed) for draft in drafts],
        ignore_conflicts=True,
        batch_size=500,
    )
