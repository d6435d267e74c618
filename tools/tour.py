"""Take the pictures of docs/tour.md: starts a demonstration of its own, walks through it with Chromium, writes pictures and page.

`bin/tour` needs Chromium (apt-get install chromium fonts-noto-cjk). A page that is not there is left out with a loud line.
"""

import contextlib
import io
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from tools.speak import say, step
from tools.tour_pages import SECTIONS, Shot

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images" / "tour"
PAGE = ROOT / "docs" / "tour.md"
DOMAIN, PASSWORD = "demo.example", "demo-voucher-2026"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none"]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LARGEST, QUALITIES = 120 * 1024, (82, 70, 55, 40)
PATIENCE = 400
# Who stands where in a project: the person of the party in that role.
PARTIES = """
SELECT p.state, p.reference, u.email FROM applications_project p
JOIN {join} JOIN accounts_membership m ON m.organisation_id = {party} AND m.role = '{role}'
JOIN accounts_user u ON u.id = m.user_id WHERE u.is_active ORDER BY p.state, u.email <> '{role}@demo.example', p.id, u.id
"""
OWNERS = {
    "applicant": ("accounts_organisation o ON o.id = p.applicant_id", "p.applicant_id"),
    "recommender": ("institutions_recommendinginstitution i ON i.id = p.recommender_id", "i.organisation_id"),
    "laboratory": ("labs_laboratory l ON l.id = p.laboratory_id", "l.organisation_id"),
}


class Missing(Exception):
    """A picture cannot be taken; the text says why."""


def main(arguments: list[str]) -> int:
    """Take every picture, or those whose names are given; the status is 1 when one could not be taken."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        print("✗ No Chromium here: apt-get install chromium fonts-noto-cjk", file=sys.stderr)
        return 2
    begun = time.monotonic()
    with portal() as (origin, database), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        tourist = Tourist(browser, origin, Programme(database))
        skipped = [shot.name for shot in wanted(arguments) if not taken(tourist, shot)]
        browser.close()
    if not arguments:
        clear_away()
    PAGE.write_text(written(), "utf-8")
    total = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    say(
        f"{len(list(FOLDER.glob('*.webp')))} pictures, {total / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s"
    )
    if skipped:
        print(f"✗ LEFT OUT: {', '.join(skipped)}", file=sys.stderr)
    return 1 if skipped else 0


def wanted(names: list[str]) -> list[Shot]:
    shots = [shot for _title, _words, shots in SECTIONS for shot in shots]
    return [shot for shot in shots if not names or shot.name in names]


# --- the portal -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def portal() -> Iterator[tuple[str, Path]]:
    """`bin/run` on a scratch folder and a free port; yields its address and its database."""
    with tempfile.TemporaryDirectory(prefix="portal-tour-") as place, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"PORTAL_VAR": place, "PORTAL_LOG_LEVEL": "ERROR"}
        with (Path(place) / "tour.log").open("w") as log, step("A portal with the demonstration"):
            command = [sys.executable, "-m", "tools.run", "--port", str(port)]
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            with contextlib.ExitStack() as undo:
                undo.callback(end, process)
                wait_for(f"http://127.0.0.1:{port}/healthz", process, Path(place) / "tour.log")
                undo.pop_all()
        try:
            yield f"http://127.0.0.1:{port}", Path(place) / "portal.sqlite3"
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(30)
    if process.poll() is None:
        process.kill()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.3)
    sys.exit(f"✗ The portal did not start:\n{log.read_text(errors='replace')[-2000:]}")


class Programme:
    """What the demonstration holds: for each role and state a reference and the person who has it."""

    def __init__(self, database: Path) -> None:
        self.found: dict[tuple[str, str], tuple[str, str]] = {}
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            for role, (join, party) in OWNERS.items():
                query = PARTIES.format(join=join, party=party, role=role)
                for state, reference, email in connection.execute(query):
                    self.found.setdefault((role, state), (reference, email))
            names = {"lab": "labs_laboratory", "institution": "institutions_recommendinginstitution"}
            self.others = {
                name: connection.execute(f"SELECT reference FROM {table} ORDER BY id").fetchone()[0]
                for name, table in names.items()
            }

    def resolve(self, shot: Shot) -> tuple[str, str]:
        """The address of a picture and the e-mail of who looks; raises Missing."""
        email = f"{shot.who}@{DOMAIN}" if shot.who else ""
        path = shot.path
        if shot.state:
            role = shot.who if shot.who in OWNERS else "applicant"
            if (role, shot.state) not in self.found:
                raise Missing(f"no project of the {role} is {shot.state}")
            reference, person = self.found[role, shot.state]
            path = path.replace("{project}", reference)
            email = person if shot.who in OWNERS else email
        return path.format(**self.others), email


# --- the pictures -----------------------------------------------------------------------------------------------------


class Tourist:
    """One browser, and a session for each person and look."""

    def __init__(self, browser: Browser, origin: str, programme: Programme) -> None:
        self.browser, self.origin, self.programme = browser, origin, programme
        self.cookies: dict[str, list] = {}

    def photograph(self, shot: Shot) -> bytes:
        """The page as a PNG; raises Missing."""
        path, email = self.programme.resolve(shot)
        context = self.browser.new_context(
            viewport=NARROW if shot.narrow else WIDE,  # type: ignore[arg-type]
            locale="en-GB" if shot.english else "zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if shot.dark else "light",
            reduced_motion="reduce",
        )
        try:
            return self._look(context, shot, path, email)
        finally:
            context.close()

    def _look(self, context: BrowserContext, shot: Shot, path: str, email: str) -> bytes:
        self.sign_in(context, email)
        name = "en" if shot.english else "zh-hans"
        context.add_cookies([{"name": "django_language", "value": name, "url": self.origin}])
        page = context.new_page()
        answer = page.goto(self.origin + path)
        if answer is None or answer.status != 200 or "/account/login/" in page.url.replace(path, ""):
            raise Missing(f"{path} answers {answer.status if answer else 'nothing'}")
        if shot.show:
            page.locator(shot.show).first.scroll_into_view_if_needed(timeout=3000)
            page.evaluate("s => document.querySelector(s)?.scrollIntoView({block: 'start'})", shot.show)
        page.wait_for_timeout(250)
        return page.screenshot()

    def sign_in(self, context: BrowserContext, email: str) -> None:
        """Through the sign-in page, once for each person."""
        if not email:
            return
        if email not in self.cookies:
            page: Page = context.new_page()
            page.goto(f"{self.origin}/account/login/")
            page.fill("#id_login", email)
            page.fill("#id_password", PASSWORD)
            with page.expect_navigation():
                page.click("main button[type=submit]")
            if "/account/login/" in page.url:
                raise Missing(f"{email} cannot sign in")
            self.cookies[email] = [row for row in context.cookies() if row["name"] == "sessionid"]
            page.close()
        context.add_cookies(self.cookies[email])


def taken(tourist: Tourist, shot: Shot) -> bool:
    """Whether a picture could be taken and kept."""
    with contextlib.suppress(FileNotFoundError):
        (FOLDER / f"{shot.name}.webp").unlink()
    try:
        picture = tourist.photograph(shot)
    except (Missing, BrowserError) as problem:
        say(f"LEFT OUT {shot.name}: {str(problem).splitlines()[0]}")
        return False
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{shot.name}.webp").write_bytes(small(picture))
    say(f"{shot.name}: {(FOLDER / f'{shot.name}.webp').stat().st_size // 1024} KiB")
    return True


def small(picture: bytes) -> bytes:
    """The same picture below 120 KiB."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in QUALITIES:
        target = io.BytesIO()
        image.save(target, "WEBP", quality=quality, method=6)
        if target.tell() <= LARGEST:
            break
    return target.getvalue()


def clear_away() -> None:
    """Pictures that no page of the tour shows any more."""
    known = {shot.name for shot in wanted([])}
    for path in FOLDER.glob("*.webp"):
        if path.stem not in known:
            path.unlink()


# --- the page ---------------------------------------------------------------------------------------------------------


def written(there: Callable[[Shot], bool] = lambda shot: (FOLDER / f"{shot.name}.webp").exists()) -> str:
    """docs/tour.md with the pictures that are there."""
    parts = [
        "# A tour of the portal",
        "Made by `bin/tour` from the demonstration programme that `bin/run` starts: every person, enterprise and "
        "laboratory is invented. The pages are shown in Chinese and English, by day and by night, on a desk and on a phone.",
    ]
    for title, words, shots in SECTIONS:
        shown = [shot for shot in shots if there(shot)]
        if not shown:
            continue
        parts += [f"## {title}", words]
        parts += [figure(shot) for shot in shown if not shot.narrow]
        phones = [shot for shot in shown if shot.narrow]
        parts += [row(phones[start : start + 2]) for start in range(0, len(phones), 2)]
    return "\n\n".join(parts) + "\n"


def figure(shot: Shot) -> str:
    return f"![{shot.caption}](images/tour/{shot.name}.webp)\n\n*{shot.caption}.*"


def row(shots: list[Shot]) -> str:
    """Two phones beside each other."""
    pictures = " | ".join(f"![{shot.caption}](images/tour/{shot.name}.webp)" for shot in shots)
    return "\n".join(
        [
            f"| {pictures} |",
            "|" + " --- |" * len(shots),
            "| " + " | ".join(f"*{shot.caption}*" for shot in shots) + " |",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
