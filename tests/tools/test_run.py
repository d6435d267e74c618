"""Starting the portal: what it refuses, what it deletes and what it prints."""

import socket

import pytest

from tools import run


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VAR", tmp_path)
    monkeypatch.setattr(run, "LOGINS", tmp_path / "demo-logins.tsv")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_a_taken_port_is_refused_with_a_way_out(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as refusal:
            run.refuse_a_taken_port("127.0.0.1", port)
    assert refusal.value.code == 2
    assert f"bin/run --port {port + 1}" in capsys.readouterr().err


def test_a_second_portal_on_the_same_data_is_refused(var, capsys):
    with run.only_one_portal(8123), pytest.raises(SystemExit) as refusal, run.only_one_portal(8124):
        pass
    assert refusal.value.code == 2
    assert "already running, on port 8123" in capsys.readouterr().err


def test_fresh_leaves_everything_but_the_demonstration(var):
    for name in ("portal.sqlite3", "portal.sqlite3-wal", "secret_key", "notes.txt"):
        (var / name).write_text("x")
    (var / "uploads").mkdir()
    (var / "uploads" / "contract.pdf").write_text("x")
    run.forget_the_demonstration()
    assert sorted(path.name for path in var.iterdir()) == ["notes.txt", "secret_key"]


def test_fresh_is_refused_for_a_database_of_ones_own(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@db.example/portal")
    with pytest.raises(SystemExit) as refusal:
        run.read(["--fresh"])
    assert refusal.value.code == 2
    assert "DATABASE_URL names another one" in capsys.readouterr().err


def test_the_secret_key_is_made_once_and_for_its_owner_alone(var):
    run.make_secret_key()
    key = (var / "secret_key").read_text()
    run.make_secret_key()
    assert (var / "secret_key").read_text() == key
    assert len(key) > 50
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_way_in_lists_a_log_in_per_role(var):
    (var / "demo-logins.tsv").write_text("applicant\ta@b.example\tone\nofficer\tlonger@b.example\ttwo\n")
    assert run.way_in("127.0.0.1", 8000).splitlines()[1:6] == [
        "  The portal is running:  http://127.0.0.1:8000/",
        "",
        "  Log in as (role, e-mail, password):",
        "    applicant  a@b.example       one",
        "    officer    longer@b.example  two",
    ]


def test_the_environment_of_the_person_wins(monkeypatch):
    monkeypatch.setenv("PORTAL_ORIGIN", "https://portal.example")
    assert run.environment("127.0.0.1", 8000)["PORTAL_ORIGIN"] == "https://portal.example"
