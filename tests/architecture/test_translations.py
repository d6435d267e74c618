"""Both catalogues are complete and fresh: every sentence of the code stands in them, and none is empty or doubtful."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.architecture.source import ROOT, nodes, place

LANGUAGES = {"zh_Hans", "en"}
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
IGNORED = ("var", ".venv", "node_modules", "static/vendor", "tests", "tools", "benchmarks", "docs")


def words(path: Path) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


def test_catalogues_are_there():
    assert {path.parts[-3] for path in CATALOGUES} == LANGUAGES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_is_complete(path):
    catalogue = polib.pofile(str(path))
    # English is the language of the code: an empty entry there stands for the sentence itself.
    empty = [] if path.parts[-3] == "en" else [entry.msgid for entry in catalogue.untranslated_entries()]

    assert empty == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_the_places_of_figures(path):
    """`%(amount)s` in the sentence and in its translation; a lost one breaks the page, not the build."""
    place = re.compile(r"%\(\w+\)[sd]|{\w+}")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path)).translated_entries()
        if entry.msgstr
        and sorted(set(place.findall(entry.msgid))) != sorted(set(place.findall(entry.msgstr)))
    ]

    assert wrong == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """The catalogue that extraction makes today, from a copy of the sources."""
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no gettext (apt-get install gettext).")
        pytest.skip("No gettext here (apt-get install gettext): fresh catalogues were NOT tested.")
    place = tmp_path_factory.mktemp("sources")
    copied = [
        path
        for path in ROOT.iterdir()
        if path.name not in {*IGNORED, ".git"} and not path.name.startswith(".")
    ]
    for path in copied:
        if path.is_dir():
            leave = shutil.ignore_patterns("__pycache__", "vendor", "*.mo", "*.po")
            shutil.copytree(path, place / path.name, ignore=leave, symlinks=True)
        else:
            shutil.copy(path, place / path.name)
    (place / "locale").mkdir(exist_ok=True)
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale",
        "zh_Hans",
        "--no-location",
        "--no-obsolete",
    ]
    environment = os.environ | {
        "PORTAL_VAR": str(place / "var"),
        "DATABASE_URL": f"sqlite:///{place}/x.sqlite3",
    }
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return place / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_is_fresh(path, fresh):
    extracted, kept = words(fresh), words(path)

    assert sorted(extracted - kept) == [], "Sentences that the catalogue lacks: run makemessages."
    assert sorted(kept - extracted) == [], "Sentences that the code no longer says: run makemessages."


def test_contexts_are_written_where_they_are_used():
    """Extraction reads the code and does not run it: a context in a variable loses the sentence without a word."""
    hidden = [
        place(path, call)
        for path, call in nodes(ast.Call)
        if isinstance(call, ast.Call)
        and "pgettext" in (getattr(call.func, "id", "") or getattr(call.func, "attr", ""))
        and not isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []
