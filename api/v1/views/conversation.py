"""The conversation on a project: what the caller may read of it, and one message more."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.paging import page_of
from api.parsers import BoundedJSONParser
from api.v1.base import Endpoint, created
from api.v1.filters import LIMIT, NEXT, paged
from api.v1.inputs.conversation import LetterInput
from api.v1.outputs.conversation import LetterOutput
from api.v1.views.projects import own
from applications import perms, services
from applications.conversation import files_of, messages_of
from applications.models import Project, ProjectMessage
from workflow.models import Document


def project_of(view: Endpoint, reference: str) -> Project:
    """The project, for those who take part in its conversation. Raises Http404 and NotPermitted."""
    project = own(view, reference)
    view.require(perms.can_read_conversation(project, view.actor), "read_conversation")
    return project


def letters(view: Endpoint, messages: list[ProjectMessage]) -> Any:
    """Messages with their files, from one query more."""
    files: defaultdict[int, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(files_of(messages)).order_by("pk"):
        files[document.subject_pk].append(document)
    return LetterOutput(messages, many=True, context={"actor": view.actor, "files": files}).data


class ProjectConversation(Endpoint):
    """What the parties of a project and the office write to each other."""

    def get_parsers(self) -> list:
        reads = self.request is not None and self.request.method != "POST"
        return [] if reads else [BoundedJSONParser(), MultiPartParser()]

    @extend_schema(
        operation_id="projects_conversation", parameters=[NEXT, LIMIT], responses=paged(LetterOutput)
    )
    def get(self, request: Request, reference: str) -> Response:
        """The messages that the caller may read, the newest first. Reading them here marks nothing as read."""
        project = project_of(self, reference)
        found = messages_of(project, self.actor).for_conversation(self.actor)
        rows, following = page_of(found, request)
        return Response({"results": letters(self, rows), "next": following})

    @extend_schema(
        operation_id="projects_conversation_send",
        request={"application/json": LetterInput, "multipart/form-data": LetterInput},
        responses={201: LetterOutput},
        examples=[OpenApiExample("message", value=LetterInput.example, request_only=True)],
    )
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Sends a message. It stays as it is: nobody changes or removes it."""
        project = project_of(self, reference)
        given = self.read(LetterInput).arguments()
        answered = given.pop("reply_to", None)
        if answered:
            given["reply_to"] = get_object_or_404(messages_of(project, self.actor), uuid=answered)
        sent = services.send(project, actor=self.actor, uploads=given.pop("attachments", ()), **given)
        address = reverse("v1:project_conversation", args=[project.reference])
        return created(letters(self, [sent])[0], address)


class ConversationAnswered(Endpoint):
    """A question that needs no reminder any more."""

    @extend_schema(
        operation_id="projects_conversation_answered",
        request=None,
        responses=LetterOutput,
        parameters=[OpenApiParameter("uuid", str, OpenApiParameter.PATH)],
    )
    @once
    def post(self, request: Request, reference: str, uuid: UUID) -> Response:
        """Marks a message that asks for an answer as answered; whoever asked may do so, and the office."""
        project = project_of(self, reference)
        found = messages_of(project, self.actor).for_conversation(self.actor)
        message = get_object_or_404(found, uuid=uuid)
        message.project = project
        services.mark_answered(message, actor=self.actor)
        return Response(letters(self, [found.get(pk=message.pk)])[0])


class ConversationRead(Endpoint):
    """What the caller has read."""

    @extend_schema(operation_id="projects_conversation_read", request=None, responses={204: None})
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Marks every message that the caller may read on the project as read."""
        project = project_of(self, reference)
        self.require(perms.can_write_message(project, self.actor), "mark_read")
        services.mark_read(project, actor=self.actor)
        return Response(status=204)
