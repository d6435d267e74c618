"""Tables of the spine's master data: listed products, enterprises and historic projects, kept by officers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.spreadsheets import Column, DayWidget, ScopedResource, in_chunks, register
from applications.models import NewTechProduct


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


NEW_PRODUCTS = register("new_products", NewTechProductResource)
