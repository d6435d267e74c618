"""Papers of the second hand that were written after the reader was tuned: what it makes of papers it has never met.

ADR 18 holds what it made of them at first; what was general in the misses was mended afterwards.
"""

from tests.contracts.corpus.manners import Manner

LATER = (
    (
        Manner("customised development", held_out=True, title="委托开发协议书", foot="第{page}页"),
        """
协议书编号：{no}
委托开发单位（以下简称“甲方”）：{a}
受托开发单位（以下简称“乙方”）：{b}
甲方统一社会信用代码：{ca}
乙方统一社会信用代码：{cb}
一、开发任务：{subject}。
二、开发费用：全部费用为人民币{caps:yuan}整数（即 {total:figure} 元），其中硬件 {first:figure} 元，软件 {second:figure} 元，服务 {third:figure} 元。
三、<V 乙方同意接受甲方持有的首都科技创新券，用于冲抵尾款。券号 {voucher}，面额 {face:figure} 元。>
四、<F 若结题被评定为“不通过”，甲乙双方应在十日内协商整改方案，整改费用由责任方负担。>
五、知识产权归甲方。
本协议书于{date:chinese}在北京签订，一式四份。
甲方（公章） || 乙方（公章）
""",
    ),
    (
        Manner("simple order", held_out=True, title="试验服务订单"),
        """
| 订单号 | HX-88231 | 合同编号 | {no}
| 客户（甲方） | {a} | 税号 | {ca}
| 服务商（乙方） | {b} | 税号 | {cb}
| 服务内容 | {subject} | 完成时间 | {end:iso}
| 订单总额 | {total:wide_sign} | 大写金额 | {caps:round}
| <V 创新券抵扣 | {face:wide_sign} | 创新券号 | {voucher}>
| 应付现金 | {own:wide_sign} | 付款方式 | 转账
备注：<F 创新券项目结题未通过时，抵扣部分由客户在 30 日内补付。>
客户盖章： || 服务商盖章：
签署日期：{date:iso} || 签署日期：{date:iso}
""",
    ),
    (
        Manner("letter of agreement", held_out=True, title="技术服务合作函", size="12pt"),
        """
致：{b}
{a}（以下称“甲方”，统一社会信用代码 {ca}）拟委托贵单位（以下称“乙方”，统一社会信用代码 {cb}）开展{subject}，现就有关事项约定如下：
1. 服务费为人民币 {total:bare}（大写 {caps:zheng}），贵单位开具 6% 增值税发票。
2. <V 服务费中的 {face:bare} 以首都科技创新券（{voucher}）支付，余额 {own:bare} 于验收后十日内汇至贵单位账户。>
3. <F 结题评审结论为不合格的，如系贵单位原因，贵单位退还 {face:bare}；如系我单位原因，我单位自行承担。>
4. 合同编号：{no}。
{date:spaced}
""",
    ),
    (
        Manner(
            "formal development",
            held_out=True,
            title="技术开发合同",
            long=True,
            foot="第 {page} 页 共 4 页",
            size="14pt",
        ),
        """
合同编号：{no}
^ 委托方（甲方）：{a}
^ 受托方（乙方）：{b}
^ 签订时间：{date:spaced}
^ 签订地点：北京市海淀区
---
委托方（甲方）：{a}
统一社会信用代码：{ca}
法定代表人：吴畏
受托方（乙方）：{b}
统一社会信用代码：{cb}
法定代表人：孟夏
第一条 本合同研究开发项目的要求如下：完成{subject}。
第二条 乙方应在{end:spaced}前完成研究开发工作。
第三条 甲方应按以下方式支付研究开发经费和报酬：
1. 研究开发经费和报酬总额为（大写）人民币{caps:yuan}，（小写）¥{total:figure}。
2. 分期支付：首期 {first:figure} 元，中期 {second:figure} 元，末期 {third:figure} 元。
第四条 <V 本合同经费中使用首都科技创新券 {face:figure} 元，创新券编号为：{voucher}，由乙方持本合同及相关材料申请兑现。>
第五条 在履行本合同的过程中，确因在现有水平和条件下难以克服的技术困难，导致研究开发失败或部分失败的，双方按 4:6 承担风险损失。
第六条 <F 创新券项目结题评审未获通过的，乙方应当返还创新券对应的款项，但因甲方原因造成的除外。>
第七条 双方确定，任何一方违反保密义务的，应支付违约金 20,000 元。
甲方（盖章）： || 乙方（盖章）：
""",
    ),
    (
        Manner("English framework", held_out=True, title="Research Services Agreement", english=True),
        """
Agreement No. {no}
between
{a} ("Party A"), unified social credit code {ca},
and
{b} ("Party B"), unified social credit code {cb},
dated {date:english}.
1. Party B performs the research described in Annex A.
2. Party A pays Party B a total of {total:rmb_yuan}, of which {first:rmb_yuan} is due on signature.
3. <V Party A intends to use innovation voucher no. {voucher} for {face:rmb_yuan} of that sum.>
4. <F Where the voucher project does not pass the closing review, the parties share the loss equally.>
""",
    ),
    (
        Manner("annex of sums", held_out=True, title="分析测试服务合同书", stamp=True),
        """
甲方单位名称：{a}
甲方信用代码：{ca}
乙方单位名称：{b}
乙方信用代码：{cb}
经友好协商，双方达成以下条款（合同编号 {no}）：
第一条 测试项目见附件。
第二条 合同价：含税价 {total:spaced}，大写{caps:yuan}；税率 6%。
第三条 <V 甲方使用创新券的，须在合同生效后一个月内向乙方提供券面信息：编号 {voucher}，金额{face:spaced}。>
第四条 <F 未能按期通过创新券结题的，由造成延误的一方承担创新券金额{face:spaced}的损失。>
第五条 生效日期：{start:plain}。
签约时间：{date:plain}
""",
    ),
)
