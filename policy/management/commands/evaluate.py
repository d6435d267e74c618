"""Judges facts from a file by the rules of one chapter, for people and programs outside the portal."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from policy.evaluation import evaluate
from policy.facts import from_json, schema
from policy.services import NoEditionError, parameters_for
from policy.shape import ShapeError

UNUSABLE = 2


class Command(BaseCommand):
    help = "Print the findings of one chapter as JSON; exit 0 whatever they say, 2 when the question cannot be put."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a chapter and a file; '-' reads from standard input."""
        parser.add_argument("chapter", nargs="?", help="for example contract")
        parser.add_argument("facts", nargs="?", help="file with the facts as JSON, or - for standard input")
        parser.add_argument("--edition", help="code of the edition; without it the one in force today")
        parser.add_argument("--language", help="language of the messages, for example en or zh-hans")
        parser.add_argument(
            "--schema", action="store_true", help="print the JSON Schema of the chapter's facts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print findings or schema; every mistake of the caller is one line and exit 2."""
        try:
            answer = self._answer(options)
        except (ShapeError, NoEditionError, ImproperlyConfigured) as error:
            raise CommandError(" ".join(str(error).split()), returncode=UNUSABLE) from error
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _answer(self, options: dict[str, Any]) -> Any:
        if not options["chapter"]:
            raise ShapeError(
                "Name a chapter and a file with facts, for example: evaluate contract facts.json"
            )
        described = schema(options["chapter"])
        if options["schema"]:
            return described
        facts = from_json(options["chapter"], _read(options["facts"]))
        parameters = parameters_for(options["edition"], timezone.localdate())
        with translation.override(options["language"] or translation.get_language()):
            return evaluate(options["chapter"], facts, parameters).as_json()


def _read(name: str | None) -> object:
    if not name:
        raise ShapeError("Name a file with facts, or - for standard input.")
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except OSError as error:
        raise ShapeError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ShapeError(f"{name} is not UTF-8 text.") from error
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ShapeError(f"{name} is not JSON: {error}.") from error
