"""What is locked is locked by hash, and no tracked file says where a package came from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
NOT_OURS = {".git", ".venv", "var", "node_modules", "vendor", "__pycache__", "staticfiles"}
# In pieces, so that this file names none of them either.
REGISTRIES = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmmirror", "com"),
        ("yarnpkg", "com"),
        ("tuna", "tsinghua", "edu", "cn"),
        ("mirrors", "aliyun", "com"),
        ("deb", "debian", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


def our_files() -> list[Path]:
    files = []
    for top in ROOT.iterdir():
        if top.name not in NOT_OURS and not top.name.endswith("_cache"):
            files += [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]
    return [path for path in files if not NOT_OURS & set(path.relative_to(ROOT).parts)]


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_name_no_address(path):
    assert [line for line in path.read_text().splitlines() if "://" in line or line.startswith("-")] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_a_hash(path):
    entries = re.split(r"\n(?=\S)", path.read_text().strip())
    unlocked = [
        entry
        for entry in entries
        if not re.match(r"[\w.\[\],-]+==\S+", entry) or "--hash=sha256:" not in entry
    ]
    assert unlocked == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.in")), ids=lambda path: path.name)
def test_every_wish_is_locked(path):
    wished = {
        re.split(r"[\[<>=~; ]", line)[0].lower().replace("_", "-")
        for line in path.read_text().splitlines()
        if line and line[0] not in "#-"
    }
    locked = set(re.findall(r"^([\w.-]+)==", path.with_suffix(".txt").read_text(), flags=re.MULTILINE))
    assert wished - locked == set()


def test_package_lock_has_hashes_and_no_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    del packages[""]
    assert [
        name for name, package in packages.items() if not package["integrity"].startswith("sha512-")
    ] == []
    without_funding = [
        {key: value for key, value in p.items() if key != "funding"} for p in packages.values()
    ]
    assert "://" not in json.dumps(without_funding)


def test_package_lock_is_the_one_of_package_json():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]["dependencies"]
    assert locked == wanted


def test_no_file_names_a_package_registry():
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in our_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert named == []
