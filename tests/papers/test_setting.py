"""How papers are set: every character is there or named, foreign words are never code, the file is fit for keeping."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from papers import markup, typefaces
from papers.engine import PaperError, render
from papers.services.issuing import LAYOUTS

LAYOUT = LAYOUTS / "paper_1.typ"
AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def record(**changes) -> dict:
    words = {
        "page": "第 {page} 页 共 {pages} 页",
        "digest": "摘要：",
        "reference": "项目编号：",
        "number": "文号：",
    }
    nothing = {"svg": "", "alt": "", "caption": "", "text": ""}
    return {
        "language": "zh-hans",
        "title": "创新券发放通知书",
        "issuer": "创新券管理办公室",
        "reference": "P-7K3MQ2X5",
        "number": "AN-2026-000001",
        "digest": "ab" * 32,
        "addressee": "",
        "blocks": [],
        "facts": [],
        "sections": [],
        "qr": nothing,
        "signed": True,
        "date": "2026年11月22日",
        "words": words,
    } | changes


def paragraph(text: str) -> dict:
    return {"kind": "paragraph", "runs": [{"text": text, "bold": False}]}


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def gb2312() -> str:
    codes = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


def test_typeface_shows_the_whole_of_gb_2312():
    signs = gb2312()
    assert len(signs) == 7445
    assert typefaces.unshowable(signs) == []


def test_all_of_gb_2312_is_set_embedded_and_can_be_searched():
    characters = [sign for sign in gb2312() if "一" <= sign <= "龥"]
    pdf = render(LAYOUT, record(blocks=[paragraph("".join(characters))]), at=AT)
    reader = PdfReader(BytesIO(pdf))
    assert "".join(characters) in text_of(pdf).replace("AN-2026-000001", "").replace("P-7K3MQ2X5", "") or set(
        characters
    ) <= set(text_of(pdf))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_file_is_declared_fit_for_keeping_and_for_reading_aloud():
    reader = PdfReader(BytesIO(render(LAYOUT, record(), at=AT)))
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.trailer["/Root"]["/Lang"].lower().startswith("zh")
    assert reader.metadata.title == "创新券发放通知书 AN-2026-000001"


def test_same_record_gives_the_same_bytes():
    assert render(LAYOUT, record(), at=AT) == render(LAYOUT, record(), at=AT)


HOSTILE = [
    '#eval("1+1") #read("/etc/passwd") $x^2$ *粗* _斜_ `raw` <label> @ref // no comment',
    "<script>alert(1)</script> \\ \\u{41} = heading",
    "公司" * 250,
    "x" * 500,
    "行一\n行二\n- 行三",
    '"quoted" {brace} [bracket] #set page(width: 1pt)',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_words_are_printed_and_never_run(words):
    data = record(
        addressee=words,
        blocks=[paragraph(words)],
        facts=[{"label": words[:60], "value": words, "strong": True}],
        title=words.replace("\n", " ")[:100],
    )
    shown = text_of(render(LAYOUT, data, at=AT)).replace("\u200b", "")
    # Long words are broken by lines and pages; the foot of a page may stand between.
    assert "".join(words.split())[:60] in shown


def test_characters_without_a_glyph_or_a_shape_are_named_by_number():
    text = "㐀𠮷😀\u202e\u200d\x00公司"
    assert typefaces.showable(text) == "㐀〔U+20BB7〕〔U+1F600〕〔U+202E〕〔U+200D〕〔U+0000〕公司"
    assert "㐀〔U+20BB7〕〔U+1F600〕〔U+202E〕〔U+200D〕〔U+0000〕公司" in text_of(
        render(LAYOUT, record(addressee=text), at=AT)
    )


def test_mistake_of_a_layout_is_named(tmp_path):
    with pytest.raises(PaperError, match="no layout of the portal"):
        render(tmp_path / "other.typ", record())
    with pytest.raises(PaperError, match="does not contain key"):
        render(LAYOUT, {"language": "en"})


def test_too_many_words_are_refused_before_they_are_set():
    with pytest.raises(PaperError, match="more words"):
        render(LAYOUT, record(addressee="字" * 2_000_000))


def test_setting_for_typefaces_without_a_chinese_one_is_passed_over(settings, tmp_path):
    settings.PORTAL_FONTS = str(tmp_path)
    typefaces.files.cache_clear()
    try:
        assert all(path.parent != tmp_path for path in typefaces.files())
    finally:
        typefaces.files.cache_clear()


# --- the office's words -----------------------------------------------------------------------------------------------

TAGS = ("title", "reasons")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("{title} is fine.", []),
        ("# $x$ @ <b> \\ #eval(1) are text", []),
        ("First.\n{titel}", ["Line 2: {titel} is not a tag of this paper."]),
        ("{title.__class__}", ["Line 1: a brace does not belong to a tag"]),
        ("{title", ["Line 1: a brace does not belong to a tag"]),
        ("{0}", ["Line 1: a brace does not belong to a tag"]),
        ("{{title}}", ["Line 1: a brace does not belong to a tag"]),
        ("One **bold", ["Line 1: bold words have ** before and after them."]),
        ("Good 😀", ["Line 1: these characters cannot be printed: U+1F600."]),
        (" \n ", ["The words are empty."]),
        ("字" * 12_000, []),
        ("字" * 12_001, ["The words are longer than 12,000 characters."]),
    ],
)
def test_words_are_checked_line_by_line(body, found):
    told = markup.problems(body, TAGS)
    assert len(told) == len(found)
    assert all(words.startswith(expected) for words, expected in zip(told, found, strict=True))


def test_marks_become_blocks_and_values_stay_text():
    blocks = markup.compose(
        "## Head\n- one **two**\n- three\n1. step\n\n{reasons}\nOf {title}.",
        {"title": "**x** {reasons}", "reasons": "a\n\nb"},
    )
    kinds = [block["kind"] for block in blocks]
    assert kinds == ["heading", "list", "steps", "paragraph", "paragraph", "paragraph"]
    assert blocks[1]["items"][0] == [{"text": "one ", "bold": False}, {"text": "two", "bold": True}]
    assert [block["runs"][0]["text"] for block in blocks[3:]] == ["a", "b", "Of **x** {reasons}."]


def test_paragraph_of_an_empty_value_is_left_out():
    assert markup.compose("{reasons}", {"reasons": " "}) == []
