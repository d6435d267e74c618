"""What can be done with papers: compose, issue, preview, verify; publish the office's words."""

from papers.services.composing import compose_paper
from papers.services.issuing import issue, issue_due, issue_listing, keep, pdf_of, subject_of
from papers.services.previewing import Preview, preview, preview_words
from papers.services.publishing import publish, words_in_force
from papers.services.verifying import Verdict, verify

__all__ = [
    "Preview",
    "Verdict",
    "compose_paper",
    "issue",
    "issue_due",
    "issue_listing",
    "keep",
    "pdf_of",
    "preview",
    "preview_words",
    "publish",
    "subject_of",
    "verify",
    "words_in_force",
]
