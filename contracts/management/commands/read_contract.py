"""Reads a contract off a file and prints what was found as JSON."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.models import Project
from contracts import services
from contracts.enums import Misfortune
from contracts.facts import lone_facts
from contracts.models import Contract, Reading
from contracts.reading.guard import read_safely
from contracts.reading.model import PUBLIC, Paper, Trouble, Unreadable
from policy.evaluation import evaluate
from policy.models import Edition

HELP = """Reads a contract (PDF, DOCX, PNG, JPEG) and prints {"fields": …, "findings": …} as JSON.

Each field has value, page, excerpt and confidence (0 to 1); value is null when the paper does not say.
  party_a, party_b                names of the parties
  party_a_uscc, party_b_uscc      their unified social credit codes
  contract_number, sign_date      the number; the day of signature as ISO date
  total_amount                    decimal text in yuan (元): 12万元 is "120000.00"
  total_amount_capitals           the words as written, without 人民币
  voucher_number, voucher_amount  the voucher; its amount as decimal text in yuan (元)
  voucher_clause, failure_clause  the words of the clauses

findings: rule, clause, outcome (pass: agrees, block: differs, warn: a person must look), message, figures (fen),
page, excerpt, confidence. Without --project only what the paper says about itself is compared.

Exit status: 0 read · 1 the project does not exist · 2 the file cannot be read (one line on stderr says why).
"""
UNREADABLE = 2


class Command(BaseCommand):
    """`read_contract FILE [--project REF]`."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any):
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--project", metavar="REF", help="compare with this project, for example P-7K3MQ2XF"
        )
        parser.add_argument("--progress", action="store_true", help="say on stderr which page is being read")

    def handle(self, *args: Any, file: Path, project: str | None, progress: bool, **options: Any) -> None:
        subject = self._project(project) if project else None
        try:
            paper = read_safely(file, self._tell if progress else lambda _page, _of: None)
        except Unreadable as error:
            words = Misfortune(error.trouble.value).label
            hint = " (pip install -r requirements/ocr.txt)" if error.trouble is Trouble.SCAN else ""
            raise CommandError(
                f"{file.name}: {error.trouble.value}: {words}{hint}", returncode=UNREADABLE
            ) from error
        answer = {
            "fields": {name: paper[name].as_json() for name in PUBLIC},
            "findings": self._findings(paper, subject),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _project(self, reference: str) -> Project:
        found = Project.objects.with_parties().filter(reference=reference).first()
        if found is None:
            raise CommandError(f"There is no project {reference}.", returncode=1)
        return found

    def _findings(self, paper: Paper, project: Project | None) -> list[dict[str, Any]]:
        reading = Reading(content=paper.as_json())
        if project is None:
            edition = Edition.objects.published().newest_first().first()
            if edition is None:
                return []
            return services.placed(reading, evaluate("reading", lone_facts(paper), edition.typed))
        reading.project = project
        return services.placed(reading, services.compare(reading, Contract.objects.of(project)))

    def _tell(self, page: int, of: int) -> None:
        sys.stderr.write(f"reading page {page} of {of}\n")
