"""The set-up reads pip's configuration as pip does."""

from tools import bootstrap


def test_pip_settings_nearest_wins():
    listed = """\
:env:.index-url='https://env.example/files'
global.cert='/etc/company roots.pem'
global.index-url='https://global.example/files'
install.index-url='https://install.example/files'
"""
    assert bootstrap.read_pip_settings(listed) == {
        "cert": "/etc/company roots.pem",
        "index-url": "https://env.example/files",
    }


def test_pip_settings_keep_an_equals_sign():
    assert bootstrap.read_pip_settings("global.index-url='https://m.example/?a=b'") == {
        "index-url": "https://m.example/?a=b"
    }


def test_uv_is_handed_the_mirror_and_nothing_that_could_change_the_files(monkeypatch):
    settings = {
        "index-url": "https://m.example/files",
        "extra-index-url": "https://x.example",
        "find-links": "/w",
    }
    monkeypatch.setattr(bootstrap, "pip_settings", lambda: settings)
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    handed = bootstrap.uv_environment()
    assert handed["UV_DEFAULT_INDEX"] == "https://m.example/files"
    assert [value for value in handed.values() if "x.example" in value] == []


def test_uv_keeps_an_index_that_was_chosen_for_it(monkeypatch):
    monkeypatch.setattr(bootstrap, "pip_settings", lambda: {"index-url": "https://m.example/files"})
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://chosen.example/files")
    assert bootstrap.uv_environment()["UV_DEFAULT_INDEX"] == "https://chosen.example/files"


def test_without_a_home_the_cache_stays_in_the_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "pip_settings", dict)
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    assert bootstrap.uv_environment()["UV_CACHE_DIR"] == str(bootstrap.VENV / "uv-cache")
