"""Whoever types by sound finds the Chinese word, is told which one, and gets in nobody's way who types something else."""

import pytest
from django.utils import timezone

from labs.models import CatalogueGram
from labs.search.find import find
from labs.search.index import recount
from labs.search.sounds import heard, readings, sound
from tests.factories.catalogue import make_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_pair_of_characters_sounds_and_nothing_else_does():
    assert sound("显微") == ("xianwei", "xw")
    assert sound("绿色")[0] == "lvse"
    assert sound("微") == sound("sem") == sound("gb") == sound("") == ("", "")


def test_a_word_is_cut_in_every_way():
    assert set(readings("xian")) == {("xian",), ("xi", "an")}
    assert ("xian", "wei", "jing") in readings("xianweijing")
    assert readings("xrf") == []
    assert len(readings("a" * 40)) == 0
    assert len(readings("xianxianxianxian")) <= 12


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("xianweijing", "显微镜"), ("XianWeiJing", "显微镜"), ("dianchi", "电池"), ("xwj", "显微镜")],
)
def test_what_is_typed_by_sound_finds_the_word(typed, meant):
    make_catalogue()
    today = timezone.localdate()

    by_sound, by_word = find(typed, today), find(meant, today)

    assert by_sound.question.corrected == {typed.lower(): meant}
    wanted = {row.laboratory for row in by_word.rows[: by_word.complete]}
    assert wanted
    assert {row.laboratory for row in by_sound.rows[: by_sound.complete]} >= wanted


def test_known_words_completions_and_nonsense_are_not_heard():
    make_catalogue()
    today = timezone.localdate()
    for text in ("SEM", "XRD分析", "gb38031", "zzz", "machine", "hello world", "xw", "x" * 200, "' OR 1=1"):
        corrected = find(text, today).question.corrected
        assert not [words for words in corrected.values() if not words.isascii()], text


def test_a_word_must_stand_in_a_line():
    make_catalogue()
    CatalogueGram.objects.create(gram="显显", pinyin="xianxian", initials="xx")
    CatalogueGram.objects.create(gram="显池", pinyin="xianchi", initials="xc")
    assert heard("xianxianchi") == []


def test_counting_anew_keeps_the_sounds():
    make_catalogue()
    recount()
    assert CatalogueGram.objects.get(gram="电池").pinyin == "dianchi"
    assert CatalogueGram.objects.filter(gram="ct", pinyin="").exists()
