"""Imports and foreign keys point downwards."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source import APPS, LAYERS, ROOT, app_of, files, may_know, nodes, place

# Why a row may go, or let go, when another goes; every other foreign key protects.
MAY_CASCADE = {
    "labs.CatalogueCard.laboratory": "derived from the laboratory, written anew at any time",
    "labs.CatalogueEntry.laboratory": "derived from the laboratory, written anew at any time",
    "applications.NewTechPurchase.project": "a line of the form goes with its draft",
    "applications.MessageDraft.author": "words that nobody has sent go with who wrote them",
    "applications.MessageDraft.organisation": "and with the party for which they were written",
    "desk.Preference.person": "a habit goes with its person",
    "desk.Preference.organisation": "and with the party at whose desk it was taken up",
    "desk.Preference.default_view": "without its view the queue opens as it does for everybody",
    "institutions.Indicator.round": "a line of the form goes with a round that was never opened",
    "risk.Trait.project": "derived from the project, written anew at any time",
    "risk.Scan.project": "derived from the project, written anew at any time",
    "risk.Signal.project": "derived from the project; one that somebody looked at is kept by that look",
}


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""] if not node.level else []
    return [alias.name for alias in node.names]


def test_every_app_has_its_layer():
    known = {app.name for app in apps.get_app_configs() if (ROOT / app.name.split(".")[0]).is_dir()}

    assert known == set(APPS)


def test_imports_point_downwards():
    upwards = [
        f"{place(path, node)} imports {name}"
        for path, node in nodes((ast.Import, ast.ImportFrom))
        for name in imported(node)
        if name.split(".")[0] in APPS and not may_know(app_of(path), name.split(".")[0])
    ]

    assert upwards == []


def test_only_the_api_knows_the_rest_framework():
    found = [
        place(path, node)
        for path, node in nodes((ast.Import, ast.ImportFrom))
        if app_of(path) != "api"
        and any(name.split(".")[0] in {"rest_framework", "drf_spectacular"} for name in imported(node))
    ]

    assert found == []


def test_rules_know_no_framework_and_no_model():
    pure = ("rules", "facts", "conditions", "findings.py", "parameters.py", "payable.py", "evaluation.py")
    found = [
        f"{place(path, node)} imports {name}"
        for path, node in nodes((ast.Import, ast.ImportFrom))
        if app_of(path) == "policy" and path.relative_to(ROOT / "policy").parts[0] in pure
        for name in imported(node)
        if name.split(".")[0] == "django" or name == "policy.models"
    ]

    assert found == []


def test_contracts_of_the_import_linter_hold():
    """The finer ones, within the apps too; the linter belongs to the checks, which CI installs first."""
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("import-linter is not installed here; bin/check imports runs it.")

    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-4000:]


def foreign_keys():
    """Every forward relation of every model of ours, tables of history and many-to-many included."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in APPS]
    for model in ours:
        for field in model._meta.get_fields():
            if field.is_relation and field.remote_field and not field.auto_created and field.related_model:
                yield model, field


def test_foreign_keys_point_downwards():
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in foreign_keys()
        if field.related_model._meta.app_label in APPS
        and not may_know(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upwards == []


def test_gates_never_point_at_each_other():
    gates = set(LAYERS[2])

    assert not any(may_know(one, other) for one in gates for other in gates - {one})


def test_foreign_keys_protect_what_they_point_at():
    loose = {
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if (field.many_to_one or field.one_to_one)
        and not model._meta.auto_created
        and not model.__name__.startswith("Historical")
        and field.remote_field.on_delete.__name__ != "PROTECT"
    }

    assert loose == set(MAY_CASCADE)


def test_modules_are_short():
    """A file says one thing; one that grows beyond 400 lines says two."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files()
        if (lines := path.read_text().count("\n")) > 400
    }

    assert long == {}


def test_no_module_is_called_after_its_memory():
    names = {"utils", "helpers", "common", "misc", "tools"}

    assert [
        str(path.relative_to(ROOT)) for path in files() if path.stem in names or path.parent.name in names
    ] == []


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in files()
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_nothing_listens_to_signals_of_models():
    """Side effects hang on the Event row; a signal would act before the commit and out of sight."""
    names = {
        "pre_save",
        "post_save",
        "pre_delete",
        "post_delete",
        "m2m_changed",
        "post_transition",
        "pre_transition",
    }
    found = [
        place(path, node)
        for path, node in nodes((ast.Name, ast.Attribute))
        if (node.id if isinstance(node, ast.Name) else node.attr) in names
    ]

    assert found == []
