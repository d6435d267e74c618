"""Tables of the spine's master data: listed products, enterprises and historic projects, kept by officers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import District, OrganisationKind, Role
from accounts.models import Organisation
from accounts.spreadsheets import (
    ChoiceWidget,
    CodeWidget,
    Column,
    DayWidget,
    ScopedResource,
    WholeWidget,
    YesNoWidget,
    in_chunks,
    register,
)
from applications.enums import HistoricOutcome
from applications.models import Enterprise, HistoricProject, NewTechProduct
from applications.models.applicant import INDUSTRY_CHOICES
from labs.enums import ActivityType
from policy.uscc import is_well_formed, normalise
from workflow.spreadsheets import YuanWidget


class OfficerTable(ScopedResource):
    """A table that officers bring in."""

    @classmethod
    def may_import(cls, actor) -> bool:
        return actor.role == Role.OFFICER


class NewTechProductResource(OfficerTable):
    """The published list of new technology; a row with a known list number changes that entry."""

    number = Column(
        "number",
        needed=True,
        example="XJS-2026-0001",
        hint=_("A row with a known number changes that entry."),
    )
    name = Column("name", needed=True, example="低功耗环境传感器")
    supplier = Column("supplier", needed=True, example="北京晨光微电子有限公司")
    valid_from = Column("valid_from", DayWidget(), needed=True, example="2026-01-01")
    valid_to = Column("valid_to", DayWidget(), needed=True, example="2028-12-31")

    class Meta(ScopedResource.Meta):
        model = NewTechProduct
        import_id_fields = ["number"]
        fields = ["number", "name", "supplier", "valid_from", "valid_to"]
        export_order = fields

    def get_queryset(self):
        return NewTechProduct.objects.all()

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        numbers = (str(row["number"]).strip() for row in rows)
        self.products = {
            product.number: product
            for chunk in in_chunks(numbers)
            for product in NewTechProduct.objects.filter(number__in=chunk)
        }

    def known(self, row):
        return self.products.get(str(row["number"]).strip())

    def key_of(self, row, instance):
        return instance.number

    def check(self, instance, row) -> None:
        super().check(instance, row)
        if instance.valid_to < instance.valid_from:
            words = _("The validity ends on or after the day it begins.")
            self.problem(row, "valid_to", str(words), str(_("Correct one of the two days.")))


class EnterpriseResource(OfficerTable):
    """Enterprises known to the office; a row with a known credit code changes that enterprise."""

    name = Column("organisation__name", needed=True, example="北京晨光微电子有限公司")
    uscc = Column(
        "organisation__uscc",
        CodeWidget(),
        needed=True,
        example="91110108MA0000001D",
        hint=_("A row with a known code changes that enterprise."),
    )
    district = Column("organisation__district", ChoiceWidget(District.choices), needed=True)
    address = Column("organisation__address", example="海淀区中关村大街 1 号")
    contact_name = Column("organisation__contact_name", example="张工")
    contact_phone = Column("organisation__contact_phone", example="010-60000002")
    contact_email = Column("organisation__contact_email", example="office@example.org")
    industry = Column("industry", ChoiceWidget(INDUSTRY_CHOICES), needed=True)
    staff = Column("staff", WholeWidget(0, 1_000_000), needed=True, example="35")
    revenue = Column("revenue", YuanWidget(), needed=True, example="8,000,000")
    assets = Column("assets", YuanWidget(), needed=True, example="5,000,000")
    legal_representative = Column("legal_representative", needed=True, example="张某")
    controller = Column("controller")
    registered_on = Column("registered_on", DayWidget(), example="2019-05-20")
    abnormal = Column("abnormal", YesNoWidget())

    class Meta(ScopedResource.Meta):
        model = Enterprise
        import_id_fields = ["uscc"]
        fields = [
            "name", "uscc", "district", "address", "contact_name", "contact_phone", "contact_email", "industry",
            "staff", "revenue", "assets", "legal_representative", "controller", "registered_on", "abnormal",
        ]  # fmt: skip
        export_order = fields

    def get_queryset(self):
        return Enterprise.objects.select_related("organisation")

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        codes = list(filter(None, (_code(row) for row in rows)))
        self.enterprises = {
            found.organisation.uscc: found
            for chunk in in_chunks(codes)
            for found in self.get_queryset().filter(organisation__uscc__in=chunk)
        }

    def known(self, row):
        return self.enterprises.get(_code(row))

    def key_of(self, row, instance):
        return instance.organisation.uscc

    def init_instance(self, row=None):
        return Enterprise(organisation=Organisation(kind=OrganisationKind.ENTERPRISE))

    def check(self, instance, row) -> None:
        super().check(instance, row)
        names = {column.attribute: name for name, column in self.fields.items()}
        self.check_fields(instance.organisation, row, names, "organisation__")
        if not is_well_formed(instance.organisation.uscc or ""):
            words = _("This is not a unified social credit code.")
            self.problem(row, "uscc", str(words), str(_("Copy the 18 characters from the business licence.")))

    def write_new(self, rows):
        parties = [row.organisation for row in rows]
        for party in parties:
            party.set_keys()
        Organisation.objects.bulk_create(parties)
        super().write_new(rows)

    def write_changed(self, rows):
        parties = [row.organisation for row in rows]
        for party in parties:
            party.set_keys()
        columns = (self.fields[name].attribute for name in self._places)
        names = [path.partition("__")[2] for path in columns if path.startswith("organisation__")]
        Organisation.objects.bulk_update(parties, [*names, "name_key"], batch_size=200)
        if self.changed_fields():
            super().write_changed(rows)


def _code(row: dict[str, Any]) -> str:
    return normalise(str(row.get("uscc") or ""))


class HistoricProjectResource(OfficerTable):
    """Projects decided before the portal: an archive beside the dossiers, which no step can be taken on."""

    number = Column("number", needed=True, example="2018-0123", hint=_("A known number changes that entry."))
    year = Column("year", WholeWidget(2000, 2100), needed=True, example="2018")
    title = Column("title", needed=True, example="传感器可靠性测试")
    applicant_name = Column("applicant_name", needed=True, example="北京晨光微电子有限公司")
    applicant_uscc = Column("applicant_uscc", CodeWidget(), example="91110108MA0000001D")
    laboratory_name = Column("laboratory_name", needed=True, example="北京先进材料实验室")
    activity_type = Column("activity_type", ChoiceWidget(ActivityType.choices))
    contract = Column("contract_fen", YuanWidget(), example="120,000")
    awarded = Column("awarded_fen", YuanWidget(), example="60,000")
    paid = Column("paid_fen", YuanWidget(), example="60,000")
    outcome = Column("outcome", ChoiceWidget(HistoricOutcome.choices), needed=True)
    ended_on = Column("ended_on", DayWidget(), example="2019-06-30")
    remark = Column("remark")

    class Meta(ScopedResource.Meta):
        model = HistoricProject
        import_id_fields = ["number"]
        fields = [
            "number", "year", "title", "applicant_name", "applicant_uscc", "laboratory_name", "activity_type",
            "contract", "awarded", "paid", "outcome", "ended_on", "remark",
        ]  # fmt: skip
        export_order = fields

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        numbers = (str(row["number"]).strip() for row in rows)
        self.archive = {
            found.number: found
            for chunk in in_chunks(numbers)
            for found in HistoricProject.objects.filter(number__in=chunk)
        }

    def known(self, row):
        return self.archive.get(str(row["number"]).strip())

    def key_of(self, row, instance):
        return instance.number

    def check(self, instance, row) -> None:
        super().check(instance, row)
        paid, awarded = instance.paid_fen, instance.awarded_fen
        if paid is not None and awarded is not None and paid > awarded:
            words = _("No more was paid than was awarded.")
            self.problem(row, "paid", str(words), str(_("Compare the two amounts.")))


NEW_PRODUCTS = register("new_products", NewTechProductResource)
ENTERPRISES = register("enterprises", EnterpriseResource)
HISTORIC_PROJECTS = register("historic_projects", HistoricProjectResource)
