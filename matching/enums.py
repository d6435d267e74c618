"""The words for needs, for those who may read them, and for what laboratories answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for answers")
    MATCHED = "matched", _("Laboratory chosen")
    TURNED = "turned_into_application", _("Turned into an application")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class Access(models.TextChoices):
    """What the enterprise lets its recommending institution do."""

    NONE = "none", _("It does not see this need")
    SEE = "see", _("It may read the need and the answers")
    COACH = "coach", _("It may also propose and introduce laboratories")


class Audience(models.TextChoices):
    INVITED = "invited", _("Only laboratories that were asked")
    EVERYBODY = "everybody", _("Every listed laboratory; our name stays hidden until we ask or it answers")


class Origin(models.TextChoices):
    """Who brought a laboratory to a need."""

    PORTAL = "portal", _("Proposed by the portal")
    INSTITUTION = "institution", _("Proposed by the recommending institution")
    SERVICE = "service", _("Proposed by its service institution")
    APPLICANT = "applicant", _("Chosen by the applicant")
    LABORATORY = "laboratory", _("Answered by itself")


class AnswerKind(models.TextChoices):
    INTERESTED = "interested", _("Interested")
    QUOTE = "quote", _("Quote")
    NOT_SUITABLE = "not_suitable", _("Not suitable")


class CoachingKind(models.TextChoices):
    ADVICE = "advice", _("Advice")
    MEETING = "meeting", _("Meeting or call")
    INTRODUCTION = "introduction", _("Introduction to a laboratory")


# In these a laboratory was found or the enterprise stopped looking.
ENDED = (NeedState.TURNED, NeedState.WITHDRAWN, NeedState.EXPIRED)
OFFERS = (AnswerKind.INTERESTED, AnswerKind.QUOTE)
