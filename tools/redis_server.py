"""A throw-away Redis for the tests: the real server when it is installed, else fakeredis behind a TCP port."""

import contextlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator

import fakeredis
import redis

PATIENCE = 10


@contextlib.contextmanager
def server() -> Iterator[tuple[str, str]]:
    """Run a server on a free loopback port; yield its address and what it is ("redis 7.0.15" or "fakeredis")."""
    binary = shutil.which("redis-server")
    with _real(binary) if binary else _fake() as started:
        yield started


@contextlib.contextmanager
def _real(binary: str) -> Iterator[tuple[str, str]]:
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    with tempfile.TemporaryDirectory(prefix="portal-redis-") as place:
        process = subprocess.Popen(
            [binary, *options, "--dir", place], stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield f"redis://127.0.0.1:{port}/0", f"Redis {_version_when_ready(process, port)}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _version_when_ready(process: subprocess.Popen[bytes], port: int) -> str:
    deadline = time.monotonic() + PATIENCE
    client = redis.Redis(port=port)
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(redis.ConnectionError):
            return str(client.info("server")["redis_version"])
        time.sleep(0.05)
    raise RuntimeError("redis-server is installed but did not start")


@contextlib.contextmanager
def _fake() -> Iterator[tuple[str, str]]:
    fake = fakeredis.TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    threading.Thread(target=fake.serve_forever, daemon=True).start()
    try:
        yield f"redis://127.0.0.1:{fake.server_address[1]}/0", "fakeredis"
    finally:
        fake.shutdown()
        fake.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
