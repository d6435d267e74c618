"""The words for parties and for the roles in which people act."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("Enterprise")
    TEAM = "team", _("Start-up team")
    RECOMMENDING = "recommending", _("Recommending institution")
    SERVICE = "service", _("Professional service institution")
    LABORATORY = "laboratory", _("Open laboratory")
    OFFICE = "office", _("Voucher office")


class Role(models.TextChoices):
    APPLICANT = "applicant", _("Applicant")
    RECOMMENDER = "recommender", _("Recommending institution")
    SERVICE = "service", _("Professional service institution")
    LABORATORY = "laboratory", _("Laboratory")
    OFFICER = "officer", _("Voucher office: officer")
    APPROVER = "approver", _("Voucher office: second approver")
    FINANCE = "finance", _("Voucher office: finance")
    EXPERT = "expert", _("Expert")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM = "system", _("System")


OFFICE_ROLES = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE})

# Which roles a person may hold in which kind of party.
ROLES_OF_KIND = {
    OrganisationKind.ENTERPRISE: {Role.APPLICANT},
    OrganisationKind.TEAM: {Role.APPLICANT},
    OrganisationKind.RECOMMENDING: {Role.RECOMMENDER},
    OrganisationKind.SERVICE: {Role.SERVICE},
    OrganisationKind.LABORATORY: {Role.LABORATORY},
    OrganisationKind.OFFICE: {
        Role.OFFICER,
        Role.APPROVER,
        Role.FINANCE,
        Role.EXPERT,
        Role.AUDITOR,
    },
}


class District(models.TextChoices):
    """The sixteen districts of Beijing and, for parties from elsewhere, one more."""

    DONGCHENG = "dongcheng", _("Dongcheng")
    XICHENG = "xicheng", _("Xicheng")
    CHAOYANG = "chaoyang", _("Chaoyang")
    FENGTAI = "fengtai", _("Fengtai")
    SHIJINGSHAN = "shijingshan", _("Shijingshan")
    HAIDIAN = "haidian", _("Haidian")
    MENTOUGOU = "mentougou", _("Mentougou")
    FANGSHAN = "fangshan", _("Fangshan")
    TONGZHOU = "tongzhou", _("Tongzhou")
    SHUNYI = "shunyi", _("Shunyi")
    CHANGPING = "changping", _("Changping")
    DAXING = "daxing", _("Daxing")
    HUAIROU = "huairou", _("Huairou")
    PINGGU = "pinggu", _("Pinggu")
    MIYUN = "miyun", _("Miyun")
    YANQING = "yanqing", _("Yanqing")
    ELSEWHERE = "elsewhere", _("Outside the city")


class ImportStage(models.TextChoices):
    """How far a table on its way into the portal has come."""

    WAITING = "waiting", _("Waiting to be checked")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Ready to be taken in")
    REFUSED = "refused", _("To be corrected")
    CONFIRMED = "confirmed", _("Waiting to be taken in")
    WRITING = "writing", _("Being taken in")
    DONE = "done", _("Taken in")
    BROKEN = "broken", _("Stopped by a fault")
