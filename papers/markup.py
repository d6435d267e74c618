"""The small markup of the office's words: paragraphs, lists, headings, bold, and tags that stand for figures of the file.

Nothing in it is ever run: everything that is not markup is text, also `#`, `$`, `<` and what a tag brings along.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from papers.typefaces import unshowable

Run = dict[str, Any]
Block = dict[str, Any]

TAG = re.compile(r"\{([a-z][a-z0-9_]*)\}")
STEP = re.compile(r"^\d{1,2}[.、]\s*(.+)$")
LONGEST = 12_000


def problems(body: str, tags: Iterable[str]) -> list[str]:
    """What stands in the way of publishing these words, each with its line; an empty list when nothing does."""
    known = set(tags)
    if not body.strip():
        return [_("The words are empty.")]
    if len(body) > LONGEST:
        return [_("The words are longer than %(most)s characters.") % {"most": f"{LONGEST:,}"}]
    found: list[str] = []
    for number, line in enumerate(body.splitlines(), start=1):
        found += [
            _("Line %(line)s: %(problem)s") % {"line": number, "problem": words}
            for words in _of_line(line, known)
        ]
    return found


def _of_line(line: str, known: set[str]) -> list[str]:
    strange = [name for name in TAG.findall(line) if name not in known]
    found = [_("{%(tag)s} is not a tag of this paper.") % {"tag": name} for name in strange]
    rest = TAG.sub("", line)
    if "{" in rest or "}" in rest:
        found.append(
            _("a brace does not belong to a tag; tags look like {title}, nothing else may stand in braces.")
        )
    if line.count("**") % 2:
        found.append(_("bold words have ** before and after them."))
    if signs := unshowable(line):
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs)
        found.append(_("these characters cannot be printed: %(codes)s.") % {"codes": codes})
    return found


def compose(body: str, values: Mapping[str, str]) -> list[Block]:
    """The words as blocks, with the values in place of the tags. A paragraph that is nothing but an empty value is left out.

    A value stays one piece of text, whatever is written in it; several lines of a value become several paragraphs.
    """
    blocks: list[Block] = []
    for raw in body.splitlines():
        line = raw.strip()
        if not line:
            continue
        alone = TAG.fullmatch(line)
        if alone:
            lines = values.get(alone[1], "").splitlines()
            blocks += [_paragraph([_run(part)]) for part in lines if part.strip()]
        elif line.startswith("## "):
            blocks.append({"kind": "heading", "runs": _runs(line[3:], values)})
        elif line.startswith("- "):
            _item(blocks, "list", _runs(line[2:], values))
        elif step := STEP.match(line):
            _item(blocks, "steps", _runs(step[1], values))
        else:
            blocks.append(_paragraph(_runs(line, values)))
    return blocks


def _paragraph(runs: list[Run]) -> Block:
    return {"kind": "paragraph", "runs": runs}


def _run(text: str, bold: bool = False) -> Run:
    return {"text": text, "bold": bold}


def _item(blocks: list[Block], kind: str, runs: list[Run]) -> None:
    if not blocks or blocks[-1]["kind"] != kind:
        blocks.append({"kind": kind, "items": []})
    blocks[-1]["items"].append(runs)


def _runs(line: str, values: Mapping[str, str]) -> list[Run]:
    """Pieces of text, bold or not; the value of a tag is put in after the markup was read, so that it has none."""
    runs: list[Run] = []
    for place, part in enumerate(line.split("**")):
        text = TAG.sub(lambda tag: values.get(tag[1], ""), part)
        if text:
            runs.append(_run(text, bold=place % 2 == 1))
    return runs or [_run("")]
