"""The words for laboratories, their hosts, their listing and their instruments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("With the service institution")
    NOMINATED = "nominated", _("Nominated")
    LISTED = "listed", _("Listed")
    RETURNED = "returned", _("Returned for correction")
    REJECTED = "rejected", _("Rejected")
    SUSPENDED = "suspended", _("Suspended")
    DELISTED = "delisted", _("No longer listed")


class LabKind(models.TextChoices):
    """The four kinds that clause Q7 names."""

    KEY_LAB = "key_lab", _("Key laboratory")
    ENGINEERING_CENTER = "engineering_center", _("Engineering technology research centre")
    DESIGN_CENTER = "design_center", _("Design innovation centre")
    PUBLIC_SERVICE = "public_service", _("Public service institution")


class LabLevel(models.TextChoices):
    NATIONAL = "national", _("National level")
    MUNICIPAL = "municipal", _("Municipal level")


class HostKind(models.TextChoices):
    """How the laboratory's host stands to the platform, which decides its way into the directory (clause Q5)."""

    PLATFORM_MEMBER = "platform_member", _("University, institute or group on the platform")
    OUTSIDE_PLATFORM = "outside_platform", _("University or institute not on the platform")
    PRIVATE_ENTERPRISE = "private_enterprise", _("Private enterprise")


class InstrumentStatus(models.TextChoices):
    IN_SERVICE = "in_service", _("In service")
    UNDER_REPAIR = "under_repair", _("Under repair")
    RETIRED = "retired", _("Retired")


class ActivityType(models.TextChoices):
    """The five activities that clause Q1 names; an edition may bring more, hence no choices on the column."""

    TESTING = "testing", _("Testing and inspection")
    JOINT_RD = "joint_rd", _("Cooperative R&D")
    COMMISSIONED_DEV = "commissioned_dev", _("Commissioned development")
    RD_DESIGN = "rd_design", _("R&D design")
    TECH_SOLUTION = "tech_solution", _("Technical solution")
