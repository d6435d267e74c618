"""How contracts call their fields, as patterns over the script."""

from __future__ import annotations

import re


def spaced(*words: str) -> str:
    """Any of the words, also with spaces between their characters."""
    return "(?:" + "|".join(r"[ \t]?".join(map(re.escape, word)) for word in words) + ")"


ROLE_A = spaced(
    "甲方", "合作方甲", "委托方", "委托人", "委托单位", "采购方", "采购人", "采购单位", "购买方", "买方", "买受人", "需方", "需求方", "定作方", "定作人", "客户方",
    "发包方", "发包人", "出资方", "申请方", "申请单位", "用户方", "使用方", "受益方"
)  # fmt: skip
ROLE_B = spaced(
    "乙方", "合作方乙", "受托方", "受托人", "受托单位", "研究开发人", "研究开发方", "服务方", "服务机构", "服务单位", "供方", "供应方", "供应商", "卖方", "出卖人",
    "承揽方", "承揽人", "承包方", "承包人", "承接方", "承接单位", "承检方", "承检单位", "承检机构", "检测机构", "检测方", "检测单位", "测试方", "测试单位", "试验方",
    "试验单位", "设计方", "设计人", "设计单位", "承担方", "承担单位", "开发方", "开发单位", "研发单位", "研发方"
)  # fmt: skip
ASIDE = r"(?:[ \t]?[(][^()\n]{0,24}[)])?"
NAMED = rf"(?:{spaced('单位', '全称', '名称', '单位名称', '信息', '基本信息')})?"
# Between the label of the party and its name there may stand one for the name.
NAME_FIRST = r"(?:(?:单位|企业|机构|公司)?(?:全称|名称)(?:\([^()\n]{0,8}\))?[ ]?[:\t][ \t]*)?"
SEPARATOR = rf"[ ]?[::\t][ \t]*{NAME_FIRST}"
# The same label once more in the other language.
GLOSS = r"(?:[ \t]*[/(]?[ \t]?[A-Za-z][A-Za-z .]{1,30}[)]?)?"
# Whatever the label, the bracket says whose it is.
ANY_LABEL = r"[\u4e00-\u9fff]{2,10}[(][^()\n“\"]{0,8}"
ENGLISH_A = r"(?:Party\s?A|Client|Customer|Buyer|Purchaser|Principal|(?:Entrusting|Commissioning) Party)"
ENGLISH_B = (
    r"(?:Party\s?B|(?:Service )?Provider|Contractor|Supplier|Seller|Consultant|Developer|Entrusted Party)"
)
PARTY = {
    "a": re.compile(
        rf"(?:^|[\n\t。;])[ \t]*(?:{ROLE_A}{ASIDE}{NAMED}{ASIDE}{GLOSS}|{ANY_LABEL}[“\"]?甲[ ]?方[”\"]?[)]|{ENGLISH_A}{ASIDE}){SEPARATOR}\n?",
        re.IGNORECASE,
    ),
    "b": re.compile(
        rf"(?:^|[\n\t。;])[ \t]*(?:{ROLE_B}{ASIDE}{NAMED}{ASIDE}{GLOSS}|{ANY_LABEL}[“\"]?乙[ ]?方[”\"]?[)]|{ENGLISH_B}{ASIDE}){SEPARATOR}\n?",
        re.IGNORECASE,
    ),
}
BARE_PARTY = {
    "a": re.compile(rf"(?:^|\n)[ \t]*{ROLE_A}{ASIDE}{NAMED}[ \t]*\n"),
    "b": re.compile(rf"(?:^|\n)[ \t]*{ROLE_B}{ASIDE}{NAMED}[ \t]*\n"),
}
IS_PARTY = {
    "a": re.compile(r"(?:^|[\n。;,])[ \t]*(?:甲方|委托方)[是为](?=[^,。;\n]{4,40}[,。;\n])"),
    "b": re.compile(r"(?:^|[\n。;,])[ \t]*(?:乙方|受托方)[是为](?=[^,。;\n]{4,40}[,。;\n])"),
}
# A letter calls the other side 贵单位 and names it once, at its head.
ADDRESSED = re.compile(r"(?:^|\n)[ \t]*致[ ]?[::][ ]?([^\n,。;]{4,60})")
ADDRESSED_AS = {
    "a": re.compile(
        r"贵(?:单位|公司|方|院|所|校|中心)[^。\n]{0,6}[(,](?:以下(?:简称|称)?|下称|简称)(?:为)?\s?[“\"]?甲方"
    ),
    "b": re.compile(
        r"贵(?:单位|公司|方|院|所|校|中心)[^。\n]{0,6}[(,](?:以下(?:简称|称)?|下称|简称)(?:为)?\s?[“\"]?乙方"
    ),
}
CALLED = {
    "a": re.compile(
        r"[(,](?:[^()\n]{0,60}[,;])?\s*(?:以下(?:简称|称)?(?:为)?|下称|简称|hereinafter (?:referred to as |called )?(?:the )?)\s*[“\"'‘《]?(?:甲方|委托方|Party A)[”\"'’》]?",
        re.IGNORECASE,
    ),
    "b": re.compile(
        r"[(,](?:[^()\n]{0,60}[,;])?\s*(?:以下(?:简称|称)?(?:为)?|下称|简称|hereinafter (?:referred to as |called )?(?:the )?)\s*[“\"'‘《]?(?:乙方|受托方|Party B)[”\"'’》]?",
        re.IGNORECASE,
    ),
}
BRACKETED = {
    "a": re.compile(
        r"[ ]?[(]\s*(?:the\s)?(?:[“\"]?(?:甲方|Party A)[”\"]?|[“\"](?:委托方|委托人|Client|Customer|Buyer|Purchaser|Principal|Sponsor|Company)[”\"])\s*[)]",
        re.IGNORECASE,
    ),
    "b": re.compile(
        r"[ ]?[(]\s*(?:the\s)?(?:[“\"]?(?:乙方|Party B)[”\"]?|[“\"](?:受托方|受托人|(?:Service )?Provider|Contractor|Supplier|Seller|Consultant|Developer|Laboratory"
        r"|Institute|University|Cent(?:er|re))[”\"])\s*[)]",
        re.IGNORECASE,
    ),
}
# Where a party is spoken of at all, to know whose credit code stands below.
SPEAKS = {
    "a": re.compile(rf"{ROLE_A}|{ENGLISH_A}\b", re.IGNORECASE),
    "b": re.compile(rf"{ROLE_B}|{ENGLISH_B}\b", re.IGNORECASE),
}
ROLE_CELL = {"a": re.compile(rf"{ROLE_A}{ASIDE}"), "b": re.compile(rf"{ROLE_B}{ASIDE}")}
NAME_CELL = re.compile(r"^(?:单位|公司|机构|企业)?(?:全称|名称)(?:\([^()]{0,8}\))?[:]?\s*")
NO_NAME = re.compile(
    rf"(?:{ROLE_A}|{ROLE_B}|(?:单位)?名称|单位|全称|法定代表人|代表|签字|签章|盖章|公章|日期|地址|电话|无)$"
)
DOES = re.compile(
    r"应当|负责|代表|盖章|签字|提供|支付|承担|违反|保证|确认|同意|委托|指定|保密|内容|责任|义务|权利|下列|以下|如下|有权|不得|按照|根据|未能"
)
NAME_ENDS = re.compile(
    r"[\t\n。;]|[ ,](?=(?:统一|社会信用|信用代码|法定|住所|地址|联系|电话|邮编|开户|税号|委托代理|项目))|(?:统一社会信用|社会信用代码|信用代码|法定代表人|住所|通讯地址|地址|联系人|联系电话|纳税人|开户"
    r"|委托代理人|负责人|授权代表|项目负责人|签字|签章|盖章|日期)|\((?:盖章|公章|签章|签字|以下|下称|统一|[甲乙丙]\s?方\))|(?:乙方|受托方)[((::]|Unified Social|USCC|Address\b"
)
ORGANISATION = re.compile(
    r"(?:公司|研究院|研究所|大学|学院|中心|实验室|研究总院|科学院|事务所|合作社|集团|企业|厂|所|院|合伙\)|团队|工作室|[研学协商公究进合金员联]会|联盟|平台|基地|学校|商行|支队|大队|馆|站|局|社"
    r"|Ltd\.?|Limited|Inc\.?|Corp(?:oration|\.)|Co\.|LLC|GmbH|University|Institute|Laborator(?:y|ies)|Cent(?:er|re)|Academy|Company|School|College|Department|Society|Association|Foundation|Committee|Bureau|Group|Hospital|of [A-Z][A-Za-z &,]+)(?:\([^()\n]{2,14}\))?[\"'”]?$"
)
CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z](?:[ \-]?[0-9A-Z]){17}(?![0-9A-Za-z])", re.IGNORECASE)
CODE_LABEL = re.compile(r"信\s?用\s?代\s?码|USCC|Credit Code|纳税人识别号|税\s?号", re.IGNORECASE)

NUMBER_LABEL = re.compile(
    r"(?<![券目证票记品件号报文案样])(?:(?:合|协)\s?[同议]\s?(?:书)?\s?(?:的)?\s?(?:登记|备案)?\s?(?:编\s?号|号\s?码?|序号)|委\s?托\s?(?:单|书)?\s?(?:编\s?号|单号|号)|(?:课题|项目|任务书?|确认书|意向书|订单|业务)\s?编?\s?号|(?<![\u4e00-\u9fff])编\s?号|(?:Contract|Agreement)\s*(?:No\.?|Number|Ref(?:erence)?\.?)|No\.)"
    r"(?:\([^()\n]{1,8}\))?\s*(?:[::\t]|[为是](?=\s?[:“\"A-Za-z0-9〔\[]))?\s*",
    re.IGNORECASE,
)
NUMBER_VALUE = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff\-_/.()〔〕\[\]【】#]{2,40}")

SIGN_LABEL = re.compile(
    r"(?:合\s?同|协\s?议)?\s?(?:的)?(?:签\s?[订定署约]|订\s?立)\s?(?:的)?(?:日\s?期|时\s?间|日)\s?(?:Date(?:\s?of\s?[A-Za-z]+)?)?\s?[::\t]?\s*|(?:Date\s*of\s*(?:signing|signature|execution)|Signed\s*on|(?:made|entered\s*into|concluded|executed)(?:\s*and\s*(?:made|entered\s*into|executed))?\s*(?:on|as\s*of)|dated|Signing date|Date signed|Signature date)\s*[::\t]?\s*"
    r"|签\s?字\s?日\s?期\s?[::\t]?\s*(?:Date\s*[::]?\s*)?",
    re.IGNORECASE,
)
SIGN_AFTER = re.compile(r"^\s*(?:由|经|,)?[^。\n]{0,24}?(?:签\s?[订署定]|订\s?立)")
SIGN_PLAIN = re.compile(
    r"(?:(?:^|[\n\t ])\s*(?:合同)?(?:日\s?期|Date)|(?:委托|下单|订单|订货|签章|落款)\s?日\s?期)\s*[::\t]\s*",
    re.IGNORECASE,
)

TOTAL_LABEL = re.compile(
    r"(?:合\s?同|协\s?议)\s?(?:的)?(?:总)?\s?(?:金\s?额|价\s?款|价格|价|额|总额|费用|标的额|经费|款)(?:总\s?[额计价])?"
    r"|(?:技术|研究|开发|服务|咨询|检测|测试|检验|设计|研发|研究开发|项目|试验|委托)*(?:费\s?用?|经\s?费|报酬|经费和报酬|价款|款)\s?(?:的)?(?:总\s?[额计价]|合\s?计|共\s?计|总金额|为|总数)"
    r"|(?:费\s?用?|经\s?费|报酬|价款|金额)\s?(?=\((?:大写|小写))|(?:一共|总共)\s?(?:支?付给?)?\s?(?:乙方|受托方)?"
    r"|总\s?(?:金\s?额|额|价\s?款|价|费\s?用|经\s?费|报酬)|费用共计|a\s*total\s*of|(?:Total|Contract|Fixed|Agreed|Overall|Aggregate|Lump[- ]sum)\s*(?:contract\s*)?(?:price|amount|value|fees?|sum)(?:\s*payable)?(?:\s*of\s*(?:the|this)\s*(?:contract|agreement))?",
    re.IGNORECASE,
)
WEAK_TOTAL = re.compile(
    r"(?:合\s?计|总\s?计|共\s?计|(?:服务|开发|检测|测试|设计|咨询|试验|研究)费用?|报酬|Total)\s*(?:为|:|\t|人民币)",
    re.IGNORECASE,
)
# The label of a cell: a fee without the word for a total.
CELL_TOTAL = re.compile(
    r"(?:^|[\n\t])(?:[一二三四五六七八九十\d]{1,3}[、.]\s?)?[\u4e00-\u9fff]{0,6}(?:费用|经费|报酬|价款|费|金额|总价)(?:\([^()\n]{0,10}\))?\s?[\t:]"
)
NOT_TOTAL = re.compile(
    r"创\s?新\s?券|首付|首期|预付|第[一二三四1-4][期笔次]|尾款|余款|其中|自付|自筹|违约金|定金|保证金|voucher|赔偿|不含税|税\s?额|税\s?金|净价|\bnet (?:price|amount)|额度",
    re.IGNORECASE,
)
IN_WORDS = re.compile(r"大\s?写|in\s*words", re.IGNORECASE)

VOUCHER = re.compile(r"(?:科\s?技\s?)?创\s?新\s?券|innovation\s*voucher|voucher", re.IGNORECASE)
BY_VOUCHER = re.compile(r"券|voucher|抵\s?[扣用付减]", re.IGNORECASE)
VOUCHER_NUMBER = re.compile(
    r"(?:(?:创\s?新\s?券|券)\s?(?:的)?\s?(?:编\s?号|号\s?码?|No\.?)|voucher\s*(?:No\.?|number))\s*(?:为|是|[::\t])?\s*|(?:创\s?新\s?券|voucher)\s*[(\[]\s*(?:编\s?号|券\s?号|号码|No\.?|number)?\s*[::]?\s*(?:为)?",
    re.IGNORECASE,
)
# What looks like the number of a voucher wherever it stands in the clause.
VOUCHER_TOKEN = re.compile(
    r"(?<![A-Za-z0-9/-])(?:[A-Z]{1,8}(?:\s?-\s?[A-Z0-9]{2,12}){1,4}|[A-Z]{1,8}\d{6,16})(?![A-Za-z0-9])|(?<=号)[::为是\s]{0,3}\d{6,16}(?!\s?[万元\d])"
)
OF_ANOTHER = re.compile(r"(?:合\s?同|协\s?议|Contract|Agreement|标准|依据)[^,。;\n]{0,8}$", re.IGNORECASE)
VOUCHER_VALUE = re.compile(r"[A-Z]{0,6}(?:[ ]?[-–—/]?[ ]?[A-Z0-9]){4,24}", re.IGNORECASE)
USES = re.compile(
    r"使\s?用|支\s?付|抵\s?[扣用付减]|结\s?算|兑\s?[付现]|额\s?度|金\s?额|编\s?号|券\s?号|号\s?码|承担|冲\s?抵|paid?\b|pays\b|pay\b|settle|toward|\buse|Amount|number",
    re.IGNORECASE,
)
REFUSES = re.compile(
    r"(?:不|未|没有|无需|无)\s?(?:再)?(?:使\s?用|涉\s?及|申\s?请|采\s?用)[^。\n]{0,10}创\s?新\s?券|does not use",
    re.IGNORECASE,
)
OWN = re.compile(
    r"自\s?付|自\s?筹|自\s?行\s?(?:支\s?付|承\s?担)|其\s?余|剩\s?余|余\s?款(?!中)|差\s?额|不足部分|不足的部分|现\s?金|转\s?账|汇\s?款|定\s?金|remain(?:ing|der)|balance",
    re.IGNORECASE,
)

FAILS = re.compile(
    r"(?:未\s?[能予]?|不\s?(?:能|予|同意|准予)?|没有?|未获|未被|不符合)\s?(?:得到|获得|按期|按时|如期|最终|顺利)?\s?(?:通\s?过|结\s?题|合\s?格)|不\s?合\s?格|失\s?败|not\s*(?:be\s*)?pass(?:ed)?|fails?|failed|未达到",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"结\s?题|创\s?新\s?券[^。\n]{0,16}(?:评\s?审|验\s?收|审\s?核)|closing\s*review", re.IGNORECASE
)
FAILED_CLOSING = re.compile(
    r"结\s?题[^\n]{0,8}[未不][^\n]{0,3}通\s?过|[未不][^\n]{0,3}通\s?过[^\n]{0,8}结\s?题|fail\w*\s+(?:the\s+)?closing",
    re.IGNORECASE,
)

PERIOD = re.compile(
    r"(?:期\s?限|有\s?效\s?期|起\s?止|工\s?期|周\s?期|服务期|履行期|合同期|term|period)", re.IGNORECASE
)
INSTALMENT = re.compile(
    r"首\s?(?:付|期|笔|款)|预\s?付|第\s?[一二三四五六1-6]\s?[期笔次]|中\s?期\s?款|尾\s?款|余\s?款|(?:first|second|third|final)\s+(?:instal|payment)",
    re.IGNORECASE,
)
NEW_TECH = re.compile(r"新\s?技\s?术\s?[、/]?\s?新\s?产\s?品")
