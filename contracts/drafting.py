"""The words of a contract for one project: the same articles make the Word file, the PDF and the self-check.

A contract is a Chinese legal text, hence no translation here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from applications.models import Project
from contracts.enums import FailureChoice
from workflow.money import amount_in_capitals, plain_yuan

BLANK = "__________"
FAILURE: dict[str, str] = {
    FailureChoice.BY_FAULT: (
        "结题评审未通过的，由责任方承担相应责任：因甲方原因造成的，甲方承担乙方已发生的合理费用；"
        "因乙方原因造成的，乙方退还甲方已支付的相应款项。"
    ),
    FailureChoice.REWORK: (
        "结题评审未通过的，乙方应在三十日内免费完善成果并协助甲方再次申请结题评审一次；仍未通过的，由责任方承担相应责任。"
    ),
    FailureChoice.CLIENT: (
        "结题评审未通过的，创新券对应的款项由甲方另行支付给乙方；因乙方过错造成的，甲方不再支付该部分款项。"
    ),
    FailureChoice.EACH: "结题评审未通过的，双方各自承担已发生的费用，互不追究；一方存在过错的，由过错方赔偿对方的直接损失。",
    FailureChoice.AGREE: "结题评审未通过的，由双方根据原因协商处理；协商不成的，按照本合同争议解决条款处理。",
}
PREAMBLE = "双方经平等协商，订立本合同，共同遵守。"
TERM = "本合同履行期限自{start}起至{end}止。"
TOTAL = "本合同总金额为人民币{total}元（大写：{words}）。"
REST = "甲方自行支付的款项，在成果验收合格后十个工作日内以转账方式付清。"
SIGNED = "签订日期：____年__月__日"
DUTIES = (
    "甲方应在本合同生效后十个工作日内，向乙方提供开展工作所需的技术资料、样品和必要的协助。",
    "乙方应按照约定的技术内容、指标和进度完成工作，及时通报进展，并对提交成果的真实性负责。",
)
OTHERS = (
    "双方对履行本合同知悉的对方商业秘密和技术秘密负有保密义务，未经对方书面同意不得向第三方披露。",
    "履行本合同产生的知识产权归甲方所有，乙方享有署名权；双方另有书面约定的，从其约定。",
    "因履行本合同发生的争议，由双方协商解决；协商不成的，任何一方可以向合同签订地有管辖权的人民法院提起诉讼。",
    "本合同一式四份，双方各执两份，自双方签字盖章之日起生效。",
)
VOUCHER = (
    "甲方使用首都科技创新券支付本合同部分价款，创新券编号：{voucher}，使用创新券的额度为人民币{face}元（大写：{face_words}）；"
    "其余人民币{own}元（大写：{own_words}）由甲方自行支付。"
)


@dataclass(frozen=True)
class Article:
    """One article: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """Everything that stands in the template, in order."""

    title: str
    number: str
    parties: tuple[tuple[str, str], ...]
    preamble: str
    articles: tuple[Article, ...]

    def as_data(self) -> dict[str, Any]:
        """For the setters of DOCX and PDF."""
        return {
            "title": self.title,
            "number": self.number,
            "parties": [{"label": label, "value": value} for label, value in self.parties],
            "preamble": self.preamble,
            "signed": SIGNED,
            "articles": [
                {"heading": article.heading, "paragraphs": list(article.paragraphs)}
                for article in self.articles
            ],
        }


def common_words() -> list[str]:
    """Sentences of the template: the same text in two contracts says nothing if it is ours."""
    blank = dict.fromkeys(
        ("voucher", "face", "face_words", "own", "own_words", "total", "words", "start", "end"), ""
    )
    filled = [words.format(**blank) for words in (VOUCHER, TERM, TOTAL)]
    return [*FAILURE.values(), *DUTIES, *OTHERS, PREAMBLE, REST, *filled]


def draft_of(project: Project, *, total: int, failure: str, number: str = "") -> Draft:
    """The template for a project; amounts in whole fen. The voucher and the parties come from the award."""
    face = project.award_amount or 0
    own = total - face
    laboratory = project.laboratory
    host = laboratory.host_organisation or laboratory.organisation.name
    amounts = {
        "voucher": project.voucher_number,
        "face": plain_yuan(face),
        "face_words": amount_in_capitals(face),
        "own": plain_yuan(own),
        "own_words": amount_in_capitals(own),
    }
    price = (
        TOTAL.format(total=plain_yuan(total), words=amount_in_capitals(total)),
        VOUCHER.format(**amounts),
        REST,
    )
    return Draft(
        title="技术服务合同",
        number=number or BLANK,
        parties=(
            ("甲方（委托方）", project.applicant.name),
            ("统一社会信用代码", project.applicant.uscc or "—"),
            ("乙方（受托方）", host),
            ("统一社会信用代码", laboratory.uscc or BLANK),
            ("承担实验室", laboratory.organisation.name),
        ),
        preamble=f"甲方就“{project.title}”项目委托乙方开展工作。{PREAMBLE}",
        articles=(
            Article(
                "第一条 工作内容", (project.content or BLANK, f"提交成果：{project.deliverables or BLANK}")
            ),
            Article(
                "第二条 履行期限",
                (TERM.format(start=_day(project.plan_from), end=_day(project.plan_to)),),
            ),
            Article("第三条 合同金额与创新券", price),
            Article("第四条 双方义务", DUTIES),
            Article("第五条 结题评审未通过的处理", (FAILURE[failure],)),
            Article("第六条 其他", OTHERS),
        ),
    )


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "____年__月__日"
