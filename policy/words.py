"""Marks the words of rules for translation and translates them with whatever the running program installs."""

from collections.abc import Callable

Translate = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a sentence for extraction and return it as it is; rules know no translation machinery."""
    return text


class Translator:
    """Holds the function that turns an English sentence into the reader's language."""

    def __init__(self) -> None:
        self._translate: Translate = gettext_noop

    def install(self, translate: Translate) -> None:
        """Use `translate` from now on; Django's gettext is installed when the app is ready."""
        self._translate = translate

    def __call__(self, text: str) -> str:
        return self._translate(text) if text else ""


translate = Translator()
