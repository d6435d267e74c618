"""Expert review: who can be asked, who is asked, and what they answer."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Input
from api.idempotency import once
from api.v1.base import Endpoint, created, in_words_of
from api.v1.filters import LIMIT, NEXT, paged
from api.v1.inputs.review import (
    ConflictInput,
    InvitationRefusal,
    OpinionInput,
    PanelInput,
    ReplacementInput,
)
from api.v1.outputs.rows import AssignmentOutput, ExpertOutput
from api.v1.views.projects import own
from review import services
from review.models import Assignment, Expert
from workflow.errors import Unfit

EXPERT_ROW = ("pk", "user__name", "unit", "title", "field")


class Experts(Endpoint):
    """The register of experts."""

    refuses_input = True

    @extend_schema(operation_id="experts_list", parameters=[NEXT, LIMIT], responses=paged(ExpertOutput))
    def get(self, request: Request) -> Response:
        """The experts who can be asked; only the office and auditors read who they are."""
        self.require(self.actor.sees_everything, "experts")
        return self.page(Expert.objects.available().values(*EXPERT_ROW), ExpertOutput)


class Assignments(Endpoint):
    """Invitations of experts."""

    refuses_input = True

    @extend_schema(
        operation_id="assignments_list", parameters=[NEXT, LIMIT], responses=paged(AssignmentOutput)
    )
    def get(self, request: Request) -> Response:
        """An expert's own invitations; the office and auditors read all of them."""
        rows = Assignment.objects.visible_to(self.actor).select_related("project", "expert__user")
        return self.page(rows, AssignmentOutput, actor=self.actor)


class AssignmentEndpoint(Endpoint):
    """One invitation and what is done with it."""

    def find(self, number: int) -> Assignment:
        """The invitation, if the caller may see it. Raises Http404."""
        return self.visible(Assignment.objects.select_related("project", "expert__user"), pk=number)

    def answer(self, assignment: Assignment) -> dict[str, Any]:
        return AssignmentOutput(assignment, context={"actor": self.actor}).data

    def act(self, service: Any, number: int, serializer: type[Input]) -> Response:
        """Makes the one service call and answers with the invitation as it now stands."""
        assignment = self.find(number)
        given = self.read(serializer)
        try:
            service(assignment, actor=self.actor, **given.arguments())
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return Response(self.answer(self.find(number)))


class AssignmentDetail(AssignmentEndpoint):
    """One invitation."""

    @extend_schema(operation_id="assignments_read", responses=AssignmentOutput)
    def get(self, request: Request, number: int) -> Response:
        """What was asked, by when, and the answer so far."""
        return Response(self.answer(self.find(number)))


class AssignmentDeclaration(AssignmentEndpoint):
    """The declaration on conflicts of interest."""

    @extend_schema(operation_id="assignments_declare", request=ConflictInput, responses=AssignmentOutput)
    @once
    def post(self, request: Request, number: int) -> Response:
        """Declares whether a conflict of interest exists; without one the file opens to the expert."""
        return self.act(services.declare_conflict, number, ConflictInput)


class AssignmentRefusal(AssignmentEndpoint):
    """The refusal of an invitation."""

    @extend_schema(operation_id="assignments_decline", request=InvitationRefusal, responses=AssignmentOutput)
    @once
    def post(self, request: Request, number: int) -> Response:
        """Gives no opinion; the office asks somebody else."""
        return self.act(services.decline_invitation, number, InvitationRefusal)


class AssignmentOpinion(AssignmentEndpoint):
    """The opinion."""

    @extend_schema(
        operation_id="assignments_opinion",
        request=OpinionInput,
        responses=AssignmentOutput,
        examples=[OpenApiExample("opinion", value=OpinionInput.example, request_only=True)],
    )
    @once
    def post(self, request: Request, number: int) -> Response:
        """Gives the opinion for good, with reasons whichever way it goes."""
        return self.act(services.submit_opinion, number, OpinionInput)


class AssignmentReplacement(AssignmentEndpoint):
    """The replacement of an expert."""

    @extend_schema(
        operation_id="assignments_replace", request=ReplacementInput, responses={201: AssignmentOutput}
    )
    @once
    def post(self, request: Request, number: int) -> Response:
        """Asks another expert instead of one who declined, has a conflict or does not answer."""
        assignment = self.find(number)
        given = self.read(ReplacementInput).arguments()
        return created(self.answer(services.replace_expert(assignment, actor=self.actor, **given)))


class ProjectAssessment(Endpoint):
    """The assessment of an application before the award."""

    @extend_schema(
        operation_id="projects_assessment", request=PanelInput, responses={201: AssignmentOutput(many=True)}
    )
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Asks experts to score an endorsed application; the scores stand on the project once all are in."""
        project = own(self, reference)
        rows = services.start_assessment(project, actor=self.actor, **self.read(PanelInput).arguments())
        return created(AssignmentOutput(rows, many=True, context={"actor": self.actor}).data)
