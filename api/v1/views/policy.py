"""The rules: editions, the facts that each chapter needs, and the evaluator."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.schema import FindingOutput
from api.v1.base import PublicEndpoint
from api.v1.outputs.rows import EditionDetail, EditionOutput
from policy.evaluation import evaluate
from policy.facts import CHAPTERS, from_json, schema
from policy.models import Edition
from policy.services import NoEditionError, parameters_for
from workflow.errors import Unfit

EDITION_ROW = ("code", "title", "valid_from", "published_at")
EXAMPLE = {"original_actor_id": "7", "actor_id": "7", "reason": "Taken for the wrong project."}


class Editions(PublicEndpoint):
    """The editions of the rules."""

    @extend_schema(operation_id="policy_editions", responses=EditionOutput(many=True))
    def get(self, request: Request) -> Response:
        """Every published edition, the newest first."""
        return Response(EditionOutput(published().values(*EDITION_ROW), many=True).data)


def published():
    """The editions that everybody may read; drafts are the office's own matter."""
    return Edition.objects.published().newest_first()


class EditionRead(PublicEndpoint):
    """One edition."""

    @extend_schema(operation_id="policy_edition", responses=EditionDetail)
    def get(self, request: Request, code: str) -> Response:
        """An edition with every figure of the programme and where it comes from."""
        edition = published().filter(code=code).first()
        if edition is None:
            raise Http404
        return Response(EditionDetail(edition).data)


class Chapters(PublicEndpoint):
    """The chapters of the rules."""

    @extend_schema(
        operation_id="policy_chapters", responses={200: {"type": "array", "items": {"type": "string"}}}
    )
    def get(self, request: Request) -> Response:
        """Their names, in the order of a project's life."""
        return Response(list(CHAPTERS))


class ChapterEndpoint(PublicEndpoint):
    """An address of one chapter."""

    def known(self, chapter: str) -> str:
        """The name of the chapter. Raises Http404."""
        if chapter not in CHAPTERS:
            raise Http404
        return chapter


class ChapterSchema(ChapterEndpoint):
    """The facts that a chapter needs."""

    @extend_schema(operation_id="policy_chapter_schema", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, chapter: str) -> Response:
        """The JSON Schema (draft 2020-12) of the facts of a chapter; amounts in fen."""
        return Response(schema(self.known(chapter)))


class ChapterEvaluation(ChapterEndpoint):
    """The evaluator, the same as `manage.py evaluate`."""

    @extend_schema(
        operation_id="policy_evaluate",
        parameters=[
            OpenApiParameter("edition", str, description="Code of an edition; default: in force today.")
        ],
        request=OpenApiTypes.OBJECT,
        responses=FindingOutput(many=True),
        examples=[OpenApiExample("counter", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request, chapter: str) -> Response:
        """Judges facts by the rules of a chapter. Nothing is stored; facts that cannot be used are 422."""
        facts = from_json(self.known(chapter), request.data)
        findings = evaluate(chapter, facts, self.parameters(request.query_params.get("edition")))
        return Response(findings.as_json())

    def parameters(self, code: str | None) -> Any:
        """The parameters of a published edition, or of the one in force. Raises Unfit."""
        if code and code not in set(published().values_list("code", flat=True)):
            words = f"There is no edition {code[:40]!r}."
            raise Unfit(words, {"edition": words})
        try:
            return parameters_for(code, timezone.localdate())
        except NoEditionError as error:
            raise Unfit(str(error), {"edition": str(error)}) from error
