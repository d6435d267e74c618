"""The words of risk signals and of on-site checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TraitKind(models.TextChoices):
    """What two files can have in common."""

    CONTROLLER = "controller", _("Actual controller")
    PERSON = "person", _("Person who acts for the party")
    PHONE = "phone", _("Contact phone")
    ADDRESS = "address", _("Address")
    ACCOUNT = "account", _("Bank account")
    TEXT = "text", _("Text of the application")
    AMOUNT = "amount", _("Amount at the same laboratory")
    SELLER = "seller", _("Seller of invoices")


PARTY_KINDS = (
    TraitKind.CONTROLLER,
    TraitKind.PERSON,
    TraitKind.PHONE,
    TraitKind.ADDRESS,
    TraitKind.ACCOUNT,
)


class Side(models.TextChoices):
    """Whose trait it is."""

    APPLICANT = "applicant", _("Applicant")
    LABORATORY = "laboratory", _("Laboratory")
    PROJECT = "project", _("Project")


class SignalKind(models.TextChoices):
    """What an officer should look at twice."""

    TIED_PARTIES = "tied_parties", _("Applicant and laboratory have something in common")
    TIED_APPLICANTS = "tied_applicants", _("Several applicants have something in common")
    SAME_TEXT = "same_text", _("The same text in another application")
    SAME_AMOUNT = "same_amount", _("The same amount again and again at one laboratory")
    ONE_SELLER = "one_seller", _("One seller's invoices in many projects")
    ODD_DATES = "odd_dates", _("Dates that hardly fit together")
    INVOICE_AGAIN = "invoice_again", _("An invoice was to be used in two projects")
    EARLIER = "earlier", _("It repeats a project from the earlier records")


class CheckResult(models.TextChoices):
    """What an on-site check found."""

    IN_ORDER = "in_order", _("In order")
    MINOR = "minor", _("Minor defects, to be mended")
    SERIOUS = "serious", _("Serious defects, to be followed up")
    NOT_POSSIBLE = "not_possible", _("The check was not possible")
