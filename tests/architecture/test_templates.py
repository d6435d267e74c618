"""Templates: each is used, each parses, and none carries code or style of its own."""

import ast
import re
from pathlib import Path

from django.template import engines

from tests.architecture.source import ROOT, files, tree

TEMPLATES = ROOT / "templates"
FILES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".xml"})
# Looked up by name by libraries, or by the registry of notices as <app>/notices/<step>_<audience>_subject.txt.
FOUND_BY_NAME = re.compile(
    r"^(account|allauth|mfa|usersessions|socialaccount|admin|registration|rest_framework|drf_spectacular|import_export|"
    r"bootstrap5|django)/|^(400|403|404|500)\.html$|/notices/\w+_(subject|body)\.txt$"
)
REFERENCE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<[^>]*\son[a-z]+\s*=",
    re.IGNORECASE,
)
ROLE = re.compile(r"{% (?:el)?if [^%]*\b(?:actor|user)\.(?:role|is_staff|is_superuser)\b")
UNESCAPED = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def strings() -> set[str]:
    """Every string of the code, and what f-strings begin or end with."""
    found = set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_template_is_used():
    used = {reference for path in FILES for reference in REFERENCE.findall(path.read_text())}
    code = strings()
    composed = {text for text in code if text.endswith((".html", ".txt", "/", "_"))}

    def is_used(path: Path) -> bool:
        found = name(path)
        if found in used or found in code or FOUND_BY_NAME.search(found):
            return True
        # Names that code puts together, as the errors' pages by their status and the components of the gallery.
        return any(
            found.endswith(text) and text.startswith(("_", "."))
            for text in composed
            if (found.rpartition("/")[0] + "/" in code or "/" not in found)
        ) or any(found.startswith(text) and "/" in text for text in composed)

    assert [name(path) for path in FILES if not is_used(path)] == []


def test_templates_parse():
    for path in FILES:
        assert engines["django"].get_template(name(path))


def offenders(pattern: re.Pattern[str], suffixes: tuple[str, ...] = (".html",)) -> dict[str, list[str]]:
    """What templates say that they may not, comments aside."""
    found = {
        name(path): pattern.findall(COMMENT.sub("", path.read_text()))
        for path in FILES
        if path.suffix in suffixes
    }
    return {path: words for path, words in found.items() if words}


def test_templates_have_no_code_and_no_style_of_their_own():
    assert offenders(INLINE) == {}


def test_templates_ask_for_no_role():
    """Buttons follow from `available_steps` and the view; a template that tests a role decides what permissions may."""
    assert offenders(ROLE) == {}


def test_templates_switch_no_escaping_off():
    assert offenders(UNESCAPED) == {}


def test_every_post_form_carries_the_mark_against_forgery():
    forms = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
    without = [
        name(path)
        for path in FILES
        for form in forms.findall(COMMENT.sub("", path.read_text()))
        if "csrf_token" not in form
    ]

    assert without == []
