"""What the strict content security policy asks of every template, and what the pages of refusal must do without."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.ROOT) / "templates"
STATIC = Path(settings.ROOT) / "static" / "portal"
FILES = sorted(TEMPLATES.rglob("*.html"))
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>", re.IGNORECASE
)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def markup(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_keeps_style_and_script_in_files(path):
    text = markup(path)

    assert INLINE_STYLE.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []
    assert HANDLER.findall(text) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_calls_no_foreign_host(path):
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", markup(path)) == []


def test_every_icon_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    used = {name for path in FILES for name in re.findall(r"\{% icon \"([a-z-]+)\" %\}", path.read_text())}

    assert used - drawn == set()


def test_page_of_a_fault_on_our_side_needs_no_template_engine():
    assert re.findall(r"\{[%{#]", (TEMPLATES / "500.html").read_text()) == []


def test_page_of_a_fault_on_our_side_finds_its_styles():
    names = re.findall(r'href="/static/([^"]+)"', (TEMPLATES / "500.html").read_text())

    assert [name for name in names if not (Path(settings.ROOT) / "static" / name).exists()] == []
    assert settings.STATIC_URL == "/static/"


def test_stylesheets_call_no_foreign_host():
    assert [
        path.name
        for path in STATIC.glob("*.css")
        if re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text())
    ] == []
