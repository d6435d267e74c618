"""Browser files are taken only when they are the ones of the lock."""

import base64
import hashlib
import io
import tarfile

import pytest

from tools import fetch_npm

NAME = "@tabler/core"


def package(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def integrity(archive: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()


def test_unpack_takes_the_served_files_only(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch_npm, "SERVED", {f"{NAME}/dist/a.css": "a.css"})
    archive = package({"dist/a.css": b"p{}", "../../escape": b"x", "other.js": b"x"})
    fetch_npm.unpack(archive, integrity(archive), tmp_path, NAME)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        f"{NAME}/dist/a.css"
    ]


def test_unpack_refuses_another_file_than_the_locked_one(tmp_path):
    with pytest.raises(fetch_npm.FetchError, match="sha512 differs"):
        fetch_npm.unpack(package({}), integrity(b"another"), tmp_path, NAME)


def test_collect_leaves_the_mention_of_source_maps_behind(tmp_path, monkeypatch):
    served = {"p/a.css": "vendor/x/a.css", "p/a.js": "vendor/x/a.js", "p/a.otf": "fonts/a.otf"}
    monkeypatch.setattr(fetch_npm, "SERVED", served)
    monkeypatch.setattr(fetch_npm, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(fetch_npm, "ROOT", tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.css").write_text("/*! licence */\np{}\n/*# sourceMappingURL=a.css.map */")
    (tmp_path / "p" / "a.js").write_text("go()\n//# sourceMappingURL=a.js.map")
    (tmp_path / "p" / "a.otf").write_bytes(b"OTTO\r\n\x00")
    fetch_npm.collect(tmp_path)
    assert (tmp_path / "fonts/a.otf").read_bytes() == b"OTTO\r\n\x00"
    assert (tmp_path / "vendor/x/a.css").read_text() == "/*! licence */\np{}\n"
    assert (tmp_path / "vendor/x/a.js").read_text() == "go()\n"


def test_every_served_file_belongs_to_a_locked_package():
    lock = fetch_npm.json.loads(fetch_npm.LOCK.read_text())["packages"]
    packages = {folder.removeprefix("node_modules/") for folder in lock if folder}
    assert [s for s in fetch_npm.SERVED if not packages & {s.split("/")[0], "/".join(s.split("/")[:2])}] == []


def test_the_registry_of_the_environment_comes_first(monkeypatch, tmp_path):
    (tmp_path / ".npmrc").write_text("registry=https://home.example/npm/\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    monkeypatch.delenv("npm_config_registry", raising=False)
    assert fetch_npm.configured_registry() == "https://home.example/npm"
    monkeypatch.setenv("npm_config_registry", "https://env.example/npm/")
    assert fetch_npm.configured_registry() == "https://env.example/npm"
