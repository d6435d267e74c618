"""The evaluator and the generated page on the command line, as a person or a program would call them."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policy.facts import CHAPTERS, schema
from policy.manual import PAGE, manual
from policy.shape import write
from tests.policy.cases import FLAWLESS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def contract_file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(write(FLAWLESS["contract"]) | {"has_voucher_clause": False}), "utf-8")
    return path


def told(*arguments: str) -> list | dict:
    out = StringIO()
    call_command("evaluate", *arguments, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_findings_are_printed_as_json(contract_file: Path) -> None:
    findings = told("contract", str(contract_file), "--edition", "capital-2020", "--language", "en")

    assert findings[0] == {
        "rule": "CON-1",
        "clause": "Q6",
        "outcome": "block",
        "message": "The contract has no voucher clause and is not valid for a voucher project.",
        "figures": {},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_can_be_evaluated(chapter: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(write(FLAWLESS[chapter])), "utf-8")

    findings = told(chapter, str(path), "--edition", "demo-2026")

    assert {finding["outcome"] for finding in findings} == {"pass"}


def test_schema_is_printed() -> None:
    assert told("contract", "--schema") == json.loads(json.dumps(schema("contract")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name a chapter and a file"),
        (["contract"], "Name a file with facts"),
        (["weather", "x.json"], "There is no chapter 'weather'"),
        (["contract", "absent.json"], "absent.json cannot be read: No such file or directory."),
        (["contract", "broken.json"], "broken.json is not JSON: "),
        (["contract", "binary.json"], "binary.json is not UTF-8 text."),
        (["contract", "list.json"], "contract: expected an object, got a list."),
        (["contract", "facts.json", "--edition", "none"], "There is no edition 'none'."),
    ],
)
def test_unusable_question_ends_with_two(
    arguments: list, words: str, contract_file: Path, monkeypatch
) -> None:
    monkeypatch.chdir(contract_file.parent)
    Path("broken.json").write_text("{", "utf-8")
    Path("binary.json").write_bytes(b"\xff\xfe\x00")
    Path("list.json").write_text("[]", "utf-8")

    with pytest.raises(CommandError) as error:
        told(*arguments)

    assert error.value.returncode == 2
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)


def test_bare_checkout_answers_from_standard_input(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "manage.py", "evaluate", "counter", "-"],
        cwd=ROOT,
        env=os.environ
        | {"PORTAL_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/absent/portal.sqlite3"},
        input=json.dumps(write(FLAWLESS["counter"])),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert [finding["rule"] for finding in json.loads(answer.stdout)] == ["COUNTER-1", "COUNTER-2"]


def test_mistake_is_one_line_on_standard_error(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "manage.py", "evaluate", "counter", "-"],
        cwd=ROOT,
        env=os.environ | {"PORTAL_VAR": str(tmp_path)},
        input='{"original_actor_id": 1}',
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "CommandError: counter: missing key 'actor_id'.\n"


def test_page_of_rules_is_current() -> None:
    assert PAGE.read_text("utf-8") == manual(), "run: python manage.py policy_docs"


def test_stale_page_is_refused(tmp_path: Path, monkeypatch) -> None:
    page = tmp_path / "policy.md"
    monkeypatch.setattr("policy.management.commands.policy_docs.PAGE", page)

    with pytest.raises(CommandError, match="stale"):
        call_command("policy_docs", "--check")
    call_command("policy_docs", stdout=StringIO())
    call_command("policy_docs", "--check")

    assert page.read_text("utf-8") == manual()
