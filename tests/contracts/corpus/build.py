"""Puts facts and a manner together: the blocks of a contract, what a reader should find, and the files."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from papers.engine import render
from tests.contracts.corpus.facts import DATES, FIGURES, Facts, capitals, facts_of
from tests.contracts.corpus.manners import MANNERS, Manner

LAYOUT = Path(__file__).parent / "contract.typ"
Block = dict[str, Any]
SEEDS = 4
BOILERPLATE = (
    "乙方应按照国家有关技术标准和本合同约定的技术指标开展工作,定期向甲方通报进展,并对提交成果的真实性、完整性负责。",
    "甲方应在合同生效后十个工作日内向乙方提供开展工作所必需的技术资料、样品和场地条件,并指定专人负责联络。",
    "未经对方书面同意,任何一方不得向第三方泄露在履行合同过程中知悉的商业秘密和技术秘密,保密义务在合同终止后三年内继续有效。",
    "乙方交付的成果由双方共同组织验收;验收不合格的,乙方应在十五日内完成整改,由此发生的费用由乙方承担。",
    "履行本合同产生的知识产权归甲方所有,乙方享有署名权;双方另有约定的,从其约定。",
    "因履行本合同发生的争议,由双方协商解决;协商不成的,提交合同签订地有管辖权的人民法院诉讼解决。",
    "本合同一式四份,双方各执两份,自双方签字盖章之日起生效,具有同等法律效力。",
)


@dataclass(frozen=True)
class Contract:
    """One contract of the corpus: what it says, how it is set, and what a reader should find (None: it does not say)."""

    name: str
    manner: Manner
    facts: Facts
    blocks: list[Block]
    truth: dict[str, str | None]

    def pdf(self) -> bytes:
        manner = self.manner
        data = {
            "title": manner.title, "size": manner.size, "english": manner.english, "foot": manner.foot, "blocks": self.blocks,
            "head": "技术合同 · 商业秘密" if manner.long and not manner.english else "", "stamp": f"{self.facts.party_b[:12]} 合同专用章" if manner.stamp else "",
        }  # fmt: skip
        return render(LAYOUT, data, standards=())

    def docx(self) -> bytes:
        return document(self)

    def scan(self, seed: int = 1) -> bytes:
        """The PDF as pictures of paper: grey, a little turned, with noise."""
        return scanned(self.pdf(), seed)


def corpus() -> list[Contract]:
    """Every manner with several facts: the text part of the corpus."""
    return [
        contract_of(manner, SEEDS * place + turn)
        for place, manner in enumerate(MANNERS)
        for turn in range(SEEDS)
    ]


def contract_of(manner: Manner, seed: int) -> Contract:
    facts = facts_of(seed + 1, english=manner.english)
    words = phrases(manner, facts)
    return Contract(
        f"{manner.name} {seed}", manner, facts, blocks(manner, facts, words), truth(manner, facts, words)
    )


def phrases(manner: Manner, facts: Facts) -> dict[str, str]:
    """Each phrase of the manner with the facts in it."""
    figures = FIGURES[manner.figures]
    places = {
        "number": facts.number, "voucher": facts.voucher, "second": facts.second_voucher, "total": figures(facts.total),
        "face": figures(facts.face), "own": figures(facts.own), "date": DATES[manner.date](facts.signed_on),
        "capitals": capitals(facts.total, manner.capitals),
    }  # fmt: skip

    def filled(text: str | None) -> str:
        for name, value in places.items():
            text = (text or "").replace("{" + name + "}", value)
        return text or ""

    return {
        name: filled(getattr(manner, name)) for name in ("number", "total", "clause", "failure", "signed")
    }


def truth(manner: Manner, facts: Facts, words: dict[str, str]) -> dict[str, str | None]:
    has = manner.clause is not None
    return {
        "party_a": facts.party_a,
        "party_b": facts.party_b,
        "party_a_uscc": facts.code_a,
        "party_b_uscc": facts.code_b,
        "contract_number": facts.number,
        "sign_date": facts.signed_on.isoformat(),
        "total_amount": f"{Decimal(facts.total) / 100:.2f}",
        "total_amount_capitals": capitals(facts.total, manner.capitals),
        "voucher_number": facts.voucher if has and manner.states_voucher else None,
        "voucher_amount": f"{Decimal(facts.face) / 100:.2f}" if has and manner.states_face else None,
        "voucher_clause": words["clause"] if has else None,
        "failure_clause": words["failure"] if manner.failure else None,
    }


# --- blocks ----------------------------------------------------------------------------------------------------------
def says(text: str) -> Block:
    return {"kind": "text", "text": text}


def head(text: str) -> Block:
    return {"kind": "head", "text": text}


def blocks(manner: Manner, facts: Facts, words: dict[str, str]) -> list[Block]:
    """The contract from top to bottom."""
    if manner.english:
        return english_blocks(manner, facts, words)
    if manner.parties == "form":
        return form_blocks(manner, facts, words)
    made = [says(words["number"]), *parties(manner, facts)]
    if manner.parties != "prose":
        made.append(
            says(f"甲方委托乙方就“{facts.subject}”项目开展技术工作,双方经平等协商,订立本合同,共同遵守。")
        )
    made += [
        head("第一条 工作内容"),
        says(f"乙方负责{facts.subject},提交技术报告一份、试验数据一套。"),
        says(BOILERPLATE[0]),
    ]
    start, end = (DATES[manner.date](day) for day in (facts.signed_on + timedelta(days=3), facts.period_to))
    made += [head("第二条 履行期限"), says(f"本合同履行期限自{start}起至{end}止。")]
    if manner.long:
        made += [says(text) for text in BOILERPLATE[1:4]] + [{"kind": "page"}]
    made += [head("第三条 合同价款及支付"), says(words["total"]), *payments(manner, facts)]
    made += [says(words["clause"])] if words["clause"] else []
    made += [head("第四条 违约及未结题的处理")] + ([says(words["failure"])] if words["failure"] else [])
    made += [says(text) for text in BOILERPLATE[(4 if manner.long else 3) :]]
    return made + signatures(manner, facts, words)


def parties(manner: Manner, facts: Facts) -> list[Block]:
    one, two = manner.labels
    code = manner.code_label
    match manner.parties:
        case "table":
            return [
                {
                    "kind": "table",
                    "rows": [
                        [one, facts.party_a],
                        [code, facts.code_a],
                        ["法定代表人", "李明"],
                        [two, facts.party_b],
                        [code, facts.code_b],
                        ["法定代表人", "王芳"],
                    ],
                }
            ]
        case "columns":
            sides = [
                [f"{one}:{facts.party_a}", f"{code}:{facts.code_a}"],
                [f"{two}:{facts.party_b}", f"{code}:{facts.code_b}"],
            ]
            return [{"kind": "columns", "sides": sides}]
        case "cover":
            cover = [
                {"kind": "centre", "text": text}
                for text in (f"项目名称:{facts.subject}", f"{one}:{facts.party_a}", f"{two}:{facts.party_b}")
            ]
            return [
                *cover,
                {"kind": "page"},
                says(f"{one}:{facts.party_a}"),
                says(f"{code}:{facts.code_a}"),
                says(f"{two}:{facts.party_b}"),
                says(f"{code}:{facts.code_b}"),
            ]
        case "prose":
            return [
                says(
                    f"{facts.party_a}(统一社会信用代码{facts.code_a},以下简称“甲方”)与{facts.party_b}(统一社会信用代码{facts.code_b},以下简称“乙方”)就{facts.subject}开展合作研发,达成如下协议。"
                )
            ]
    rows = []
    for label, name, number, person in (
        (one, facts.party_a, facts.code_a, "李明"),
        (two, facts.party_b, facts.code_b, "王芳"),
    ):
        rows += [
            f"{label}:{name}",
            "住所地:北京市海淀区学院路 30 号",
            f"{code}:{number}",
            f"法定代表人:{person}  联系电话:010-62330000",
        ]
    return [says(row) for row in rows]


def payments(manner: Manner, facts: Facts) -> list[Block]:
    figures = FIGURES[manner.figures]
    first = facts.own // 2 // 100 * 100
    if manner.payment == "table":
        return [
            {
                "kind": "table",
                "rows": [
                    ["期次", "付款条件", "金额"],
                    ["第一期", "合同签订后十日内", figures(first)],
                    ["第二期", "验收通过后十日内", figures(facts.total - first)],
                ],
            }
        ]
    if manner.payment == "lines":
        return [
            says(f"1.首付款:合同签订后十日内支付{figures(first)};"),
            says(f"2.尾款:验收通过后十日内支付{figures(facts.total - first)}。"),
        ]
    return []


def signatures(manner: Manner, facts: Facts, words: dict[str, str]) -> list[Block]:
    if manner.signed.startswith("日期"):
        rows = [
            [f"甲方(盖章):{facts.party_a}", f"乙方(盖章):{facts.party_b}"],
            ["代表签字:", "代表签字:"],
            [words["signed"], words["signed"]],
        ]
        return [{"kind": "table", "rows": rows}]
    return [says("甲方(盖章):"), says("乙方(盖章):"), says(words["signed"])]


def form_blocks(manner: Manner, facts: Facts, words: dict[str, str]) -> list[Block]:
    """A contract that is one table."""
    rows = [
        ["甲方名称", facts.party_a],
        ["甲方信用代码", facts.code_a],
        ["乙方名称", facts.party_b],
        ["乙方信用代码", facts.code_b],
        ["设计内容", facts.subject],
    ]
    rows += [line.split("\t") for line in words["total"].split("\n")]
    rows += [words[name].split("\t") for name in ("clause", "failure", "signed") if words[name]]
    return [says(words["number"]), {"kind": "table", "rows": rows}, *(says(text) for text in BOILERPLATE[:3])]


def english_blocks(manner: Manner, facts: Facts, words: dict[str, str]) -> list[Block]:
    one, two = manner.labels
    code = manner.code_label
    made = [says(words["number"])]
    for label, name, number in ((one, facts.party_a, facts.code_a), (two, facts.party_b, facts.code_b)):
        made += [says(f"{label}: {name}"), says(f"{code}: {number}")]
    start, end = (DATES[manner.date](day) for day in (facts.signed_on + timedelta(days=3), facts.period_to))
    made += [head("Article 1 Scope"), says("Party B shall test the samples supplied by Party A and deliver a report with all measured data."),
             head("Article 2 Term"), says(f"The term of this contract is from {start} to {end}."),
             head("Article 3 Price"), says(words["total"]), says(words["clause"]), head("Article 4 Closing"), says(words["failure"]),
             says("Each party keeps confidential what it learns from the other party under this contract."), says(words["signed"])]  # fmt: skip
    return made


# --- files -----------------------------------------------------------------------------------------------------------
def document(contract: Contract) -> bytes:
    """The contract as a Word file, its running head in the head, every table a table."""
    paper = docx.Document()
    paper.add_heading(contract.manner.title, 0)
    if contract.manner.long:
        paper.sections[0].header.paragraphs[0].text = "技术合同 · 商业秘密"
    for block in contract.blocks:
        match block["kind"]:
            case "table" | "columns":
                rows = (
                    block["rows"]
                    if block["kind"] == "table"
                    else [list(pair) for pair in zip(*block["sides"], strict=True)]
                )
                fill(paper.add_table(len(rows), max(len(row) for row in rows)), rows)
            case "nested":
                rows = block["rows"]
                inside = paper.add_table(1, 1).cell(0, 0)
                fill(inside.add_table(len(rows), max(len(row) for row in rows)), rows)
            case "page":
                paper.add_page_break()
            case _:
                paper.add_paragraph(block["text"])
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def fill(table: Any, rows: list[list[str]]) -> None:
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text


def pictures(content: bytes, seed: int = 1, dpi: int = 170) -> list[Image.Image]:
    """Each page as a scanner gives it."""
    dice = random.Random(seed)
    made = []
    pdf = pypdfium2.PdfDocument(content)
    for number in range(len(pdf)):
        image = pdf[number].render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(dice.uniform(-0.9, 0.9), resample=Image.Resampling.BICUBIC, fillcolor=255)
        noise = Image.effect_noise(image.size, 28).point(lambda value: 255 - abs(value - 128) // 2)
        made.append(ImageChops.multiply(image, noise).filter(ImageFilter.GaussianBlur(0.4)))
    pdf.close()
    return made


def scanned(content: bytes, seed: int = 1) -> bytes:
    first, *others = pictures(content, seed)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=170, quality=70)
    return made.getvalue()


def early(contract: Contract, days: int = 40) -> Contract:
    """The same contract signed some days before: what a contract from before the award looks like."""
    facts = replace(contract.facts, signed_on=contract.facts.signed_on - timedelta(days=days))
    words = phrases(contract.manner, facts)
    return replace(
        contract,
        facts=facts,
        blocks=blocks(contract.manner, facts, words),
        truth=truth(contract.manner, facts, words),
    )
