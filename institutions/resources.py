"""The table of served enterprises; it holds the rows of the importing institution only."""

from import_export.fields import Field

from accounts.spreadsheets import ScopedResource
from institutions.models import RecommendingInstitution, ServedEnterprise
from policy.uscc import normalise


class ServedEnterpriseResource(ScopedResource):
    """Name and credit code; a row with a known code changes that enterprise's name."""

    uscc = Field(attribute="uscc", column_name="uscc")

    class Meta(ScopedResource.Meta):
        model = ServedEnterprise
        import_id_fields = ["uscc"]
        fields = ["name", "uscc"]
        export_order = fields

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.institution = RecommendingInstitution.objects.filter(
            organisation_id=self.actor.organisation_id
        ).first()

    def before_import_row(self, row, **kwargs):
        row["uscc"] = normalise(str(row.get("uscc") or ""))

    def after_init_instance(self, instance, new, row, **kwargs):
        """A new row belongs to the importing institution, whatever the table says."""
        if new:
            instance.institution = self.institution
