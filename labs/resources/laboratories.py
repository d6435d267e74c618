"""The table of laboratories: what a service institution reports, and what a laboratory's keepers update."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import District, OrganisationKind, Role
from accounts.models import Organisation
from accounts.spreadsheets import (
    ChoiceWidget,
    CodeWidget,
    Column,
    DayWidget,
    EmptyCodeWidget,
    ScopedResource,
    YesNoWidget,
    in_chunks,
)
from institutions.enums import TechnologyField
from institutions.models import ServiceInstitution
from labs.enums import HostKind, LabKind, LabLevel
from labs.models import Laboratory
from labs.presentation import PRESENTATION
from labs.resources.finding import Register, key
from workflow.references import new_reference

# What a listed laboratory keeps up to date by itself, and how to reach it.
PARTY = ["address", "contact_name", "contact_phone", "contact_email"]
ALWAYS_OPEN = {*PRESENTATION, *PARTY}


class LaboratoryResource(ScopedResource):
    """Laboratories; a row with a known reference, or a known name and credit code, changes that laboratory."""

    reference = Column(
        "reference",
        settled=True,
        hint=gettext_lazy("Leave it empty for a new laboratory; the portal gives the reference."),
    )
    name = Column("organisation__name", needed=True, example="北京先进材料实验室")
    uscc = Column(
        "organisation__uscc",
        EmptyCodeWidget(),
        example="",
        hint=gettext_lazy(
            "The laboratory's own code, or else the one of its host: one of the two is needed."
        ),
    )
    host_uscc = Column("host_uscc", CodeWidget(), example="121100004000000014")
    host_organisation = Column("host_organisation", example="北京先进材料研究院")
    host_kind = Column("host_kind", ChoiceWidget(HostKind.choices, default=HostKind.PLATFORM_MEMBER))
    kind = Column("kind", ChoiceWidget(LabKind.choices), needed=True)
    level = Column("level", ChoiceWidget(LabLevel.choices))
    accreditation_number = Column("accreditation_number", example="BJ-2021-017")
    accreditation_issuer = Column("accreditation_issuer", example="北京市科学技术委员会")
    accreditation_valid_to = Column("accreditation_valid_to", DayWidget(), example="2028-12-31")
    field = Column("field", ChoiceWidget(TechnologyField.choices), needed=True)
    district = Column("district", ChoiceWidget(District.choices), needed=True)
    offers_industrial_design = Column("offers_industrial_design", YesNoWidget())
    has_cma = Column("has_cma", YesNoWidget())
    cma_number = Column("cma_number", example="210012345678")
    cma_valid_to = Column("cma_valid_to", DayWidget(), example="2027-06-30")
    has_cnas = Column("has_cnas", YesNoWidget())
    cnas_number = Column("cnas_number", example="L1234")
    cnas_valid_to = Column("cnas_valid_to", DayWidget(), example="2027-06-30")
    other_capabilities = Column("other_capabilities", example="电磁兼容")
    authorises_centre = Column(
        "authorises_centre",
        YesNoWidget(),
        label=gettext_lazy("authorises the field centre"),
    )
    controller = Column("controller")
    introduction = Column("introduction", example="面向小微企业开放材料检测。")
    director = Column("director", example="王主任")
    contact = Column("contact", example="010-60000000")
    working_hours = Column("working_hours", example="周一至周五 9:00–17:00")
    address = Column("organisation__address", example="海淀区学院路 1 号")
    contact_name = Column("organisation__contact_name", example="李工")
    contact_phone = Column("organisation__contact_phone", example="010-60000001")
    contact_email = Column("organisation__contact_email", example="lab@example.org")

    class Meta(ScopedResource.Meta):
        model = Laboratory
        import_id_fields = ["name"]
        fields = [
            "reference", "name", "uscc", "host_uscc", "host_organisation", "host_kind", "kind", "level",
            "accreditation_number", "accreditation_issuer", "accreditation_valid_to", "field", "district",
            "offers_industrial_design", "has_cma", "cma_number", "cma_valid_to", "has_cnas", "cnas_number",
            "cnas_valid_to", "other_capabilities", "authorises_centre", "controller", "introduction", "director",
            "contact", "working_hours", "address", "contact_name", "contact_phone", "contact_email",
        ]  # fmt: skip
        export_order = fields

    def get_queryset(self):
        return Laboratory.objects.kept_by(self.actor).for_list()

    @classmethod
    def may_import(cls, actor) -> bool:
        """The institution its laboratories, the laboratory itself."""
        return actor.role in {Role.SERVICE, Role.LABORATORY}

    # --- which laboratory a row means -----------------------------------------------------------------------------

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        self.register = Register.of(self.actor, self.shared)
        active = ServiceInstitution.objects.active().for_list()
        self.institution = (
            active.filter(organisation_id=self.actor.organisation_id).first()
            if self.actor.role == Role.SERVICE
            else None
        )
        self.register.read_references(str(row.get("reference") or "").strip() for row in rows)
        self.register.read_names(key("", str(row.get("name") or ""))[1] for row in rows)
        codes = (key(str(row.get("uscc") or ""), "")[0] for row in rows)
        taken = Organisation.objects.of_kind(OrganisationKind.LABORATORY)
        self.taken = {
            party.uscc: party.pk
            for chunk in in_chunks(code for code in codes if code)
            for party in taken.filter(uscc__in=chunk).only("uscc")
        }

    def meant(self, row: dict[str, Any]) -> Laboratory | None:
        """The laboratory of a row, whoever keeps it."""
        reference = str(row.get("reference") or "").strip()
        if reference:
            return self.register.by_reference.get(reference)
        for column in ("uscc", "host_uscc"):
            found = self.register.by_key.get(key(str(row.get(column) or ""), str(row["name"])))
            if found is not None and str(row.get(column) or "").strip():
                return found
        return None

    def known(self, row):
        found = self.meant(row)
        return found if found is not None and found.pk and self.register.is_kept(found) else None

    def key_of(self, row, instance):
        return instance.reference or key(instance.organisation.uscc or instance.host_uscc, instance.name)

    def init_instance(self, row=None):
        party = Organisation(kind=OrganisationKind.LABORATORY)
        return Laboratory(organisation=party, reported_by=self.institution)

    # --- what may stand in a row ----------------------------------------------------------------------------------

    def import_instance(self, instance, row, **kwargs) -> None:
        reference = str(row.get("reference") or "").strip()
        if self._new and reference:
            words = _("“%(reference)s” is not a laboratory whose data you keep.") % {"reference": reference}
            self.problem(row, "reference", words, _("Leave the reference of a new laboratory empty."))
        elif self._new and (found := self.meant(row)) is not None and not self.register.is_kept(found):
            words = _("This laboratory is kept by another institution.")
            self.problem(row, "name", words, _("Take the row out; only its own keepers change it."))
        elif self._new and self.institution is None:
            words = _("Only an active service institution enters new laboratories.")
            self.problem(row, "name", words, _("Check name and credit code, or write the reference."))
        else:
            super().import_instance(instance, row, **kwargs)

    def check_change(self, instance, row, changed):
        """What decides the listing is fixed once it is handed in; the presentation is kept up to date."""
        if instance.is_being_decided and changed:
            words = _("%(name)s is being decided on and cannot be changed now.") % {
                "name": instance.reference
            }
            self.problem(
                row, changed[0], words, _("Take its submission back first, or wait for the decision.")
            )
        elif fixed := {"name", "uscc"} & set(changed):
            words = _("Name and credit code of a registered laboratory are corrected by the voucher office.")
            self.problem(row, min(fixed), words, _("Put the earlier value back: it stands in the export."))
        elif not instance.is_open_for_changes:
            for name in set(changed) - ALWAYS_OPEN:
                words = _("This value decides the listing and is fixed once the laboratory is handed in.")
                self.problem(row, name, words, _("Put the earlier value back: it stands in the export."))

    def check(self, instance, row) -> None:
        super().check(instance, row)
        party = instance.organisation
        names = {column.attribute: name for name, column in self.fields.items()}
        self.check_fields(party, row, names, "organisation__")
        if not (party.uscc or instance.host_uscc):
            words = _("The credit code is missing.")
            self.problem(row, "uscc", words, _("Enter the code of the laboratory or of its host."))
        if self._new and party.uscc and party.uscc in self.taken:
            words = _("A laboratory with this credit code is already registered.")
            self.problem(row, "uscc", words, _("Check the code and the name."))
        for mark, number in (("has_cma", "cma_number"), ("has_cnas", "cnas_number")):
            if getattr(instance, mark) and not getattr(instance, number) and number in self._places:
                self.problem(row, number, _("The number is missing."), _("Enter it, or write no before it."))
        if self._new and not self._failed:
            self.register.add(instance)

    # --- writing --------------------------------------------------------------------------------------------------

    def write_new(self, rows):
        """Parties first, then the laboratories with fresh references."""
        parties = [row.organisation for row in rows]
        for party in parties:
            party.set_keys()
        Organisation.objects.bulk_create(parties)
        for row in rows:
            row.organisation = row.organisation
            row.reference = new_reference(row.reference_prefix)
        super().write_new(rows)
        self.register.touched |= {row.pk for row in rows}

    def write_changed(self, rows):
        """The party's address and contact, and the laboratory with a new version."""
        for row in rows:
            row.version += 1
        if parties := [name for name in self._places if name in PARTY]:
            Organisation.objects.bulk_update([row.organisation for row in rows], parties, batch_size=200)
        own = [*self.changed_fields(), "version"]
        Laboratory.objects.bulk_update(rows, own, batch_size=100)
        self.remember(rows, update=True)
        self.register.touched |= {row.pk for row in rows}

    def finish(self) -> None:
        """The catalogue finds what was taken in."""
        self.register.refresh()
