"""The first and second beat of every service: the locked project, and the findings of its own edition."""

from applications.models import Project
from policy.evaluation import evaluate
from policy.findings import Findings
from policy.models import Edition


def fresh(project: Project) -> Project:
    """The project as it stands now, locked until the transaction ends, with the parties that permissions ask about."""
    return Project.objects.with_parties().lock(pk=project.pk)


def edition_of(project: Project) -> Edition:
    """The edition pinned at submission; before that, the edition of the call."""
    return project.edition or project.call.edition


def judge(project: Project, chapter: str, facts) -> Findings:
    """The findings of one chapter under the project's edition."""
    return evaluate(chapter, facts, edition_of(project).typed)
