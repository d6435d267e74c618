"""One address per step: GET asks the rules, POST takes the step."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField

from api.idempotency import once
from api.parsers import BoundedJSONParser
from api.v1.base import Endpoint, in_words_of
from api.v1.outputs.dossier import CheckOutput, TakenOutput, event_rows, step_rows
from api.v1.outputs.project import labels_for
from api.v1.transitions import Step
from applications.models import Project
from institutions.models import RecommendingInstitution, ServiceInstitution
from institutions.models.accreditation import Accreditation
from labs.models import Laboratory
from workflow.door import require_step
from workflow.errors import Unfit
from workflow.models import Event, Subject


class StepEndpoint(Endpoint):
    """A step of one machine; `urls.py` gives each its name and its row of `transitions.py`."""

    step: Step | None = None
    name = ""
    noun = ""
    model: type[Subject]

    def get_parsers(self) -> list:
        """JSON, and forms where the input can carry a file."""
        fields = self.step.input().fields.values() if self.step else []
        takes_file = any(isinstance(field, FileField) for field in fields)
        return [BoundedJSONParser(), MultiPartParser()] if takes_file else [BoundedJSONParser()]

    def find(self, reference: str) -> Any:
        """The dossier, if the caller may see it. Raises Http404."""
        return self.visible(self.queryset(), reference=reference)

    def queryset(self) -> QuerySet:
        return self.model._default_manager.all()

    def label(self) -> Any:
        """The words of the button."""
        return next(t.custom["label"] for t in self.model().transitions() if t.name == self.name)

    @extend_schema(responses=CheckOutput)
    def get(self, request: Request, reference: str) -> Response:
        """Whether the caller can take the step now, and what the rules would say. Nothing is changed."""
        subject = self.find(reference)
        transition = require_step(subject, self.name, self.actor)
        found = self.step.dry_run(subject, self.actor) if self.step.dry_run else None
        answer = {
            "name": self.name,
            "label": transition.custom["label"],
            "gate": transition.custom["gate"],
            "findings": found.as_json() if found is not None else None,
        }
        return Response(CheckOutput(answer).data)

    @extend_schema(responses=OpenApiResponse(TakenOutput, description="The step was taken."))
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Takes the step: state is asked before permission, permission before input, input before rules."""
        subject = self.find(reference)
        require_step(subject, self.name, self.actor)
        given = self.read(self.step.input, subject=subject)
        try:
            self.step.take(subject, actor=self.actor, **given.arguments())
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return Response(self.taken(self.queryset().get(pk=subject.pk)))

    def taken(self, subject: Any) -> dict[str, Any]:
        """Where the dossier now stands, and its last event."""
        last = Event.objects.of(subject).select_related("actor", "on_behalf_of").reverse()[:1]
        [event] = event_rows(subject, list(last), self.actor)
        return {
            "reference": subject.reference,
            "state": subject.state,
            "state_label": self.state_label(subject),
            "version": subject.version,
            "event": event,
            "available_steps": step_rows(subject, self.actor, self.noun),
        }

    def state_label(self, subject: Any) -> str:
        return str(subject.get_state_display())


class ProjectStep(StepEndpoint):
    """A step of a project."""

    noun = "project"
    model = Project

    def queryset(self) -> QuerySet:
        return Project.objects.with_parties()

    def state_label(self, subject: Project) -> str:
        return labels_for(self.actor)(subject.state)


class LaboratoryStep(StepEndpoint):
    """A step of a laboratory's listing."""

    noun = "laboratory"
    model = Laboratory

    def queryset(self) -> QuerySet:
        return Laboratory.objects.for_list()


class InstitutionStep(StepEndpoint):
    """A step of an institution's accreditation; the reference says of which kind."""

    noun = "institution"
    model = RecommendingInstitution

    def find(self, reference: str) -> Accreditation:
        self.model = institution_model(reference)
        return super().find(reference)

    def queryset(self) -> QuerySet:
        return self.model._default_manager.select_related("organisation")

    def label(self) -> Any:
        """Some steps belong to one kind of institution only."""
        found = [*RecommendingInstitution().transitions(), *ServiceInstitution().transitions()]
        return next(t.custom["label"] for t in found if t.name == self.name)


def institution_model(reference: str) -> type[Accreditation]:
    """Which kind of institution a reference names."""
    is_service = reference.startswith(f"{ServiceInstitution.reference_prefix}-")
    return ServiceInstitution if is_service else RecommendingInstitution
