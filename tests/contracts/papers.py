"""A real contract paper for a project of the tests."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Project
from contracts import services
from contracts.drafting import draft_of
from contracts.enums import FailureChoice
from contracts.models import Contract, Reading
from contracts.services.drafts import word_file

BLANK_DAY = "____年__月__日"


def paper_of(project: Project, **changes: str) -> SimpleUploadedFile:
    """The project's own template as a Word file, signed long before the award; `changes` replace words of it."""
    draft = draft_of(
        project, total=project.total_amount or 0, failure=FailureChoice.BY_FAULT, number="HT-2026-1"
    )
    return SimpleUploadedFile(
        "contract.docx", word_file(replaced(draft.as_data(), {BLANK_DAY: "2026年1月1日"} | changes))
    )


def replaced(value, changes: dict[str, str]):
    """The same data with other words in every text."""
    if isinstance(value, str):
        for old, new in changes.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, dict):
        return {key: replaced(item, changes) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, changes) for item in value]
    return value


def read_all() -> None:
    """What the worker would do now."""
    for pk in Reading.objects.waiting().values_list("pk", flat=True):
        services.run_reading(pk)


def reading_of(project: Project) -> Reading:
    """The reading of the contract that counts."""
    read_all()
    return Reading.objects.of_document(Contract.objects.handed_in(project).document)
