"""Projects: list, dossier, drafts and their documents."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.v1.base import Endpoint, created, in_words_of
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.inputs.drafts import CONTRACT_KINDS, DocumentInput, DraftInput, PurchasesInput, StartInput
from api.v1.outputs.dossier import DocumentOutput
from api.v1.outputs.project import ROW, ProjectOutput, ProjectRow, labels_for
from applications import perms, services
from applications.enums import State
from applications.models import Project
from applications.services.drafts import editable_fields
from applications.services.lookup import edition_of
from contracts.services import keep_upload
from review.facts import REPORT_KINDS
from review.services import attach_report_document
from workflow.errors import Unfit, WrongState
from workflow.models import Document
from workflow.views import document as download

FIXED_PURCHASES = _("The purchases of this project cannot be changed now.")


class ProjectFilter(Filter):
    """Which projects of those the caller may see."""

    state = serializers.MultipleChoiceField(
        choices=State.choices, required=False, help_text="One or several: `?state=noticed&state=awarded`."
    )
    q = serializers.CharField(
        required=False, max_length=80, help_text="Words in reference, title, parties; or a credit code."
    )
    call = serializers.CharField(required=False, max_length=40, help_text="Code of a call.")
    changed_since = serializers.DateTimeField(required=False, help_text="Only those with a step since then.")

    def narrow(self, queryset: QuerySet) -> QuerySet:
        """The queryset under what was asked for."""
        asked = self.validated_data
        if asked.get("state"):
            queryset = queryset.filter(state__in=asked["state"])
        if "q" in asked:
            queryset = queryset.search(asked["q"].strip())
        if "call" in asked:
            queryset = queryset.filter(call__code=asked["call"])
        if "changed_since" in asked:
            queryset = queryset.filter(state_since__gte=asked["changed_since"])
        return queryset


class Projects(Endpoint):
    """The projects that the caller may see."""

    refuses_input = True

    @extend_schema(
        operation_id="projects_list", parameters=[ProjectFilter, NEXT, LIMIT], responses=paged(ProjectRow)
    )
    def get(self, request: Request) -> Response:
        """The newest first, a keyset page at a time."""
        asked = ProjectFilter.of(request)
        rows = asked.narrow(Project.objects.visible_to(self.actor)).values(*ROW)
        return self.page(rows, ProjectRow, label=labels_for(self.actor))

    @extend_schema(
        operation_id="projects_create",
        request=StartInput,
        responses={201: ProjectOutput},
        examples=[OpenApiExample("start", value=StartInput.example, request_only=True)],
    )
    @once
    def post(self, request: Request) -> Response:
        """Starts a draft of the caller's organisation in an open call."""
        given = self.read(StartInput)
        project = services.start_project(actor=self.actor, **given.arguments())
        address = reverse("v1:project", args=[project.reference])
        return created(dossier(self, project.reference), address)


def own(view: Endpoint, reference: str) -> Project:
    """A project with its parties, if the caller may see it. Raises Http404."""
    return view.visible(Project.objects.with_parties(), reference=reference)


def dossier(view: Endpoint, reference: str) -> dict[str, Any]:
    """The whole dossier as the caller may read it now."""
    return ProjectOutput(own(view, reference), context={"actor": view.actor}).data


class ProjectDetail(Endpoint):
    """One project."""

    @extend_schema(operation_id="projects_read", responses=ProjectOutput)
    def get(self, request: Request, reference: str) -> Response:
        """The whole dossier: content, money, documents, corrections, events, and what the caller can do now."""
        return Response(dossier(self, reference))

    @extend_schema(
        operation_id="projects_update",
        request=DraftInput,
        responses=ProjectOutput,
        examples=[OpenApiExample("draft", value=DraftInput.example, request_only=True)],
    )
    def patch(self, request: Request, reference: str) -> Response:
        """Changes a draft, or what was asked to be corrected. A version that is no longer the present one is 409."""
        project = own(self, reference)
        self.require(perms.can_edit(project, self.actor), "save_draft")
        given = self.read(DraftInput, parameters=edition_of(project).typed, editable=editable_fields(project))
        try:
            services.save_draft(
                project,
                actor=self.actor,
                version=given.validated_data["version"],
                content=given.written(),
            )
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return Response(dossier(self, reference))


class ProjectPurchases(Endpoint):
    """The planned purchases of listed new technology and products."""

    @extend_schema(operation_id="projects_purchases", request=PurchasesInput, responses=ProjectOutput)
    def put(self, request: Request, reference: str) -> Response:
        """Replaces every planned purchase of a draft."""
        project = own(self, reference)
        self.require(perms.can_edit(project, self.actor), "save_draft")
        given = self.read(PurchasesInput)
        if "purchases" not in editable_fields(project):
            raise WrongState(str(FIXED_PURCHASES))
        services.save_draft(
            project,
            actor=self.actor,
            version=given.validated_data["version"],
            content={},
            purchases=given.lines(),
        )
        return Response(dossier(self, reference))


class ProjectDocuments(Endpoint):
    """The files of a project."""

    def get_parsers(self) -> list:
        return [MultiPartParser()] if self.request is None or self.request.method == "POST" else []

    @extend_schema(operation_id="projects_documents", responses=DocumentOutput(many=True))
    def get(self, request: Request, reference: str) -> Response:
        """The current files; those that a newer one replaced are left out."""
        found = Document.objects.of(own(self, reference)).current()
        return Response(DocumentOutput(found, many=True).data)

    @extend_schema(
        operation_id="projects_upload",
        request={"multipart/form-data": DocumentInput},
        responses={201: DocumentOutput},
    )
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Stores a file of the application, of the contract or of the closing report, by its kind."""
        project = own(self, reference)
        given = self.read(DocumentInput).validated_data
        attach = services.attach_document
        if given["kind"] in CONTRACT_KINDS:
            attach = keep_upload
        elif given["kind"] in REPORT_KINDS:
            attach = attach_report_document
        document = attach(project, given["file"], kind=given["kind"], actor=self.actor)
        data = DocumentOutput(document).data
        return created(data, data["url"])


class DocumentFile(Endpoint):
    """The content of one file."""

    @extend_schema(
        operation_id="documents_download",
        responses={(200, "application/octet-stream"): bytes},
        parameters=[OpenApiParameter("uuid", str, OpenApiParameter.PATH)],
    )
    def get(self, request: Request, uuid) -> Any:
        """The file itself, if the dossier it belongs to is visible to the caller."""
        request.actor = self.actor
        return download(request, uuid)
