"""Catalogues are compiled without gettext's tools, and only when they changed."""

import gettext
import os

from tools import translations

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Voucher"
msgstr "创新券"

msgid "%(count)s project"
msgid_plural "%(count)s projects"
msgstr[0] "%(count)s 个项目"

#, fuzzy
msgid "Pool"
msgstr "错"
"""


def test_compile_writes_what_gettext_reads(tmp_path):
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE)
    assert translations.compile_changed(tmp_path) == 1
    with (folder / "django.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Voucher") == "创新券"
    assert read.ngettext("%(count)s project", "%(count)s projects", 2) == "%(count)s 个项目"
    assert read.gettext("Pool") == "Pool"


def test_compile_is_skipped_until_the_source_changes(tmp_path):
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(CATALOGUE)
    translations.compile_changed(tmp_path)
    assert translations.compile_changed(tmp_path) == 0
    later = (folder / "django.mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert translations.compile_changed(tmp_path) == 1
