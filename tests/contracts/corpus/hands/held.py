"""Papers of the second hand that were held out: no pattern of the reader was written after them."""

from tests.contracts.corpus.manners import Manner

HELD_OUT = (
    (
        Manner(
            "institute letterhead", held_out=True, title="技术开发（委托）合同", long=True, foot="- {page} -"
        ),
        """
研究所合同编号：{no}
委 托 人：{a}
（甲  方）
研究开发人：{b}
（乙  方）
签订日期：{date:spaced}
---
甲方：{a}
社会信用代码：{ca}
通信地址：北京市顺义区天竺地区府前一街 1 号    邮政编码：101312
乙方：{b}
社会信用代码：{cb}
通信地址：北京市海淀区北四环西路 33 号    邮政编码：100080
第一条 研究开发内容：{subject}。
第二条 研究开发期限：合同签订后 6 个月，即至{end:spaced}。
第三条 研究开发经费和报酬
3.1 研究开发经费和报酬共计{total:wan}（大写：人民币{caps:yuan}），为固定总价，除本合同另有约定外不予调整。
3.2 第一笔：合同签订后 10 个工作日内付 50%，计{half:wan}。
3.3 第二笔：验收通过后付清余款。
3.4 乙方账户：中国科技银行北京中关村支行，账号 7112 0101 8260 0012 345，联行号 302100011235。
第四条 创新券的使用
<V 甲方以其获得的首都科技创新券（证书号：{voucher}）冲抵第二笔款项中的{face:wan}，乙方予以接受，并按规定办理兑付。>
第五条 风险责任
<F 在市科委组织的结题评审中被评为不合格的，因研究开发失败造成的损失由甲方承担 40%、乙方承担 60%。>
第六条 保密：泄密方应赔偿人民币 100,000 元。
第七条 合同附件与本合同具有同等效力。
甲方：（公章）
法定代表人或授权代表（签字）：
乙方：（公章）
法定代表人或授权代表（签字）：
""",
    ),
    (
        Manner("metrology quotation", held_out=True, title="计量校准委托合同"),
        """
委托编号：{no}            委托日期：{date:iso}
[] 委托方 | {a} | 信用代码 | {ca}
[] 地址 | 北京市通州区光机电基地兴光二街 8 号 | 电话 | 010-81501122
[] 承检方 | {b} | 信用代码 | {cb}
[] 地址 | 北京市丰台区科学城海鹰路 6 号 | 电话 | 010-63712233
| 项目 | 数量 | 单价 | 小计
| 常规校准 | 10 | 300.00 | 3,000.00
| 专项试验 | 1 | {second:figure} | {second:figure}
费用总计：{total:wide_sign}  人民币大写：{caps:yuan}
付款说明：<V 委托方持创新券 {voucher} 支付 {face:wide_sign}，剩余部分自收到报告之日起 7 日内汇款。>
特别约定：<F 若项目最终没有通过创新券结题，委托方仍应全额支付费用，承检方不负责退款。>
委托方签章： || 承检方签章：
""",
    ),
    (
        Manner("agreement of three", held_out=True, title="三方合作协议"),
        """
甲方：{a}（统一社会信用代码：{ca}）
乙方：{b}（统一社会信用代码：{cb}）
丙方：北京众创空间孵化器有限公司（统一社会信用代码：91110108MA01ABCDX6）
三方在平等自愿的基础上，就{subject}签订本协议（协议编号为{no}）。
一、合作内容：乙方负责技术攻关，丙方负责协助甲方办理相关手续。
二、费用：1. 甲方就本项目应付乙方的费用合计为人民币{caps:round}（小写{total:figure}元）。2. 丙方服务费 3,000 元由甲方另行支付，不计入上述费用。
三、<V 上述费用中，{face:figure}元通过首都科技创新券（编号{voucher}）进行支付，其他费用由甲方以银行转账方式支付。>
四、<F 若乙方未按期完成导致创新券不能结题兑现的，乙方无权要求甲方补付创新券部分的款项。>
五、本协议一式六份，三方各持两份。
甲方（盖章）：        签字：
乙方（盖章）：        签字：
丙方（盖章）：        签字：
签署时间：{date:spaced}
""",
    ),
    (
        Manner("bilingual service", held_out=True, title="技术服务合同 Technical Service Contract"),
        """
合同编号 Contract No.: {no}
甲方 Party A: {a}
统一社会信用代码 USCC: {ca}
乙方 Party B: {b}
统一社会信用代码 USCC: {cb}
第一条 服务内容 Article 1 Services
乙方向甲方提供{subject}服务。 Party B shall provide the services to Party A.
第二条 价款 Article 2 Price
合同总价 Total price: {total:rmb} （大写 in words：人民币{caps:yuan}）
第三条 支付 Article 3 Payment
<V 甲方以创新券（编号：{voucher}）支付{face:rmb}，其余以现金支付。 Party A shall pay {face:rmb} by the innovation voucher and the rest in cash.>
第四条 结题 Article 4 Closing review
<F 结题评审未通过的，由违约方承担责任。 If the closing review fails, the defaulting party shall be liable.>
签署日期 Date: {date:dots}
""",
    ),
    (
        Manner(
            "clauses upside down",
            held_out=True,
            title="委托测试合同",
            foot="第{page}页/共2页",
            stamp=True,
            long=True,
        ),
        """
一、测试内容
对{subject}进行全项测试，依据 GB/T 2423.1-2008、GB/T 17626.2-2018。
二、测试周期
自样品到达之日起 25 个工作日。
三、费用与结算
（一）测试费：人民币{total:bare}（{caps:zheng}）。
（二）<V 费用支付采用券款结合的方式：创新券（号码{voucher}）支付{face:bare}，银行转账{own:bare}。>
（三）测试费之外的运输费由委托方承担，预计 800 元。
四、成果
测试报告正本 2 份、副本 1 份。
五、责任
<F 结题评审不合格的，按责任归属处理：数据差错由受托方重做，其他原因由委托方自负。>
六、双方信息
委托方：{a}
纳税人识别号：{ca}
开户银行及账号：华夏银行北京知春支行 4043200001819100045678
受托方：{b}
纳税人识别号：{cb}
开户银行及账号：交通银行北京三元支行 110060635018010012345
七、本合同编号：{no}
委托方（章） || 受托方（章）
{date:plain} || {date:plain}
""",
    ),
    (
        Manner("rules not clauses", held_out=True, title="技术服务框架合同"),
        """
（编号：{no}）
发包方：{a}（以下简称甲方）
承包方：{b}（以下简称乙方）
甲方统一社会信用代码：{ca}
乙方统一社会信用代码：{cb}
1. 标的：{subject}。
2. 合同总价（含增值税）：{total:yuan}；其中不含税价{net:yuan}，增值税{tax:yuan}。大写（含税）：{caps:round}。
3. 付款：甲方在{start:plain}前支付{half:yuan}，其余在验收后支付。
4. 违约金：每日 500 元，最高不超过合同总价的 10%。
5. 本合同未尽事宜，按《首都科技创新券管理办法》等有关规定执行。
6. 验收：乙方提交成果后 15 日内甲方组织验收，验收不合格的，乙方应当返工。
甲方盖章：
乙方盖章：
签约日期：二零二六年    月    日
""",
    ),
    (
        Manner("hospital trial", held_out=True, title="医疗器械验证服务协议", size="11.5pt"),
        """
协议号：{no}
甲方（申办方）：{a}
证照号码（统一社会信用代码）：{ca}
乙方（承担方）：{b}
证照号码（统一社会信用代码）：{cb}
第一章 总则
第一条 甲方委托乙方开展{subject}。
第二章 经费
第二条 本协议总经费为人民币 {total:figure} 元整（大写：{caps:yuan}），包括检查费、观察费和管理费。
第三条 甲方于签约后支付首款 {first:figure} 元，入组完成后支付 {second:figure} 元，结束后支付 {third:figure} 元。
第四条 收款账户：户名 {b}，账号 0200 0014 0908 9141 234，开户行 工商银行北京海淀支行。
第三章 创新券
第五条 <V 双方同意以甲方持有的券号为 {voucher} 的首都科技创新券支付本协议经费的一部分，计 {face:figure} 元。>
第六条 <F 创新券结题不通过时，该部分经费的处理：归责于乙方的，乙方放弃；归责于甲方的，甲方在一个月内补齐。>
第四章 附则
第七条 本协议自{date:chinese}起生效，双方于同日签署。
甲方盖章 || 乙方盖章
代表： || 代表：
日期：{date:chinese} || 日期：{date:chinese}
""",
    ),
    (
        Manner("half english order", held_out=True, title="Joint Development Agreement", english=True),
        """
Agreement ref: {no}
Date: {date:english}
Parties
Client: {a}
Registration code (USCC): {ca}
Contractor: {b}
Registration code (USCC): {cb}
1. Scope. The Contractor develops and tests the prototype described in Schedule A.
2. Price. The Client pays a fixed price of {total:rmb_yuan} (RMB in words: {caps:yuan}).
3. Instalments. {first:rmb_yuan} on signature, {second:rmb_yuan} on delivery, {third:rmb_yuan} on acceptance.
4. Voucher. <V The Client will use its innovation voucher {voucher} towards the price in the amount of {face:rmb_yuan}.>
5. Closing. <F If the voucher project fails to pass its closing review, the Client bears the unpaid part unless the Contractor is at fault.>
6. Liability is capped at RMB 50,000.
""",
    ),
    (
        Manner(
            "clause without amount and number",
            held_out=True,
            title="技术咨询与测试服务合同书",
            foot="第 {page} 页",
        ),
        """
甲    方：{a}
乙    方：{b}
合 同 号：{no}
签订日期：{date:dots}
第一条 服务范围：{subject}。
第二条 服务费：人民币{total:wan_spaced}，大写{caps:yuan}。
第三条 <V 甲方若获得创新券支持，可用创新券向乙方支付服务费，具体抵扣金额以实际核发为准。>
第四条 <F 因任何一方过错致使未通过结题评审的，过错方赔偿对方的直接经济损失，但不超过服务费总额。>
第五条 保密期限：合同终止后 5 年。
附：双方开票信息
| 甲方 | 乙方
| 名称：{a} | 名称：{b}
| 税号：{ca} | 税号：{cb}
| 开户行：民生银行北京上地支行 | 开户行：建设银行北京学院路支行
| 账号：600123456 | 账号：11001007200059123456
""",
    ),
    (
        Manner("seller first", held_out=True, title="样机试制合同"),
        """
承揽方（乙方）：{b}
统一社会信用代码：{cb}
定作方（甲方）：{a}
统一社会信用代码：{ca}
合同编号：{no}
一、定作物：{subject}样机 2 台，单价 {half:yuan}，总价{total:yuan}，人民币（大写）：{caps:yuan}。
二、交货：{end:plain}前交付至定作方指定地点。
三、付款：<V 定作方用创新券结算{face:yuan}（券号{voucher:en}），现金结算{own:yuan}，合同签订 7 日内支付定金 5,000.00 元。>
四、质保：12 个月，质保金 3% 到期无息退还。
五、<F 本合同对应的创新券未结题或者结题未获认可的，定作方不得以此为由拒付承揽报酬。>
六、有效期：{start:plain}至{end:plain}。
定作方：（盖章）    {date:plain}
承揽方：（盖章）    {date:plain}
""",
    ),
)
