"""Puts words back into the form of a finished page, whatever form it is."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

UNTOUCHED = {"password", "file", "submit", "button", "image", "reset"}
COUNTERS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")

Attributes = list[tuple[str, str | None]]


def refill(page: str, path: str, values: dict[str, list[str]]) -> tuple[str, dict[str, list[str]]]:
    """The page with the values in the guarded form that posts to `path`, and those for which it has no place."""
    writer = _Writer(path, values)
    writer.feed(page)
    writer.close()
    left = {name: [value for value in found if value.strip()] for name, found in writer.left.items()}
    return "".join(writer.out), {name: found for name, found in left.items() if found}


class _Writer(HTMLParser):
    """Copies a page; inside the form it writes other values."""

    def __init__(self, path: str, values: dict[str, list[str]]):
        super().__init__(convert_charrefs=False)
        self.path = path
        self.values = values
        self.left = {name: list(found) for name, found in values.items() if not name.endswith(COUNTERS)}
        self.out: list[str] = []
        self.is_inside = self.is_silent = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "form":
            posts = (given.get("method") or "").lower() == "post" and "data-guard" in given
            self.is_inside = posts and given.get("action") in {None, "", self.path}
        if not self.is_inside:
            self._copy()
            return
        match tag:
            case "input":
                self._input(attrs, given)
            case "textarea":
                self._textarea(given)
            case "select":
                self.select = given.get("name") or ""
                self._copy()
            case "option" if self.select in self.values:
                self._mark(tag, attrs, "selected", self._takes(self.select, given.get("value") or ""))
            case _:
                self._copy()

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.is_silent = False
        if tag == "form":
            self.is_inside = False
        if tag == "select":
            self.select = ""
        self.out.append(f"</{tag}>")

    def _copy(self) -> None:
        self.out.append(self.get_starttag_text() or "")

    def _input(self, attrs: Attributes, given: dict[str, str | None]) -> None:
        name, kind = given.get("name") or "", (given.get("type") or "text").lower()
        if kind in UNTOUCHED or not name or name == "csrfmiddlewaretoken" or name.endswith(COUNTERS):
            self._copy()
        elif kind in {"checkbox", "radio"}:
            self._mark("input", attrs, "checked", self._takes(name, given.get("value") or "on"))
        elif self.left.get(name):
            value = self.left[name].pop(0)
            self._write("input", [(key, old) for key, old in attrs if key != "value"] + [("value", value)])
        else:
            self._copy()

    def _textarea(self, given: dict[str, str | None]) -> None:
        self._copy()
        name = given.get("name") or ""
        if self.left.get(name):
            self.out.append("\n" + escape(self.left[name].pop(0)))
            self.is_silent = True

    def _takes(self, name: str, value: str) -> bool:
        """Whether this choice was made; it has found its place then."""
        if value in self.left.get(name, []):
            self.left[name].remove(value)
        return value in self.values.get(name, [])

    def _mark(self, tag: str, attrs: Attributes, mark: str, is_set: bool) -> None:
        kept: Attributes = [(key, value) for key, value in attrs if key != mark]
        self._write(tag, [*kept, (mark, None)] if is_set else kept)

    def _write(self, tag: str, attrs: Attributes) -> None:
        words = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs)
        self.out.append(f"<{tag}{words}>")

    def handle_data(self, data: str) -> None:
        if not self.is_silent:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")
