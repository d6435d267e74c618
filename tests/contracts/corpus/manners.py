"""The manners in which a contract can be written: layout, labels, phrases. A third of them is held out from tuning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """One way to write a contract; the phrases hold places for the facts."""

    name: str
    title: str = "技术服务合同"
    held_out: bool = False
    english: bool = False
    number: str = "合同编号:{number}"
    parties: str = "lines"
    labels: tuple[str, str] = ("甲方", "乙方")
    code_label: str = "统一社会信用代码"
    date: str = "plain"
    figures: str = "yuan"
    capitals: str = "yuan"
    total: str = "本合同技术服务费总额为人民币(大写){capitals}(小写:{total})。"
    clause: str | None = (
        "甲方使用首都科技创新券支付本合同价款,创新券编号{voucher},使用额度为{face},其余{own}由甲方自行支付。"
    )
    failure: str | None = (
        "结题评审未通过的,由责任方承担相应责任;属于乙方原因的,乙方应在三十日内无偿完善成果并重新提交结题评审。"
    )
    payment: str = "lines"
    signed: str = "签订日期:{date}"
    foot: str = ""
    stamp: bool = False
    long: bool = False
    states_capitals: bool = True
    states_voucher: bool = True
    states_face: bool = True
    two_vouchers: bool = False
    size: str = "10.5pt"


TUNED = (
    Manner("plain lines", foot="第{page}页"),
    Manner("table of parties", parties="table", date="chinese", figures="sign", capitals="round", total="合同总金额(大写):{capitals},¥小写:{total}。", payment="table"),
    Manner("official technical service", title="技术服务合同书", labels=("委托方(甲方)", "受托方(乙方)"), number="合同编号：{number}", date="spaced", figures="bare",
           capitals="zheng", total="一、技术服务费总额为:人民币{capitals}(¥{total})。", signed="签订时间:{date}", long=True, stamp=True),
    Manner("development", title="技术开发(委托)合同", labels=("甲方(委托人)", "乙方(研究开发人)"), figures="wan", capitals="yuan",
           total="研究开发经费和报酬总额为{total}(大写:{capitals})。",
           clause="双方确认,本合同部分价款以创新券结算:创新券编号:{voucher},抵扣金额:{face}。剩余{own}由甲方自筹。",
           failure="如本项目未能通过创新券结题评审,因甲方原因造成的由甲方承担已发生费用,因乙方原因造成的乙方退还已收取的费用。", date="dots", signed="合同签订日期:{date}"),
    Manner("full width", date="wide", figures="wide", number="合同编号：{number}", total="合同价款：人民币{total}，大写：人民币{capitals}。", signed="签署日期：{date}"),
    Manner("side by side", parties="columns", date="iso", figures="yuan", total="合同总价:{total}(大写:人民币{capitals})。", signed="日期:{date}"),
    Manner("cover page", parties="cover", long=True, date="ling", figures="yuan", capitals="round zheng", total="本合同总价款为人民币{total},大写{capitals}。", signed="签订日期:{date}", foot="- {page} -"),
    Manner("English", english=True, title="Technical Service Agreement", labels=("Party A (Client)", "Party B (Provider)"), number="Contract No.: {number}",
           code_label="Unified Social Credit Code", date="english", figures="rmb", total="The total contract price is {total} (in words: {capitals}).",
           clause="Party A shall pay {face} of the contract price with innovation voucher No. {voucher}; the remaining {own} shall be paid by Party A itself.",
           failure="If the closing review of the voucher project is not passed, the party at fault shall bear the corresponding responsibility.", signed="Date of signing: {date}"),
    Manner("two vouchers", two_vouchers=True, clause="甲方就本合同使用创新券两张:创新券编号{voucher},金额{face};创新券编号{second},金额5,000.00元。其余款项由甲方支付。"),
    Manner("no clause", clause=None, failure=None, states_voucher=False, states_face=False, figures="short", total="技术服务报酬总额:{total}元整,大写{capitals}。".replace("{total}元整", "{total}")),
    Manner("clause without amount", clause="本合同为首都科技创新券支持项目,甲方将使用创新券(编号:{voucher})支付部分价款,具体额度以主管部门核定为准。", states_face=False, figures="wan_spaced",
           total="合同金额:{total}(人民币{capitals})。", date="slashes"),
    Manner("capitals without zero", capitals="no_zero round", figures="chinese_rmb", total="甲方应向乙方支付的技术服务费用总额为{total}({capitals})。", stamp=True, signed="本合同于{date}由双方在北京签订。"),
)  # fmt: skip

HELD_OUT = (
    Manner("entrusted testing", held_out=True, title="委托测试检验协议书", labels=("委托单位(甲方)", "检测机构(乙方)"), number="协议编号:{number}", figures="bare",
           total="检测费用合计人民币{total}(大写:{capitals})。", clause="第五条 创新券使用 甲方以科技创新券(券号:{voucher})支付检测费{face},差额{own}由甲方以转账方式支付。",
           failure="结题评审不予通过时,双方按照过错程度分担损失,乙方提供的检测数据仍归甲方所有。", signed="签约日期:{date}", stamp=True),
    Manner("cooperation prose", held_out=True, title="产学研合作研发协议", parties="prose", date="chinese", figures="wan", capitals="zheng",
           total="双方商定项目研发经费总额为{total},即人民币{capitals}。", clause="甲方在本协议项下使用北京市科技创新券,额度为人民币{face},创新券编号为{voucher}。",
           failure="项目结题未获通过的,甲乙双方友好协商,由违约方赔偿守约方的直接损失。", signed="本协议于{date}签署。", number="编号:{number}"),
    Manner("design in a table", held_out=True, title="工业设计服务合同", parties="form", date="padded", figures="wide_sign", capitals="round",
           total="合同总额\t{total}\n大写金额\t人民币{capitals}", clause="创新券条款\t本合同价款中{face}以创新券支付(创新券编号{voucher}),其余{own}由甲方支付。",
           failure="结题未通过的处理\t结题评审未通过的,乙方免费修改设计一次;仍未通过的,双方各自承担已发生的费用。", signed="签订日期\t{date}", payment="none"),
    Manner("narrow letter", held_out=True, size="13pt", title="技术咨询与解决方案服务合同", labels=("甲 方", "乙 方"), number="合 同 编 号:{number}", date="spaced", figures="yuan",
           total="服务费总价为人民币{total}(大写:人民币{capitals}),含税。", clause="4.3 本合同使用创新券支付。创新券编号:{voucher};创新券金额:人民币{face};甲方自付金额:人民币{own}。",
           failure="4.4 若创新券项目结题评审未通过,创新券对应款项由甲方另行支付给乙方,但因乙方过错导致的除外。", signed="签 订 日 期:{date}", foot="{page}/2", long=True),
    Manner("bilingual", held_out=True, english=True, title="Joint Research and Development Contract", labels=("Party A", "Party B"), number="Agreement Number: {number}",
           code_label="USCC", date="iso", figures="rmb_yuan", total="Total amount of the contract: {total}. Amount in words: {capitals}.",
           clause="Use of the innovation voucher. Voucher number: {voucher}. Amount paid by voucher: {face}. The balance of {own} is borne by Party A.",
           failure="Failed closing review. If the project fails the closing review, each party bears its own costs unless the other party is in breach.",
           signed="Signed on {date}"),
    Manner("loose order", held_out=True, title="技术服务协议", labels=("甲方(需方)", "乙方(供方)"), date="slashes", figures="short", capitals="zheng no_zero", code_label="信用代码",
           total="本次服务费用共计{total},大写人民币{capitals},分两次付清。", clause="甲方已获得首都科技创新券(编号{voucher}),其中{face}用于支付本协议费用,不足部分{own}由甲方承担。",
           failure="未通过结题评审的,乙方应当继续提供技术支持直至通过,费用由造成未通过的一方承担。", signed="日期:{date}", foot="第 {page} 页 共 2 页", long=True),
)  # fmt: skip
MANNERS = TUNED + HELD_OUT
