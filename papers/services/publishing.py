"""The office's words: checked before they are kept, each publication a new version."""

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actor import Actor
from papers import markup, perms
from papers.models import PaperTemplate
from papers.registry import Paper
from workflow.errors import NotPermitted, Unfit


def words_in_force(paper: Paper, language: str) -> tuple[str, int]:
    """The words of a kind in a language and their version; version 0 are the portal's own."""
    template = PaperTemplate.objects.current(paper.kind, language)
    if template:
        return template.body, template.version
    with translation.override(language):
        return str(paper.body), 0


def publish(
    paper: Paper, language: str, body: str, *, based_on: int, actor: Actor, remark: str = ""
) -> PaperTemplate:
    """Puts new words in force for the papers issued from now on; issued papers keep theirs.

    `based_on` is the version that was edited. Raises NotPermitted; Unfit with each problem and its line, also when
    somebody else has published in between.
    """
    if not perms.can_edit_templates(actor):
        raise NotPermitted("publish")
    body = "\n".join(line.rstrip() for line in body.splitlines()).strip()
    if problems := markup.problems(body, paper.tags):
        raise Unfit(_("The words cannot be published yet."), {"body": " ".join(problems)})
    _words, version = words_in_force(paper, language)
    stale = _("Somebody else published a version meanwhile. Open the page again.")
    if version != based_on:
        raise Unfit(stale)
    row = PaperTemplate(
        kind=paper.kind,
        language=language,
        version=version + 1,
        body=body,
        remark=remark,
        published_by=actor.user,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Unfit(stale) from error
    return row
