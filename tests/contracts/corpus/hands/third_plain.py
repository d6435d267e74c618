"""Papers of a third hand, second half: what people write themselves. Held out while the reader was mended for the first half."""

from tests.contracts.corpus.manners import Manner

PLAIN = (
    (
        Manner("two in one heading", held_out=True, title="技术服务合同"),
        """
甲方：{a}    乙方：{b}
合同编号：{no}    签订日期：{date:plain}
甲乙双方本着互利互惠的原则，就乙方为甲方提供{subject}服务，达成一致意见：
1、服务费用：人民币{total:short}（大写：{caps:yuan}）。
2、服务时间：{start:plain}-{end:plain}。
3、<V 创新券：本合同使用首都科技创新券{face:short}，编号{voucher}。>
4、<F 未通过结题的，双方协商解决。>
5、开票信息：甲方税号{ca}，乙方税号{cb}。
6、本合同传真件、扫描件有效。
甲方签字盖章：        乙方签字盖章：
""",
    ),
    (
        Manner(
            "English testing terms",
            held_out=True,
            title="TESTING SERVICES AGREEMENT",
            english=True,
            foot="{page}",
        ),
        """
Contract Ref: {no}
This Testing Services Agreement (the "Agreement") is entered into as of {date:english} by and between:
(1) {a}, a company organised under the laws of the People's Republic of China, with unified social credit code {ca} (the "Client"); and
(2) {b}, a public institution with unified social credit code {cb} (the "Laboratory").
1. Services. The Laboratory shall perform the tests set out in Schedule 1.
2. Fees. The total fee payable by the Client is {total:rmb}, inclusive of VAT at 6%. An advance of {half:rmb} is payable within ten days.
3. Innovation voucher. <V The Client will settle {face:rmb} of the fee by means of Capital S&T Innovation Voucher no. {voucher}.>
4. Closing review. <F In the event that the closing review is failed, the Laboratory shall repeat the tests once at no charge, after which each party bears its own loss.>
5. Liability under this Agreement is limited to RMB 100,000.
6. Term. From {start:english} to {end:english}.
For the Client: || For the Laboratory:
Name: || Name:
Date: {date:english} || Date: {date:english}
""",
    ),
    (
        Manner("bilingual lines", held_out=True, title="技术服务合同 / Service Contract"),
        """
合同编号 Contract No.: {no}
甲方 Party A: {a}
乙方 Party B: {b}
签订日期 Date: {date:iso}
统一社会信用代码 USCC (甲方 Party A): {ca}
统一社会信用代码 USCC (乙方 Party B): {cb}
1. 服务内容 Scope of Services: {subject}
2. 合同总价 Total Price: {total:rmb_yuan} (大写 In words: {caps:yuan})
3. <V 创新券 Innovation Voucher: 甲方以创新券支付 {face:rmb_yuan}，券号 No. {voucher}。>
4. <F 结题评审未通过 Failure of closing review: 由责任方承担 to be borne by the party at fault.>
5. 适用法律 Governing Law: 中华人民共和国法律。
""",
    ),
    (
        Manner("framework order sheet", held_out=True, title="科研测试委托单（代合同）", stamp=True),
        """
委托单编号：{no}            委托日期：{date:dots}
| 委托方信息 | 单位名称 | {a}
| 委托方信息 | 社会信用代码 | {ca}
| 委托方信息 | 联系人/电话 | 施展 13700000000
| 受托方信息 | 单位名称 | {b}
| 受托方信息 | 社会信用代码 | {cb}
| 受托方信息 | 联系人/电话 | 柏青 010-62770000
| 测试信息 | 测试内容 | {subject}
| 测试信息 | 完成日期 | {end:dots}
| 费用信息 | 费用总额（元） | {total:figure}
| 费用信息 | 大写 | {caps:yuan}
| <V 费用信息 | 创新券支付（元） | {face:figure}
| 费用信息 | 自付（元） | {own:figure}
| 费用信息 | 创新券编号 | {voucher}>
说明：创新券支付部分由受托方凭结题证明申请兑付。
<F 若结题评审未予通过，创新券支付部分改由委托方现金支付。>
委托方签章：              受托方签章：
""",
    ),
    (
        Manner("supplement after the fact", held_out=True, title="《技术服务合同》补充协议（一）"),
        """
补充协议编号：{no}
甲方（委托方）：{a}
乙方（受托方）：{b}
鉴于甲乙双方已于 2025 年 12 月 1 日签订《技术服务合同》（编号：HT-OLD-077），合同总额为人民币 5,000.00 元，现经协商补充约定如下：
一、原合同总金额变更为{total:yuan}（大写：{caps:yuan}）。
二、<V 增加创新券条款：甲方使用首都科技创新券（编号{voucher}）支付合同款{face:yuan}，其余由甲方现金支付。>
三、<F 增加约定：结题评审不通过的，损失由过错方承担。>
四、本补充协议与原合同具有同等法律效力，原合同其余条款不变。
五、双方信用代码：甲方{ca}，乙方{cb}。
甲方（盖章）            乙方（盖章）
签订日期：{date:plain}    签订日期：{date:plain}
""",
    ),
    (
        Manner(
            "hospital letterhead",
            held_out=True,
            title="横向课题合作协议书",
            size="13pt",
            foot="— {page} —",
            long=True,
        ),
        """
课题编号：{no}
甲方（出资方）：{a}
法定代表人：文晋
乙方（承担方）：{b}
法定代表人：古月明
就{subject}课题的合作事宜，甲、乙双方协商一致，签订本协议。
第一条 研究期限：{start:chinese}至{end:chinese}。
第二条 课题经费共计{total:wan}元整（大写：{caps:zheng}），由甲方提供。
第三条 拨付方式：第一笔 {first:wan}，第二笔 {second:wan}，第三笔 {third:wan}。
第四条 <V 甲方将首都科技创新券用于本课题经费的支付，编号：{voucher}，额度：{face:wan}。>
第五条 知识产权：论文署名双方协商。
第六条 <F 结题评审：专家组不同意结题的，乙方应按专家意见整改，整改费用由乙方承担。>
第七条 保密：3 年。
第八条 争议：提交乙方所在地人民法院。
甲方盖章： || 乙方盖章：
负责人签字： || 负责人签字：
{date:chinese} || {date:chinese}
""",
    ),
    (
        Manner("design house", held_out=True, title="工业设计委托合同"),
        """
委托人：{a}
统一社会信用代码：{ca}
地 址：北京市西城区新街口外大街 28 号
设计人：{b}
统一社会信用代码：{cb}
地 址：北京市大兴区黄村
合同编号：{no}
委托人委托设计人进行{subject}，双方约定：
一、设计费
设计费总计：RMB {total:figure}
（人民币{caps:yuan}）
二、付款进度
签约付 30%（{first:figure}），方案确认付 40%（{second:figure}），交付付 30%（{third:figure}）。
三、创新券
<V 委托人使用“首都科技创新券”支付设计费，券面编号 {voucher}，使用额 RMB {face:figure}。>
四、未能结题
<F 项目未能通过结题评审且责任在设计人的，设计人在 10 个工作日内退回设计费的 30%；责任在委托人的，设计费不退。>
五、生效
本合同经双方于{date:plain}签字盖章后生效。
""",
    ),
    (
        Manner("many bank lines", held_out=True, title="软件测评技术服务合同", foot="第{page}页"),
        """
甲方（全称）：{a}
乙方（全称）：{b}
合同编号（甲方）：{no}
项目编号：XM-2026-3301
一、测评对象：{subject}。
二、测评费用
本合同价款采用固定总价，金额为（小写）￥{total:figure}元，（大写）{caps:yuan}。其中不含税价￥{net:figure}元，税金￥{tax:figure}元。
三、结算
甲方付款账户 账户名：{a} 开户行：建设银行方庄支行 账号：11001079800053001234 纳税人识别号：{ca}
乙方收款账户 账户名：{b} 开户行：工商银行海淀支行 账号：0200049609200012345 纳税人识别号：{cb}
四、创新券约定
4.1 <V 甲方本次使用的首都科技创新券编号是{voucher}，金额是￥{face:figure}元。>
4.2 <F 创新券项目未能结题的责任认定：乙方报告被专家否定的由乙方负责重测；甲方材料不全的由甲方负责补齐，相应费用自理。>
五、本合同于{date:plain}签订于北京市海淀区，有效期至{end:plain}。
甲方：　　　　（章）
乙方：　　　　（章）
""",
    ),
    (
        Manner("plain letter of a team", held_out=True, title="技术合作协议", size="14pt"),
        """
甲方为{a}，乙方为{b}。
甲方信用代码{ca}，乙方信用代码{cb}。
甲方请乙方做{subject}。
乙方于{end:plain}前做完，交付报告和样品。
甲方一共付给乙方{total:short}，也就是人民币{caps:yuan}。
<V 这笔钱里{face:short}用创新券付，创新券的号码是{voucher}，剩下的{own:short}用银行转账付。>
<F 如果创新券结题没有通过，谁的责任谁承担。>
协议从签字那天起生效，签字日期是{date:plain}。
协议编号为{no}。
""",
    ),
    (
        Manner("value in the next line", held_out=True, title="技术方案服务合同", foot="{page}/3"),
        """
合同编号
{no}
委托方（甲方）
{a}
统一社会信用代码
{ca}
服务方（乙方）
{b}
统一社会信用代码
{cb}
项目名称
{subject}
合同总金额
{total:yuan}
大写金额
{caps:yuan}
创新券编号
{voucher}
创新券使用金额
{face:yuan}
创新券条款
<V 甲方以上述创新券支付合同价款的相应部分，其余部分由甲方自筹资金支付。>
结题评审未通过时的约定
<F 由造成未通过的一方承担损失；双方都有责任的，按责任大小分担。>
签订日期
{date:plain}
""",
    ),
)
