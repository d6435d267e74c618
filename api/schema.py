"""How endpoints describe themselves in the OpenAPI document."""

import inspect
from typing import Any, Literal

from django.utils.translation import override
from drf_spectacular.hooks import postprocess_schema_enums
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api.errors import CONTENT_TYPE
from api.idempotency import HEADER

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
# The refusals that an operation documents, in plain words.
REFUSALS = {
    400: "The request is malformed.",
    401: "No valid token and no session.",
    403: "Visible, but not allowed in this role.",
    404: "Not there, or not visible to the caller.",
    409: "Not possible in this state, or somebody was faster.",
    422: "The rules (`findings`) or the input (`errors`) do not fit.",
    429: "Too many requests; `Retry-After` says when to go on.",
}
EXAMPLES: dict[int, dict[str, Any]] = {
    409: {
        "type": "urn:voucher-portal:problem:wrong-state",
        "title": "Not possible in this state",
        "status": 409,
        "detail": "Already done by Li Na at Nov. 20, 2026, 3:12 p.m.; the file is now: Approved, awaiting award.",
    },
    422: {
        "type": "urn:voucher-portal:problem:blocked",
        "title": "The rules do not allow it",
        "status": 422,
        "detail": "The rules of the programme do not allow this step yet.",
        "findings": [
            {
                "rule": "CON-03",
                "clause": "Q6",
                "outcome": "block",
                "message": "The contract has no voucher clause.",
                "figures": {},
            }
        ],
        "errors": {},
    },
}


class FindingOutput(serializers.Serializer):
    """What one rule found."""

    rule = serializers.CharField()
    clause = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["pass", "warn", "block"])
    message = serializers.CharField(help_text="A sentence in the caller's language (`Accept-Language`).")
    figures = serializers.DictField(help_text="The figures behind the sentence; amounts in fen.")


class Problem(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="A stable name of the kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened and what to do, in the caller's language.")
    findings = FindingOutput(many=True, required=False, help_text="With 422: what the rules found.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="With 422: messages by field; `_` holds those of no field.",
    )


KEY_PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Your own unique name of this request: sent again with the same body, nothing happens twice.",
)


class PortalSchema(AutoSchema):
    """Adds to every operation what all have in common: refusals, the idempotency key, the words of its step."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with override("en"):
            return super().get_operation(*args, **kwargs) or {}

    def get_override_parameters(self) -> list:
        found = list(super().get_override_parameters())
        handler = getattr(self.view, self.method.lower(), None)
        return [*found, KEY_PARAMETER] if getattr(handler, "honours_key", False) else found

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        bodies |= {str(status): self._refusal(status) for status in self._statuses()}
        return dict(sorted(bodies.items()))

    def _statuses(self) -> list[int]:
        names = [429]
        if "{" in self.path:
            names.append(404)
        if not getattr(self.view, "is_public", False):
            names += [401, 403]
        if self.method in WRITES:
            names += [400, 409, 422]
        elif getattr(self.view, "refuses_input", False):
            names.append(422)
        return sorted(names)

    def _refusal(self, status: int) -> dict[str, str]:
        """A reference to the refusal, which is described once for the whole document."""
        component = ResolvedComponent(f"Refused{status}", ResolvedComponent.RESPONSE, object=status)
        if component not in self.registry:
            examples = [OpenApiExample("refused", value=EXAMPLES[status])] if status in EXAMPLES else []
            answer = OpenApiResponse(Problem, description=REFUSALS[status], examples=examples)
            component.schema = self._get_response_for_code(answer, str(status), [CONTENT_TYPE])
            self.registry.register(component)
        return component.ref

    def get_operation_id(self) -> str:
        """`projects_award` for the step, `projects_award_check` for its dry run."""
        if getattr(self.view, "step", None):
            name = f"{self.view.noun}_{self.view.name}"
            return name if self.method == "POST" else f"{name}_check"
        return super().get_operation_id()

    def get_summary(self) -> str | None:
        if getattr(self.view, "step", None):
            label = str(self.view.label())
            return label if self.method == "POST" else f"{label}: is it possible now?"
        return super().get_summary()

    def get_description(self) -> str:
        if (step := getattr(self.view, "step", None)) and self.method == "POST":
            return inspect.getdoc(step.take) or ""
        return super().get_description()

    def get_request_serializer(self) -> Any:
        if (step := getattr(self.view, "step", None)) and self.method == "POST":
            return step.input
        return super().get_request_serializer()

    def get_examples(self) -> list:
        if (step := getattr(self.view, "step", None)) and self.method == "POST" and step.input.example:
            return [OpenApiExample(self.view.name, value=step.input.example, request_only=True)]
        return super().get_examples()


def name_enums(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """Gives the sets of choices their names in the language in which their words are written."""
    with override("en"):
        return postprocess_schema_enums(result, generator=generator, request=request, public=public)
