"""The words for accreditation, evaluation and the fields of technology."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccreditationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    REJECTED = "rejected", _("Rejected")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class InstitutionType(models.TextChoices):
    """What kind of house a recommending institution is."""

    INCUBATOR = "incubator", _("Incubator")
    PARK = "park", _("Science or industry park")
    ASSOCIATION = "association", _("Association or alliance")
    SERVICE_COMPANY = "service_company", _("Service company")
    OTHER = "other", _("Other")


class AuthorisingBodyKind(models.TextChoices):
    """Who may authorise a professional service institution (clause Q5)."""

    UNIVERSITY = "university", _("University")
    RESEARCH_INSTITUTE = "research_institute", _("Research institute")
    SOE_GROUP = "soe_group", _("Large central state-owned group")
    OTHER = "other", _("Another body")


class EventKind(models.TextChoices):
    PUBLICITY = "publicity", _("Publicity")
    MATCHMAKING = "matchmaking", _("Matchmaking")


class CoachingTopic(models.TextChoices):
    """What a talk with an enterprise was about (clause Q4: publicity, coaching, matchmaking)."""

    NEED = "need", _("Finding the research need")
    POLICY = "policy", _("Explaining the policy")
    MATCHING = "matching", _("Finding a laboratory")
    APPLICATION = "application", _("Writing the application")
    FOLLOW_UP = "follow_up", _("Following the project up")


class Grade(models.TextChoices):
    """The outcome of a yearly evaluation, in the office's words."""

    EXCELLENT = "excellent", _("Excellent")
    GOOD = "good", _("Good")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")


class TechnologyField(models.TextChoices):
    """The field a laboratory works in and a field centre serves."""

    GENERAL = "general", _("All fields")
    INFORMATION = "information", _("Information technology")
    BIOMEDICINE = "biomedicine", _("Biology and medicine")
    MATERIALS = "materials", _("New materials")
    INSTRUMENTS = "instruments", _("Scientific instruments")
    ENVIRONMENT = "environment", _("Energy and environment")
    DESIGN = "design", _("Industrial design")
    MANUFACTURING = "manufacturing", _("Advanced manufacturing")
    AGRICULTURE = "agriculture", _("Agriculture and rural development")
    OTHER = "other", _("Other field")
