"""Reads of laboratories in the programme's words."""

from datetime import date

from django.db.models import Q

from accounts.enums import Role
from labs.enums import ListingState as State
from workflow.models import SubjectQuerySet


class LaboratoryQuerySet(SubjectQuerySet):
    """Laboratories in the programme's words."""

    def listed(self, on: date):
        """Those that stand in the directory on a day (clause Q7)."""
        begun = self.filter(state=State.LISTED, listed_from__lte=on)
        return begun.filter(Q(listed_to__isnull=True) | Q(listed_to__gte=on))

    def offering_industrial_design(self):
        return self.filter(offers_industrial_design=True)

    def offering(self, activity_type: str):
        """Those with at least one service of an activity type."""
        offering = self.model.objects.filter(services__activity_type=activity_type)
        return self.filter(pk__in=offering.values("pk"))

    def search(self, words: str):
        """Those whose text holds every word, in any case."""
        found = self
        for word in words.lower().split()[:8]:
            found = found.filter(search_text__contains=word)
        return found

    def visible_to(self, actor):
        """Visitors see listed laboratories, keepers also their own, the office and auditors all but others' drafts."""
        if actor.is_system:
            return self.all()
        if actor.sees_everything:
            return self.exclude(state=State.DRAFT)
        seen = Q(state=State.LISTED)
        if actor.role == Role.LABORATORY:
            seen |= Q(organisation_id=actor.organisation_id)
        elif actor.role == Role.SERVICE:
            seen |= Q(reported_by__organisation_id=actor.organisation_id)
        return self.filter(seen)

    def papers_visible_to(self, actor):
        """A listed laboratory is public, its certificates and letters are not."""
        return self.visible_to(actor) if actor.sees_everything else self.kept_by(actor)

    def kept_by(self, actor):
        """Those whose data the actor keeps: the laboratory's people its own, an institution those it reports."""
        if actor.role == Role.LABORATORY:
            return self.filter(organisation_id=actor.organisation_id)
        if actor.role == Role.SERVICE:
            return self.filter(reported_by__organisation_id=actor.organisation_id)
        return self.none()

    def waiting_for(self, actor):
        """What the actor has to decide, oldest first: the institution nominates, the office admits and renews."""
        if actor.sees_everything:
            asked = Q(state=State.LISTED, renewal_asked_on__isnull=False)
            return self.filter(Q(state=State.NOMINATED) | asked).order_by("state_since", "pk")
        return self.kept_by(actor).filter(state=State.SUBMITTED).order_by("state_since", "pk")

    def by_name(self):
        return self.order_by("organisation__name_key", "pk")

    def after(self, laboratory):
        """The rows behind one row in the order of names: keyset paging."""
        key = laboratory.organisation.name_key
        behind = Q(organisation__name_key=key, pk__gt=laboratory.pk)
        return self.filter(Q(organisation__name_key__gt=key) | behind)

    def before(self, laboratory):
        """The rows in front of one row in the order of names."""
        key = laboratory.organisation.name_key
        ahead = Q(organisation__name_key=key, pk__lt=laboratory.pk)
        return self.filter(Q(organisation__name_key__lt=key) | ahead)

    def for_list(self):
        return self.select_related("organisation", "reported_by__organisation")
