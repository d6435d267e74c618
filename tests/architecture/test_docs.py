"""The documentation says what the code does: generated pages are fresh, links lead somewhere, names exist."""

import dataclasses
import importlib
import inspect
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands
from django.db.models import Model

from notifications.registry import undeclared
from voucher_portal import lifecycle
from workflow.models import Subject

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "accounts", "api", "applications", "contracts", "desk", "funds", "institutions", "labs", "matching", "notifications",
    "papers", "policy", "review", "risk", "voucher_portal", "workflow",
)  # fmt: skip
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PATHS = re.compile(r"`((?:bin|deploy|docs|tests|tools|requirements|fixtures|templates)/[\w./-]*)`")
PICTURE_LIMIT = 300 * 1024


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- generated pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["lifecycle_docs", "policy_docs"])
def test_generated_page_is_fresh(command):
    call_command(command, "--check")


def test_stale_lifecycle_is_noticed(tmp_path, monkeypatch):
    page = tmp_path / "lifecycle.md"
    page.write_text(lifecycle.PAGE.read_text("utf-8") + "| `invented` |\n", "utf-8")
    monkeypatch.setattr("voucher_portal.management.commands.lifecycle_docs.PAGE", page)

    with pytest.raises(CommandError, match="stale"):
        call_command("lifecycle_docs", "--check")
    call_command("lifecycle_docs")
    call_command("lifecycle_docs", "--check")


def test_lifecycle_knows_every_machine():
    machines = {model for model in apps.get_models() if issubclass(model, Subject)}

    assert set(lifecycle.MACHINES) == machines


@pytest.mark.parametrize("model", lifecycle.MACHINES, ids=lambda model: model.__name__)
def test_every_step_tells_somebody_or_is_silent(model):
    assert undeclared(model) == []


# --- links and paths --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    local = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link]

    assert [link for link in local if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_paths_in_the_text_exist(page):
    named = {path.rstrip(".") for path in PATHS.findall(page.read_text("utf-8"))}

    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_decision_stands_in_the_index():
    folder = ROOT / "docs" / "adr"
    index = LINK.findall((folder / "README.md").read_text("utf-8"))

    assert sorted({path.name for path in folder.glob("0*.md")} - set(index)) == []


def test_decisions_that_the_code_points_to_exist():
    folder = ROOT / "docs" / "adr"
    sources = [
        path for app in (*OURS, "tools", "requirements", "deploy") for path in (ROOT / app).rglob("*.*")
    ]
    texts = (path.read_text("utf-8") for path in sources if path.suffix in {".py", ".in"})
    numbers = {number for text in texts for number in re.findall(r"docs/adr/(\d{4})", text)}

    assert sorted(number for number in numbers if not list(folder.glob(f"{number}-*.md"))) == []


def test_pictures_are_small():
    pictures = list((ROOT / "docs" / "images").rglob("*.*"))

    assert [relative(path) for path in pictures if path.stat().st_size > PICTURE_LIMIT] == []


# --- commands ---------------------------------------------------------------------------------------------------------


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```\n(.*?)^```", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_readme_has_the_two_commands_as_blocks():
    assert [block.strip() for block in blocks(ROOT / "README.md")][:2] == ["bin/run", "bin/test"]


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_management_commands_in_the_text_exist(page):
    named = re.findall(
        r"(?:bin/manage|manage\.py|^(?:PORTAL_ENV=\S+ )?portal) ([a-z_]+)",
        page.read_text("utf-8"),
        flags=re.MULTILINE,
    )

    assert sorted(set(named) - set(get_commands())) == []


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", "tour"])
def test_commands_are_programs(command):
    place = ROOT / "bin" / command

    assert place.stat().st_mode & 0o111
    assert subprocess.run(["/bin/sh", "-n", place], check=False).returncode == 0


# --- settings ---------------------------------------------------------------------------------------------------------


def environment_of(path: Path) -> set[str]:
    """Names that a file reads from the environment, by `env.<type>("NAME")` or `os.environ.get("NAME")`."""
    read = re.findall(r"""\b(?:env\.\w+|environ\.get)\(\s*["']([A-Z][A-Z_]+)["']""", path.read_text("utf-8"))
    return set(read)


def documented() -> set[str]:
    chapter = (
        (ROOT / "docs/operations.md").read_text("utf-8").partition("## Settings")[2].partition("\n## ")[0]
    )
    return set(re.findall(r"^\| `([A-Z_]+)` \|", chapter, flags=re.MULTILINE))


def test_every_environment_variable_is_documented():
    read = environment_of(ROOT / "voucher_portal/settings.py") | environment_of(
        ROOT / "deploy/gunicorn.conf.py"
    )

    assert documented() == read


def test_example_of_the_environment_holds_known_names_and_no_secret():
    lines = [
        line for line in (ROOT / "deploy/env.example").read_text().splitlines() if line and line[0] != "#"
    ]
    values = dict(line.split("=", 1) for line in lines)

    assert set(values) <= documented()
    assert values["PORTAL_SECRET_KEY"] == ""
    assert [value for value in values.values() if re.search(r"://[^/@]*:[^/@]+@", value)] == []


# --- glossary ---------------------------------------------------------------------------------------------------------


def rows_of_the_glossary() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] not in {"中文", "---"}]


def identifiers() -> list[str]:
    return [name for row in rows_of_the_glossary() for name in re.findall(r"`([\w.]+)`", row[2])]


def our_names() -> Iterator[tuple[str, object]]:
    """Every class and function that our packages define, by its name."""
    for app in OURS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if {"migrations", "management", "demo"} & set(parts) or parts[-1] in {
                "settings",
                "wsgi",
                "celery",
                "urls",
            }:
                continue
            module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
            for name, thing in vars(module).items():
                is_ours = getattr(thing, "__module__", "") == module.__name__
                if is_ours and (inspect.isclass(thing) or inspect.isfunction(thing)):
                    yield name, thing


@pytest.fixture(scope="module")
def known() -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for name, thing in our_names():
        found.setdefault(name, []).append(thing)
    return found


def has_member(thing: object, member: str) -> bool:
    if (
        inspect.isclass(thing)
        and issubclass(thing, Model)
        and any(f.name == member for f in thing._meta.get_fields())
    ):
        return True
    if dataclasses.is_dataclass(thing) and member in {field.name for field in dataclasses.fields(thing)}:
        return True
    return hasattr(thing, member)


@pytest.mark.parametrize("identifier", identifiers())
def test_identifier_of_the_glossary_exists(identifier, known):
    name, _dot, member = identifier.partition(".")

    assert name in known
    assert not member or any(has_member(thing, member) for thing in known[name])


def test_glossary_has_one_row_per_word():
    chinese = [row[0] for row in rows_of_the_glossary()]
    english = [row[1] for row in rows_of_the_glossary()]

    assert (len(set(chinese)), len(set(english))) == (len(chinese), len(english))
