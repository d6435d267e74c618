"""Contracts by a third hand: the official forms with their instructions and blanks, and what small firms write themselves."""

from __future__ import annotations

from tests.contracts.corpus.build import Contract
from tests.contracts.corpus.hands.third import FORMS
from tests.contracts.corpus.hands.third_last import LAST
from tests.contracts.corpus.hands.third_plain import PLAIN
from tests.contracts.corpus.manners import Manner
from tests.contracts.corpus.second_hand import SEEDS, Names, contract_of

FIRST_SEED = 1500
LAST_SEED = 1700
Papers = tuple[tuple[Manner, str], ...]
CHINESE: Names = (
    (
        "北京大禹智水技术开发有限公司", "北京中关村光影设计事务所", "海淀区青藤创客团队", "北京鹿鸣生物（集团）股份有限公司",
        "京北冰川科技发展中心（普通合伙）", "北京知更鸟教育科技有限公司", "优米机器人（北京）有限公司",
    ),
    (
        "北京城市科技大学（未来技术学院）", "国家高端装备铸造技术中心", "北京市环境样品分析测试所", "华夏中医药大学东直门医院",
        "北京材料基因工程重点实验室", "中科联创工业设计（北京）有限公司", "首都轨道交通安全研究会",
    ),
)  # fmt: skip
ENGLISH: Names = (
    ("Robin Education Technology (Beijing) Co., Ltd.", "Ulmi Robotics Limited"),
    ("Beijing Laboratory of Materials Genome Engineering", "Capital Rail Safety Research Society"),
)


def third_corpus() -> list[Contract]:
    """Each paper with two sets of facts."""
    return _made(FORMS + PLAIN, FIRST_SEED)


def last_corpus() -> list[Contract]:
    """The papers that were written last of all, each with two sets of facts."""
    return _made(LAST, LAST_SEED)


def _made(papers: Papers, seed: int) -> list[Contract]:
    return [
        contract_of(manner, paper, seed + SEEDS * place + turn, ENGLISH if manner.english else CHINESE)
        for place, (manner, paper) in enumerate(papers)
        for turn in range(SEEDS)
    ]
