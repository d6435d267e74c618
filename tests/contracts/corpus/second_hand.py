"""Contracts by another hand: whole papers with their own order, headings and bank accounts; half of them held out from tuning.

A paper is written as lines (`⏎` breaks one within its paragraph or cell): `# heading`, `| cell | cell` (table), `[] cell | cell` (a table inside a table), `left || right`
(columns), `^ centred`, `---` (new page). `{name:manner}` is a fact, `<V …>` the voucher clause, `<F …>` the clause for failure.
What a reader should find is what the paper says: a fact that is not written is not wanted.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.contracts.corpus.build import Block, Contract, says
from tests.contracts.corpus.facts import DATES, FIGURES, Facts, capitals, credit_code, facts_of
from tests.contracts.corpus.hands.held import HELD_OUT
from tests.contracts.corpus.hands.later import LATER
from tests.contracts.corpus.hands.tuned import TUNED
from tests.contracts.corpus.manners import Manner

SEEDS = 2
Names = tuple[tuple[str, ...], tuple[str, ...]]
BUYERS = (
    "北京海芯微光电子有限公司", "北京清源智测科技股份有限公司", "北京禾木康健医疗科技有限责任公司", "中科云岭（北京）数字技术有限公司",
    "北京沃土丰禾农业发展有限公司", "北京市昌平区博远创客工作室", "北京天工巧匠文化创意有限公司", "北京森罗激光设备厂",
)  # fmt: skip
MAKERS = (
    "北方理工大学", "国科先进制造研究院（北京）", "北京市理化分析检验中心", "首都师范科技大学信息工程学院", "中测国联检测认证集团有限公司",
    "北京新视野工业设计有限公司", "燕京大学第三附属医院", "京西纳米科学研究所",
)  # fmt: skip
FOREIGN = ("Beijing Haixin Optoelectronics Co., Ltd.", "Blue Pine Robotics (Beijing) Inc.")
LABS = ("Northern University of Technology", "Institute of Nano Science, West Capital")
MONEY = FIGURES | {
    "yuan_sign": lambda fen: f"¥{fen / 100:,.2f}元",
    "plain_sign": lambda fen: f"￥{fen / 100:.0f}" if fen % 100 == 0 else f"￥{fen / 100:.2f}",
    "cny": lambda fen: f"CNY {fen / 100:,.2f}",
    "rmb_short": lambda fen: f"RMB {fen / 100:.2f}".removesuffix(".00"),
    "figure": lambda fen: f"{fen / 100:,.2f}",
    "spaced": lambda fen: f" {fen / 100:,.2f} 元",
    "round": lambda fen: f"{fen / 100:,.2f}圆",
    "wan_figure": lambda fen: f"{fen / 1_000_000:.6f}".rstrip("0").rstrip("."),
}
DAYS = DATES | {
    "wide_gaps": lambda day: f"{day.year}  年  {day.month}  月  {day.day}  日",
    "short_english": lambda day: f"{day.day} {day:%B} {day.year}",
}
VOUCHERS = {
    "plain": str,
    "gaps": lambda number: number.replace("-", " - "),
    "dashes": lambda number: number.replace("-", "－"),
    "en": lambda number: number.replace("-", "–"),
}
BREAK = "⏎"
CELLS = re.compile(r"\n(\[\] |\| )?| \| ")
MARK = re.compile(r"<([VF]) (.*?)>", re.DOTALL)
FACT = re.compile(r"\{(\w+)(?::([\w ]+))?\}")


def second_corpus() -> list[Contract]:
    """Each paper with two sets of facts."""
    return [
        contract_of(manner, paper, 900 + SEEDS * place + turn)
        for place, (manner, paper) in enumerate(TUNED + HELD_OUT)
        for turn in range(SEEDS)
    ]


def later_corpus() -> list[Contract]:
    """The papers that were written last, each with two sets of facts."""
    return [
        contract_of(manner, paper, 1200 + SEEDS * place + turn)
        for place, (manner, paper) in enumerate(LATER)
        for turn in range(SEEDS)
    ]


def contract_of(manner: Manner, paper: str, seed: int, names: Names | None = None) -> Contract:
    facts = second_facts(seed, manner, names)
    said: dict[str, str] = {}
    clauses: dict[str, str] = {}

    def fact(match: re.Match[str]) -> str:
        name, way = match.group(1), match.group(2) or ""
        said.setdefault(name, way)
        return written(facts, name, way)

    def clause(match: re.Match[str]) -> str:
        clauses.setdefault(match.group(1), CELLS.sub(" ", match.group(2).replace(BREAK, "")))
        return match.group(2)

    text = MARK.sub(clause, FACT.sub(fact, paper.strip()))
    return Contract(f"{manner.name} {seed}", manner, facts, blocks(text), truth(facts, said, clauses))


def second_facts(seed: int, manner: Manner, names: Names | None = None) -> Facts:
    facts = facts_of(seed)
    buyers, makers = names or ((FOREIGN, LABS) if manner.english else (BUYERS, MAKERS))
    return replace(
        facts,
        party_a=buyers[seed * 3 % len(buyers)],
        party_b=makers[seed * 5 % len(makers)],
        code_a=credit_code(f"91110114MA{seed:07d}"),
        code_b=credit_code(f"12110000{400100000 + seed}"),
    )


def written(facts: Facts, name: str, way: str) -> str:
    """One fact in one way of writing."""
    shares = {"first": 30, "second": 40, "third": 30, "half": 50}
    sums = {"total": facts.total, "face": facts.face, "own": facts.own, "face2": 500_000}
    sums["net"] = round(facts.total / Decimal("1.06"))
    sums["tax"] = facts.total - sums["net"]
    sums |= {name: facts.total * share // 100 for name, share in shares.items()}
    if name in sums:
        return MONEY[way](sums[name])
    if name in {"date", "early", "start", "end"}:
        days = {
            "date": facts.signed_on,
            "early": facts.signed_on - timedelta(days=3),
            "start": facts.signed_on + timedelta(days=2),
            "end": facts.period_to,
        }
        return DAYS[way](days[name])
    if name in {"voucher", "second_voucher"}:
        return VOUCHERS[way or "plain"](getattr(facts, name))
    if name == "caps":
        return capitals(facts.total, way or "yuan")
    plain = {
        "a": facts.party_a,
        "b": facts.party_b,
        "ca": facts.code_a,
        "cb": facts.code_b,
        "no": facts.number,
    }
    said = plain.get(name) or facts.subject
    return f"{said[: len(said) // 2]}{BREAK}{said[len(said) // 2 :]}" if way == "broken" else said


def truth(facts: Facts, said: dict[str, str], clauses: dict[str, str]) -> dict[str, str | None]:
    wanted = {
        "party_a": ("a", facts.party_a),
        "party_b": ("b", facts.party_b),
        "party_a_uscc": ("ca", facts.code_a),
        "party_b_uscc": ("cb", facts.code_b),
        "contract_number": ("no", facts.number),
        "sign_date": ("date", facts.signed_on.isoformat()),
        "total_amount": ("total", f"{Decimal(facts.total) / 100:.2f}"),
        "total_amount_capitals": ("caps", capitals(facts.total)),
        "voucher_number": ("voucher", facts.voucher),
        "voucher_amount": ("face", f"{Decimal(facts.face) / 100:.2f}"),
    }
    found = {field: value if fact in said else None for field, (fact, value) in wanted.items()}
    return found | {"voucher_clause": clauses.get("V"), "failure_clause": clauses.get("F")}


def blocks(text: str) -> list[Block]:
    """The lines of a paper as blocks; rows that follow each other are one table."""
    made: list[Block] = []
    for line in (one.replace(BREAK, "\n") for one in text.split("\n")):
        if line.startswith(("| ", "[] ")):
            kind = "table" if line.startswith("|") else "nested"
            row = [cell.strip() for cell in line.split(" ", 1)[1].split(" | ")]
            if made and made[-1]["kind"] == kind:
                made[-1]["rows"].append(row)
            else:
                made.append({"kind": kind, "rows": [row]})
        elif " || " in line:
            one, other = line.split(" || ")
            if made and made[-1]["kind"] == "columns":
                made[-1]["sides"][0].append(one)
                made[-1]["sides"][1].append(other)
            else:
                made.append({"kind": "columns", "sides": [[one], [other]]})
        elif line == "---":
            made.append({"kind": "page"})
        elif line.startswith(("# ", "^ ")):
            made.append({"kind": "head" if line[0] == "#" else "centre", "text": line[2:]})
        elif line:
            made.append(says(line))
    return made
