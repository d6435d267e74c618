"""The throw-away PostgreSQL: which one is taken, and that nothing of it stays."""

from pathlib import Path

import psycopg2
import pytest

from tools import pg


def server_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for program in ("initdb", "postgres"):
        (folder / program).touch()
    return folder


def test_the_newest_system_server_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(pg, "SYSTEM", tmp_path)
    server_in(tmp_path / "9" / "bin")
    newest = server_in(tmp_path / "17" / "bin")
    (tmp_path / "18" / "bin").mkdir(parents=True)  # a client without a server
    assert pg.find_binaries() == newest


def test_without_any_server_the_reason_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(pg, "SYSTEM", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(pg.UnavailableError, match="no PostgreSQL is installed"):
        pg.find_binaries()


def test_a_server_starts_answers_and_leaves_nothing():
    try:
        pg.find_binaries()
    except pg.UnavailableError as reason:
        pytest.skip(str(reason))
    with pg.server() as (url, version):
        place = Path(url.partition("@/")[2]).parent
        connection = psycopg2.connect(host=str(place), user="portal", dbname="postgres")
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('listen_addresses'), current_setting('fsync')")
            assert cursor.fetchone() == ("", "off")
        connection.close()
        assert int(version.split(".")[0]) >= 13
    assert not place.exists()
