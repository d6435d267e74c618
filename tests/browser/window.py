"""A browser window that remembers every complaint: script errors, refused content, pages wider than the screen."""

from __future__ import annotations

import os
import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

PHONE, DESK = 390, 1280
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Widths at which a page of 1280 pixels is seen when enlarged to 200 and to 400 percent.
ENLARGED = (640, 320)
# Counts how far things move while a page loads, as browsers report it.
WATCH = """window.__moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.__moved.push([entry.value, ...entry.sources.map(s => s.node?.outerHTML?.slice(0, 90))]);
})).observe({ type: "layout-shift", buffered: true });"""
# Text that its own box cuts off, unless it says so with dots or is for screen readers alone.
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
  const s = getComputedStyle(e);
  return ["hidden", "clip"].includes(s.overflowX) && s.textOverflow !== "ellipsis" && e.clientWidth > 2
    && e.scrollWidth > e.clientWidth + 2 && e.innerText?.trim() && !e.closest(".visually-hidden, svg, .skip-link");
}).map(e => [e, e.getBoundingClientRect().right + 1])
  .map(([e, edge]) => [e, [...e.querySelectorAll("*")].filter(c => c.getBoundingClientRect().right > edge).pop()])
  .map(([box, inner]) => `${box.tagName}.${box.className}: ${inner?.outerHTML.slice(0, 120)}`).slice(0, 4)"""
# A refused form answers 422 or 409 on purpose; the browser notes it as an error of the document.
ON_PURPOSE = re.compile(r"status of (409|422)")


class Window:
    """One person at one screen."""

    def __init__(
        self, browser: Browser, origin: str, *, width: int = DESK, language: str = "en", scripts: bool = True
    ):
        self.origin, self.width = origin, width
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 844},
            locale=language,
            color_scheme="light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        self.scripts = scripts
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("load", lambda _page: self._measure())

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not ON_PURPOSE.search(text):
            self.complaints.append(f"{self.page.url}: {text}")

    def _measure(self) -> None:
        if self.is_too_wide():
            self.complaints.append(f"{self.page.url} is wider than {self.width} pixels: {self.widest()}")

    def enter(self, session: str) -> Window:
        """Comes with a session, without the sign-in page."""
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": session, "url": self.origin}])
        return self

    def open(self, path: str) -> Page:
        """Goes to an address of the portal."""
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.keep_picture(path)
        return self.page

    def is_too_wide(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > innerWidth")

    def widest(self) -> str:
        """What stands out at the right."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.tagName + "." + e.className).slice(0, 5).join(", ")"""
        )

    def barriers(self) -> dict[str, list[str]]:
        """Violations of WCAG 2.2 A and AA by day, and of contrast by night: rule → the elements."""
        self.page.evaluate(AXE_SCRIPT)
        by_day = self._run({"type": "tag", "values": WCAG})
        self.page.emulate_media(color_scheme="dark")
        by_night = self._run({"type": "rule", "values": ["color-contrast"]})
        self.page.emulate_media(color_scheme="light")
        return by_day | {f"{rule} by night": nodes for rule, nodes in by_night.items()}

    def _run(self, only: dict) -> dict[str, list[str]]:
        options = {"runOnly": only, "resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options).then(r => r.violations)", options)
        return {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:4] for rule in found}

    def cramped(self) -> dict[str, list[str]]:
        """What goes wrong on a phone and when enlarged: sideways scrolling, text cut off, targets too small to touch."""
        found: dict[str, list[str]] = {}
        for width in (*ENLARGED, PHONE):
            self.resize(width)
            if self.is_too_wide():
                found[f"too wide for {width} pixels"] = [self.widest()]
            if cut := self.page.evaluate(CUT):
                found[f"cut off at {width} pixels"] = cut
        small = self._run({"type": "rule", "values": ["target-size"]})
        return found | {f"{rule} on a phone": nodes for rule, nodes in small.items()}

    def moved(self) -> list:
        """What moved while the page was loading, each with how far; nothing is below a hundredth."""
        found = self.page.evaluate("window.__moved")
        return found if sum(entry[0] for entry in found) > 0.01 else []

    def resize(self, width: int) -> None:
        self.width = width
        self.page.set_viewport_size({"width": width, "height": 844})

    def keep_picture(self, name: str) -> None:
        """`PORTAL_PICTURES=folder` keeps a picture of every page, for people who want to look."""
        if folder := os.environ.get("PORTAL_PICTURES"):
            file = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "home"
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{file}-{self.width}.png", full_page=True)

    def close(self) -> None:
        self.context.close()
