"""Who plays: invented people, enterprises, institutions and laboratories, all marked as demonstration."""

from dataclasses import dataclass, field

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation, User
from applications import services as applications
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from review import services as review

PASSWORD = "demo-voucher-2026"  # noqa: S105 (printed at every start; the demonstration has no secrets)
DOMAIN = "demo.example"
WAN = 1_000_000

# (e-mail, name, name of the enterprise, industry, staff, revenue in 万元, assets in 万元, credit code body)
ENTERPRISES = [
    ("applicant", "林晓雨", "北京示例云帆软件有限公司", "software", 9, 48, 120, "91110108MA000000"),
    ("applicant2", "陈立新", "北京示例青禾生物技术有限公司", "other", 26, 310, 560, "91110114MA000000"),
    ("applicant3", "赵海", "北京示例锐锋精密制造有限公司", "industry", 45, 1250, 2100, "91110115MA000000"),
    ("applicant4", "孙悦", "北京示例清源环境科技有限公司", "other", 12, 180, 260, "91110105MA000000"),
    ("applicant5", "何佳", "北京示例智联传感有限公司", "industry", 33, 900, 1400, "91110112MA000000"),
]
OFFICE = [
    ("officer", "王思远", Role.OFFICER),
    ("officer2", "刘倩", Role.OFFICER),
    ("approver", "张国庆", Role.APPROVER),
    ("approver2", "马晓红", Role.APPROVER),
    ("finance", "吴敏", Role.FINANCE),
    ("finance2", "韩蕾", Role.FINANCE),
    ("auditor", "郑审", Role.AUDITOR),
]
EXPERTS = [
    ("expert", "钱教授", "示例科技大学材料学院", "materials"),
    ("expert2", "冯研究员", "示例科学院信息所", "information"),
    ("expert3", "褚教授", "示例农业大学", "agriculture"),
    ("expert4", "卫高工", "示例检测认证中心", "instruments"),
    ("expert5", "蒋教授", "示例工业大学设计学院", "design"),
]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class Cast:
    """Everybody who plays, as actors."""

    applicants: list[Actor] = field(default_factory=list)
    team: Actor = field(init=False)
    recommender: Actor = field(init=False)
    colleague: Actor = field(init=False)
    institution: RecommendingInstitution = field(init=False)
    service: Actor = field(init=False)
    service_institution: ServiceInstitution = field(init=False)
    centre: Actor = field(init=False)
    field_centre: ServiceInstitution = field(init=False)
    laboratories: list[Laboratory] = field(default_factory=list)
    lab_people: list[Actor] = field(default_factory=list)
    office: dict[str, Actor] = field(default_factory=dict)
    experts: list = field(default_factory=list)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["office"][name]
        except KeyError:
            raise AttributeError(name) from None


def credit_code(body: str) -> str:
    """A credit code with its check character (GB 32100-2015) for 16 or 17 given characters."""
    body = body.ljust(17, "0")
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + ALPHABET[-total % 31]


def person(email: str, name: str) -> User:
    """A person who can sign in with the demonstration's password."""
    user = User.objects.create_user(f"{email}@{DOMAIN}", PASSWORD, name=name)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def act(user: User, organisation: Organisation, role: str) -> Actor:
    """The person in a role of an organisation."""
    membership, _new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    return Actor.of(membership)


def office(cast: Cast) -> None:
    """The voucher office with its people, the register of experts and the auditor."""
    party = Organisation.objects.create(
        kind=OrganisationKind.OFFICE,
        name="首都科技创新券管理办公室（演示）",
        district="haidian",
        contact_phone="010-00000000",
    )
    for email, name, role in OFFICE:
        cast.office[email] = act(person(email, name), party, role)
    for email, name, unit, subject in EXPERTS:
        cast.experts.append(review.register_expert(user=person(email, name), unit=unit, field=subject))


def applicants(cast: Cast) -> None:
    """Five enterprises, and a start-up team whose leader also acts for the first enterprise."""
    for number, (email, name, title, industry, staff, revenue, assets, body) in enumerate(
        ENTERPRISES, start=1
    ):
        user = person(email, name)
        party = {
            "name": title,
            "uscc": credit_code(f"{body}{number}"),
            "district": "haidian",
            "address": f"海淀区示例路{number}号",
            "contact_name": name,
            "contact_phone": f"1380000000{number}",
            "contact_email": user.email,
            "bank_name": "示例银行中关村支行",
            "bank_account_name": title,
            "bank_account": f"6200 0000 0000 000{number}",
        }
        profile = {
            "industry": industry,
            "staff": staff,
            "revenue": revenue * WAN,
            "assets": assets * WAN,
            "legal_representative": name,
            "controller": name,
        }
        cast.applicants.append(
            Actor.of(applications.register_enterprise(user=user, party=party, profile=profile))
        )
    leader = cast.applicants[0].user
    party = {
        "name": "“微光”柔性传感创业团队（演示）",
        "district": "haidian",
        "contact_name": leader.name,
        "contact_phone": "13800000001",
        "contact_email": leader.email,
    }
    profile = {
        "leader_name": leader.name,
        "leader_id_number": "110108199001010000",
        "incubator": "示例海淀创新孵化器",
    }
    cast.team = Actor.of(applications.register_team(user=leader, party=party, profile=profile))
