"""Needs: list, page and drafts; each reader as much as concerns them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.paging import page_of
from api.v1.base import Endpoint, created, in_words_of
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.inputs.needs import NeedChanges, NeedInput
from api.v1.outputs.needs import NeedOutput, NeedRow
from api.v1.views.steps import StepEndpoint
from applications.enums import State
from applications.models import Project
from matching import perms, services
from matching.enums import NeedState
from matching.listing import READERS, SIDES, own_invitations, row_of
from matching.models import Need
from workflow.errors import Unfit


class NeedListFilter(Filter):
    """Which needs of those the caller may see."""

    state = serializers.ChoiceField(choices=NeedState.choices, required=False)
    waiting = serializers.BooleanField(
        required=False, default=False, help_text="Only those in which the caller's side has the next word."
    )


class Needs(Endpoint):
    """The needs that the caller may see."""

    refuses_input = True

    @extend_schema(
        operation_id="needs_list", parameters=[NeedListFilter, NEXT, LIMIT], responses=paged(NeedRow)
    )
    def get(self, request: Request) -> Response:
        """The newest first, a keyset page at a time."""
        actor = self.actor
        self.require(actor.role in READERS, "needs")
        asked = NeedListFilter.of(request).validated_data
        found = Need.objects.waiting_for(actor) if asked["waiting"] else Need.objects.visible_to(actor)
        if "state" in asked:
            found = found.filter(state=asked["state"])
        needs, following = page_of(found.for_list(), request)
        own = own_invitations(needs, actor)
        rows = {need.pk: row_of(need, actor, own.get(need.pk, [])) for need in needs}
        context = {"rows": rows, "is_side": actor.role in SIDES}
        return Response({"results": NeedRow(needs, many=True, context=context).data, "next": following})

    @extend_schema(
        operation_id="needs_create",
        request=NeedInput,
        responses={201: NeedOutput},
        examples=[OpenApiExample("need", value=NeedInput.example, request_only=True)],
    )
    @once
    def post(self, request: Request) -> Response:
        """Keeps a draft of the caller's organisation; nobody else reads it before it is published."""
        self.require(perms.can_start(self.actor), "describe")
        given = self.read(NeedInput)
        more = given.validated_data
        try:
            need = services.describe(
                actor=self.actor,
                content=given.content(),
                project=self._draft(more["project"]) if "project" in more else None,
                laboratory=more.get("laboratory"),
            )
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return created(page(self, need.reference), reverse("v1:need", args=[need.reference]))

    def _draft(self, reference: str) -> Project:
        """The caller's own draft application. Raises Unfit."""
        mine = Project.objects.visible_to(self.actor).in_state(State.DRAFT)
        found = mine.filter(reference=reference).first()
        if found is None:
            words = _("Name a draft application of your own.")
            raise Unfit(words, {"project": words})
        return found


def page(view: Endpoint, reference: str) -> dict[str, Any]:
    """The need as the caller may read it now. Raises Http404."""
    need = view.visible(Need.objects.for_page(), reference=reference)
    return NeedOutput(need, context={"actor": view.actor}).data


class NeedDetail(Endpoint):
    """One need."""

    @extend_schema(operation_id="needs_read", responses=NeedOutput)
    def get(self, request: Request, reference: str) -> Response:
        """What is needed, the laboratories with their reasons and answers, and what the caller can do now."""
        return Response(page(self, reference))

    @extend_schema(
        operation_id="needs_update",
        request=NeedChanges,
        responses=NeedOutput,
        examples=[OpenApiExample("change", value=NeedChanges.example, request_only=True)],
    )
    def patch(self, request: Request, reference: str) -> Response:
        """Changes a draft. A version that is no longer the present one is 409, as is a need that is published."""
        need = self.visible(Need.objects.for_page(), reference=reference)
        self.require(perms.is_applicant(need, self.actor), "save_need")
        given = self.read(NeedChanges)
        try:
            services.save_need(
                need, actor=self.actor, version=given.validated_data["version"], content=given.content()
            )
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return Response(page(self, reference))


class NeedStep(StepEndpoint):
    """A step of a need."""

    noun = "need"
    model = Need

    def queryset(self) -> QuerySet:
        return Need.objects.for_page()
