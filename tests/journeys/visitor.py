"""A person with a browser that runs no scripts: opens pages, follows links, fills forms that are really there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.journeys.reading import Form, Page

LOGIN = "/account/login/"


class Visitor:
    """One person; every step goes through the page that offers it, with its form, its token and its closed fields."""

    def __init__(self, email: str = "", password: str = ""):
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        self.email, self.password = email, password
        self.page = Page("", 0, "")

    def open(self, address: str, status: int = 200) -> Page:
        """Goes to an address; signs in on the way when the portal asks for it."""
        page = self._arrive(self.client.get(address))
        if urlsplit(page.address).path == LOGIN and LOGIN not in address and self.email:
            page = self._sign_in_here()
        return self._expect(page, status)

    def sign_in(self) -> Page:
        """Through the form of the sign-in page."""
        self._arrive(self.client.get(LOGIN))
        return self._expect(self._sign_in_here(), 200)

    def _sign_in_here(self) -> Page:
        form = self.page.form_with("login", "password")
        form.fill({"login": self.email, "password": self.password})
        return self._post(form, {})

    def follow(self, ending: str, status: int = 200) -> Page:
        """Presses the link whose address ends so, for example the step of an action bar: `/submit/`."""
        found = [href for href, _words in self.page.links if urlsplit(href).path.endswith(ending)]
        assert found, f"{self.page.address} has no link to …{ending}: {[href for href, _ in self.page.links]}"
        return self.open(urljoin(self.page.address, found[0]), status)

    def offers(self, ending: str) -> bool:
        """Whether the page has a link to such an address."""
        return any(urlsplit(href).path.endswith(ending) for href, _words in self.page.links)

    def send(self, values: dict[str, Any] | None = None, *, button: str = "", status: int = 200) -> Page:
        """Fills the form of this page that has these controls and presses its first button, or the named one."""
        values = values or {}
        form = self.page.form_with(*values)
        form.fill(values)
        extra = {name: value for _label, name, value in form.buttons if button and name == button}
        assert extra or not button, f"no button “{button}”: {form.buttons}"
        return self._expect(self._post(form, extra), status)

    def press(self, label: str, status: int = 200) -> Page:
        """Presses the button with this label, wherever on the page it is, the header included."""
        for form in self.page.forms:
            for words, name, value in form.buttons:
                if words.startswith(label):
                    return self._expect(self._post(form, {name: value} if name else {}), status)
        labels = [words for form in self.page.forms for words, _name, _value in form.buttons]
        raise AssertionError(f"no button “{label}” on {self.page.address}: {labels}")

    def take(self, subject: Any, step: str, values: dict[str, Any] | None = None, status: int = 200) -> Page:
        """Takes a step from the page of a dossier, where it has to be offered."""
        self.open(subject.get_absolute_url())
        self.follow(f"/{step}/")
        return self.send(values, status=status)

    def repeat(self, form: Form) -> Page:
        """Sends a form of an earlier page once more: the second click, the other tab."""
        return self._post(form, {})

    # --- the wire ----------------------------------------------------------------------------------------------------

    def _post(self, form: Form, extra: dict[str, str]) -> Page:
        address = urljoin(self.page.address, form.action)
        for control in form.controls.values():
            for value in control.values:
                if hasattr(value, "seek"):
                    value.seek(0)
        return self._arrive(
            self.client.post(address, form.data() | extra, headers={"referer": self.page.address})
        )

    def _arrive(self, response) -> Page:
        address = response.request["PATH_INFO"]
        hops = 0
        while response.status_code in {301, 302, 303}:
            hops += 1
            assert hops < 6, f"{address} leads in circles"
            address = urljoin(address, response.headers["location"])
            response = self.client.get(address)
        query = response.request.get("QUERY_STRING", "")
        path = response.request["PATH_INFO"] + (f"?{query}" if query else "")
        self.page = Page(path, response.status_code, response.content.decode())
        return self.page

    def _expect(self, page: Page, status: int) -> Page:
        assert page.status == status, f"{page.address}: {page.status} instead of {status}: {page.main[:1500]}"
        return page
