"""The table of served enterprises; it holds the rows of the importing institution only."""

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.spreadsheets import CodeWidget, Column, ScopedResource, register
from institutions import perms
from institutions.models import RecommendingInstitution, ServedEnterprise


class ServedEnterpriseResource(ScopedResource):
    """Name and credit code; a row with a known code changes that enterprise's name."""

    name = Column("name", needed=True, example="北京晨光微电子有限公司")
    uscc = Column(
        "uscc",
        CodeWidget(),
        needed=True,
        example="91110108MA0000001D",
        hint=gettext_lazy("18 characters. A row with a known code changes that enterprise."),
    )

    class Meta(ScopedResource.Meta):
        model = ServedEnterprise
        import_id_fields = ["uscc"]
        fields = ["name", "uscc"]
        export_order = fields

    @classmethod
    def may_import(cls, actor) -> bool:
        """A recommending institution, while nobody decides on its dossier."""
        institution = _own(actor)
        return institution is not None and perms.can_keep_roster(institution, actor)

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        self.institution = _own(self.actor)
        own = ServedEnterprise.objects.filter(institution=self.institution)
        self.enterprises = {row.uscc: row for row in own}

    def known(self, row):
        return self.enterprises.get("".join(str(row["uscc"]).split()).upper())

    def key_of(self, row, instance):
        return instance.uscc

    def after_init_instance(self, instance, new, row, **kwargs):
        """A new row belongs to the importing institution, whatever the table says."""
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.institution = self.institution


def _own(actor) -> RecommendingInstitution | None:
    if actor.role != Role.RECOMMENDER:
        return None
    return RecommendingInstitution.objects.filter(organisation_id=actor.organisation_id).first()


SERVED_ENTERPRISES = register("served_enterprises", ServedEnterpriseResource)
