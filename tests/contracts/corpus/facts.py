"""What the contracts of the corpus say, and the forms in which dates and amounts can be written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum.cn import uscc

from workflow.money import amount_in_capitals, plain_yuan

PARTIES_A = (
    "北京启明传感技术有限公司", "北京云帆智能装备股份有限公司", "北京绿源环境科技有限公司", "中关村微光医疗器械(北京)有限公司",
    "北京天枢软件开发有限责任公司", "海淀区青禾农业科技中心(有限合伙)", "北京朗润新材料有限公司", "北京知行数据服务有限公司",
    "北京凌云无人机科技有限公司", "北京瑞康生物医药技术有限公司", "北京博纳工业设计有限公司", "北京海川能源科技有限公司",
)  # fmt: skip
PARTIES_B = (
    "北京先进材料研究院", "首都工程大学", "北京生物医药工程技术研究中心", "华北计量测试研究所", "北京智能制造研究院有限公司",
    "京津环境科学研究院", "北京工业设计创新中心有限公司", "中北大学机械工程学院", "北京微电子测试中心", "燕山农业科学院",
)  # fmt: skip
ENGLISH_A = (
    "Beijing Brightwave Sensing Co., Ltd.",
    "Beijing Skylark UAV Technology Co., Ltd.",
    "Greenfield Devices (Beijing) Limited",
)
ENGLISH_B = (
    "Capital Institute of Advanced Materials",
    "North China Metrology Laboratory",
    "Capital University of Engineering",
)
SUBJECTS = (
    "柔性压力传感器疲劳性能测试", "轻质合金支架的研制", "污水中微量抗生素检测方法开发", "便携式血氧仪结构设计", "设施农业数据平台算法开发",
    "无人机复合材料机翼强度试验", "锂电池隔膜热稳定性评价", "工业相机镜头标定方案", "快速诊断试剂稳定性研究", "包装机械外观与人机改进设计",
)  # fmt: skip
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Facts:
    """One contract: who, when, how much; amounts in whole fen."""

    party_a: str
    party_b: str
    code_a: str
    code_b: str
    number: str
    signed_on: date
    period_to: date
    total: int
    voucher: str
    face: int
    second_voucher: str
    subject: str

    @property
    def own(self) -> int:
        return self.total - self.face


def facts_of(seed: int, *, english: bool = False) -> Facts:
    """The facts of one contract, the same for the same number."""
    dice = random.Random(seed)
    total = dice.choice((8, 10, 12, 15, 18, 20, 26, 30, 48, 65, 108, 120)) * 1_000_000
    if dice.random() < 0.35:
        total += dice.choice((5_000_00, 600_00, 3_050_00, 88_88, 12_340_50, 1_009_05))
    face = min(dice.choice((2, 3, 4, 5, 8, 10, 20)) * 1_000_000, total // 2 // 100_000 * 100_000)
    signed = date(2026, 1, 5) + timedelta(days=dice.randrange(320))
    year = signed.year
    number = dice.choice(
        (
            f"HT-{year}-{seed:04d}",
            f"JSFW{year}{signed.month:02d}{seed:03d}",
            f"京技服〔{year}〕第{seed}号",
            f"RD/{year}/{seed:03d}-A",
            f"{year}(技)字第{seed:03d}号",
        )
    )
    return Facts(
        party_a=ENGLISH_A[seed % 3] if english else PARTIES_A[seed * 5 % len(PARTIES_A)],
        party_b=ENGLISH_B[seed % 3] if english else PARTIES_B[seed * 7 % len(PARTIES_B)],
        code_a=credit_code(f"91110108MA{seed:07d}"),
        code_b=credit_code(f"12110000{400000000 + seed}"),
        number=number,
        signed_on=signed,
        period_to=signed + timedelta(days=dice.choice((90, 180, 240, 360))),
        total=total,
        voucher=f"V-{year}-{dice.randrange(16**6):06X}",
        face=face,
        second_voucher=f"V-{year}-{dice.randrange(16**6):06X}",
        subject=SUBJECTS[seed % len(SUBJECTS)],
    )


def credit_code(start: str) -> str:
    """A code with a right check character."""
    return start[:17] + uscc.calc_check_digit(start[:17])


def full_width(text: str) -> str:
    """ASCII in the wide forms of Chinese type."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


# --- dates -----------------------------------------------------------------------------------------------------------
def chinese_count(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones else "")


DATES = {
    "plain": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "iso": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
    "chinese": lambda day: (
        f"{''.join(DIGITS[int(sign)] for sign in str(day.year))}年{chinese_count(day.month)}月{chinese_count(day.day)}日"
    ),
    "ling": lambda day: (
        f"{''.join('零一二三四五六七八九'[int(sign)] for sign in str(day.year))}年{chinese_count(day.month)}月{chinese_count(day.day)}日"
    ),
    "wide": lambda day: (
        full_width(f"{day.year}") + "年" + full_width(f"{day.month}") + "月" + full_width(f"{day.day}") + "日"
    ),
    "english": lambda day: f"{day:%B} {day.day}, {day.year}",
}


# --- amounts ---------------------------------------------------------------------------------------------------------
def wan(fen: int) -> str:
    return f"{fen / 1_000_000:.6f}".rstrip("0").rstrip(".")


FIGURES = {
    "yuan": lambda fen: f"{plain_yuan(fen)}元",
    "bare": lambda fen: f"{fen / 100:.2f}元",
    "short": lambda fen: f"{fen / 100:.2f}".removesuffix(".00") + "元",
    "wan": lambda fen: f"{wan(fen)}万元",
    "wan_spaced": lambda fen: f"{wan(fen)} 万元",
    "sign": lambda fen: f"¥{plain_yuan(fen)}",
    "wide_sign": lambda fen: f"￥{plain_yuan(fen)}元",
    "rmb": lambda fen: f"RMB {plain_yuan(fen)}",
    "wide": lambda fen: full_width(plain_yuan(fen)) + "元",
    "rmb_yuan": lambda fen: f"RMB{fen / 100:,.2f} yuan",
    "chinese_rmb": lambda fen: f"人民币{plain_yuan(fen).removesuffix('.00')}元",
}


def capitals(fen: int, manner: str = "yuan") -> str:
    """The amount in capitals without 人民币; other manners write 圆, 正, or leave the inner 零 out."""
    words = amount_in_capitals(fen).removeprefix("人民币")
    if "round" in manner:
        words = words.replace("元", "圆")
    if "zheng" in manner:
        words = words.replace("整", "正")
    if "no_zero" in manner:
        words = words[0] + words[1:].replace("零", "")
    return words
