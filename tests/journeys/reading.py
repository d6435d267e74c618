"""What a page offers to a person without scripts: its words, its links, and its forms with what may be typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "title", "svg"}


@dataclass
class Control:
    """One control of a form: its values are what a browser would send now."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    is_open: bool = True


@dataclass
class Form:
    """One form: where it goes, what it sends, and its buttons as (label, name, value)."""

    action: str
    method: str
    is_multipart: bool
    in_main: bool
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def open_names(self) -> set[str]:
        """What a person can write here."""
        return {c.name for c in self.controls.values() if c.is_open and c.kind != "hidden"}

    def fill(self, values: dict[str, Any]) -> None:
        """Types values into open controls; refuses what a browser would not let a person do."""
        for name, value in values.items():
            control = self.controls.get(name)
            assert control, f"no control “{name}”; there are {sorted(self.controls)}"
            assert control.is_open, f"“{name}” is closed"
            control.values = _typed(control, value)

    def data(self) -> dict[str, Any]:
        """What a browser would send."""
        sent = {c.name: c.values for c in self.controls.values() if c.is_open and c.values}
        return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def _typed(control: Control, value: Any) -> list:
    if control.kind == "file":
        return [value]
    if control.kind == "checkbox" and isinstance(value, bool):
        return control.choices[:1] if value else []
    wanted = [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
    if control.kind in {"checkbox", "radio", "select"}:
        unknown = set(wanted) - set(control.choices)
        assert not unknown, f"“{control.name}” does not offer {unknown}; it offers {control.choices}"
    return wanted


class Page(HTMLParser):
    """One answered page."""

    def __init__(self, address: str, status: int, html: str):
        super().__init__()
        self.address, self.status, self.html = address, status, html
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._stack: list[tuple[str, dict[str, str]]] = []
        self._words: list[str] = []
        self._main: list[str] = []
        self._form: Form | None = None
        self._select: Control | None = None
        self._area: Control | None = None
        self._link: tuple[str, list[str]] | None = None
        self._button: tuple[str, str, list[str]] | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        """The words of the page, spaces made single."""
        return " ".join(" ".join(self._words).split())

    @property
    def main(self) -> str:
        """The words between header and footer."""
        return " ".join(" ".join(self._main).split())

    def form_with(self, *names: str) -> Form:
        """The one form of the content that has all these controls."""
        fits = [f for f in self.forms if f.in_main and f.method == "post" and set(names) <= set(f.controls)]
        offered = [sorted(f.controls) for f in self.forms if f.in_main]
        assert fits, f"no form of {self.address} ({self.status}) has {names}; forms: {offered}"
        return fits[0]

    def form_names(self) -> list[str]:
        """Where the forms of the content would be sent."""
        return [form.action for form in self.forms if form.in_main and form.method == "post"]

    # --- reading -----------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._stack.append((tag, attributes))
        reader = getattr(self, f"_read_{tag}", None)
        if reader:
            reader(attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "a" and self._link:
            self.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None
        elif tag == "button" and self._button and self._form:
            name, value, words = self._button
            self._form.buttons.append((" ".join("".join(words).split()), name, value))
            self._button = None
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area.values = (
                [self._area.values[0] + data] if self._area.values else [data.removeprefix("\n")]
            )
            return
        if self._link:
            self._link[1].append(data)
        if self._button:
            self._button[2].append(data)
        tags = {tag for tag, _attributes in self._stack}
        if tags & SILENT:
            return
        self._words.append(data)
        if "main" in tags:
            self._main.append(data)

    def _is_closed(self, attributes: dict[str, str]) -> bool:
        return "disabled" in attributes or any(
            tag == "fieldset" and "disabled" in own for tag, own in self._stack
        )

    def _read_form(self, attributes: dict[str, str]) -> None:
        self._form = Form(
            action=attributes.get("action") or self.address,
            method=attributes.get("method", "get").lower(),
            is_multipart=attributes.get("enctype") == "multipart/form-data",
            in_main=any(tag == "main" for tag, _own in self._stack),
        )
        self.forms.append(self._form)

    def _read_input(self, attributes: dict[str, str]) -> None:
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        if not self._form or not name:
            return
        control = self._form.controls.setdefault(name, Control(name, kind, is_open=False))
        is_open = not self._is_closed(attributes)
        control.is_open = control.is_open or is_open
        value = attributes.get("value", "on" if kind == "checkbox" else "")
        if kind in {"checkbox", "radio"}:
            if is_open:
                control.choices.append(value)
            if "checked" in attributes and is_open:
                control.values.append(value)
        elif kind != "file":
            control.values.append(value)

    def _read_select(self, attributes: dict[str, str]) -> None:
        if self._form:
            name = attributes.get("name", "")
            self._select = Control(name, "select", is_open=not self._is_closed(attributes))
            self._form.controls[name] = self._select

    def _read_option(self, attributes: dict[str, str]) -> None:
        if self._select:
            value = attributes.get("value", "")
            self._select.choices.append(value)
            if "selected" in attributes or not self._select.values:
                self._select.values = [value]

    def _read_textarea(self, attributes: dict[str, str]) -> None:
        if self._form:
            name = attributes.get("name", "")
            self._area = Control(name, "textarea", is_open=not self._is_closed(attributes))
            self._form.controls[name] = self._area

    def _read_a(self, attributes: dict[str, str]) -> None:
        if "href" in attributes:
            self._link = (attributes["href"], [])

    def _read_button(self, attributes: dict[str, str]) -> None:
        if self._form and attributes.get("type", "submit") == "submit":
            self._button = (attributes.get("name", ""), attributes.get("value", ""), [])
