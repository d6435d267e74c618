"""Tables of the spine's master data."""

from accounts.spreadsheets import ScopedResource
from applications.models import NewTechProduct


class NewTechProductResource(ScopedResource):
    """The published list of new technology; a row with a known list number changes that entry."""

    class Meta(ScopedResource.Meta):
        model = NewTechProduct
        import_id_fields = ["number"]
        fields = ["number", "name", "supplier", "valid_from", "valid_to"]
        export_order = fields

    def get_queryset(self):
        return NewTechProduct.objects.all()
