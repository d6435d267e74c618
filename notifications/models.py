"""What a person is told, how it left the house, and what could not be told yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.enums import Category
from workflow.models import Event

UNREAD_SHOWN = 100


class MessageQuerySet(models.QuerySet):
    """Messages in the programme's words."""

    def of(self, user) -> "MessageQuerySet":
        """A person's own messages; nobody reads those of somebody else."""
        return self.filter(recipient=user)

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at__isnull=True)

    def for_list(self) -> "MessageQuerySet":
        """Newest first, with the columns of the inbox only."""
        return self.order_by("-pk").only(
            "category", "reference", "url", "language", "subject", "body", "created_at", "read_at"
        )

    def mark_read(self) -> int:
        """Marks what is still unread; doing it twice changes nothing."""
        return self.unread().update(read_at=timezone.now())

    def to_mail(self, now: datetime) -> "MessageQuerySet":
        """The letters whose turn has come, oldest turn first."""
        return self.filter(mail_due=True, mail_next_at__lte=now).order_by("mail_next_at", "pk")

    def given_up(self) -> "MessageQuerySet":
        """The letters that failed as often as a letter may."""
        return self.filter(mail_due=False, mailed_at__isnull=True, mail_attempts__gt=0)

    def send_again(self) -> int:
        """Gives letters all their attempts back; returns how many."""
        return self.update(mail_due=True, mail_attempts=0, mail_next_at=timezone.now())


class Message(models.Model):
    """One row is one message to one person; its unique key makes every retry harmless.

    It is written in the receiver's language when it is made, and read in the inbox whatever becomes of the mail.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=120)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("event"),
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inbox", verbose_name=_("receiver")
    )
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    url = models.CharField(_("page"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mail_due = models.BooleanField(_("to be mailed"), default=False)
    mail_next_at = models.DateTimeField(_("next attempt to mail"), default=timezone.now)
    mail_attempts = models.PositiveSmallIntegerField(_("attempts to mail"), default=0)
    mail_error = models.CharField(_("last mail error"), max_length=300, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mail_due=False) | models.Q(mailed_at__isnull=True),
                name="message_mailed_once",
                violation_error_message=_("A message that was mailed is not mailed again."),
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="message_inbox"),
            models.Index(
                fields=["recipient", "-id"], name="message_unread", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(
                fields=["mail_next_at", "id"], name="message_to_mail", condition=models.Q(mail_due=True)
            ),
        ]

    def __str__(self) -> str:
        return self.key


def unread_count(user) -> int:
    """How many messages a person has not read, counted to a hundred at most: the header shows "99+" beyond."""
    return Message.objects.of(user).unread().order_by()[:UNREAD_SHOWN].count()


def unread_in_inbox(user) -> models.Subquery:
    """The same number, for a page that reads it along with its own row."""
    unread = Message.objects.of(user).unread().order_by().values("recipient")
    return models.Subquery(unread.annotate(number=models.Count("pk")).values("number"))


class PreferenceQuerySet(models.QuerySet):
    """Preferences in the programme's words."""

    def without_mail(self, users) -> set[tuple[int, str]]:
        """The (person, category) pairs that asked for no mail; everybody else gets it."""
        return set(self.filter(user__in=users, by_mail=False).values_list("user_id", "category"))


class Preference(models.Model):
    """One row is one person's choice for one category; without a row they get mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    by_mail = models.BooleanField(_("also by mail"), default=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "category"],
                name="preference_once",
                violation_error_message=_("This person has already chosen for this category."),
            ),
        ]


class BreakdownQuerySet(models.QuerySet):
    """Breakdowns in the programme's words."""

    def resting(self, now: datetime) -> "BreakdownQuerySet":
        """Those whose next try has not come yet."""
        return self.filter(next_at__gt=now)


class Breakdown(models.Model):
    """One row is one event whose notices could not be made.

    The event stays unannounced and is tried again; the row goes when that worked.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300)
    next_at = models.DateTimeField(_("next try"), default=timezone.now)

    objects = BreakdownQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice that could not be made")
        verbose_name_plural = _("notices that could not be made")

    def __str__(self) -> str:
        return f"{self.event}: {self.error}"

    def postpone(self, error: Exception, now: datetime, longest: timedelta) -> None:
        """Notes the error and doubles the wait, from half a minute up to `longest`."""
        self.attempts += 1
        self.error = f"{type(error).__name__}: {error}"[:300]
        self.next_at = now + min(timedelta(seconds=15 * 2 ** min(self.attempts, 20)), longest)
        self.save()
