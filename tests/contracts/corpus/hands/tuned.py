"""Papers of the second hand that the reader was tuned on; `tests/contracts/corpus/second_hand.py` says how they are written."""

from tests.contracts.corpus.manners import Manner

TUNED = (
    (
        Manner("university form", title="技术服务合同", long=True, foot="第 {page} 页"),
        """
合同编号：{no}
登记编号：2026110108001234
项目名称：{subject}
委托方（甲方）：{a}
住 所 地：北京市海淀区信息路 7 号院 3 号楼
法定代表人：周景明
项目联系人：冯晓
通讯地址：北京市海淀区信息路 7 号院    邮编：100085
电    话：010-62981234    传    真：010-62981235
受托方（乙方）：{b}
住 所 地：北京市石景山区晋元庄路 5 号
法定代表人：丁启航
项目联系人：何苗    电子信箱：hemiao@example.edu.cn
根据《中华人民共和国民法典》的有关规定，甲方委托乙方就{subject}进行技术服务，并支付技术服务报酬。双方经协商一致，签订本合同。
第一条 甲方委托乙方进行技术服务的内容如下：
1. 技术服务的目标：形成可用于产品定型的技术报告。
2. 技术服务的方式：现场与实验室相结合，一次性。
第二条 乙方应按下列要求完成技术服务工作：
1. 技术服务地点：乙方实验室。2. 技术服务期限：{start:spaced}至{end:spaced}。
第三条 甲方向乙方支付技术服务报酬及支付方式为：
1. 技术服务费总额为：人民币（大写）{caps:round}（¥{total:figure}）。
2. 技术服务费由甲方分期支付，具体支付方式和时间如下：
（1）合同生效后 10 日内支付 30%，计 {first:figure} 元；
（2）提交中期报告后支付 40%，计 {second:figure} 元；
（3）验收合格后支付 30%，计 {third:figure} 元。
乙方开户银行名称、地址和帐号为：
开户银行：工行石景山支行
帐号：0200013409014412345
---
第四条 <V 甲方拟使用首都科技创新券（编号：{voucher}）抵扣技术服务费{face:yuan}，抵扣后甲方以自有资金支付{own:yuan}。>
第五条 <F 若因乙方原因导致创新券项目未能结题，乙方应退还甲方已支付的全部费用；若因甲方原因导致未能结题，相应损失由甲方自行承担。>
第六条 双方确定因履行本合同应遵守的保密义务如下：涉密人员范围为项目组成员，保密期限 3 年，泄密责任按实际损失赔偿，最高不超过 50,000 元。
第七条 本合同一式 6 份，具有同等法律效力。
甲方（盖章）：    统一社会信用代码：{ca}
法定代表人/委托代理人：            （签名）
乙方（盖章）：    统一社会信用代码：{cb}
法定代表人/委托代理人：            （签名）
{date:spaced}
""",
    ),
    (
        Manner("laboratory order table", title="检测委托协议书"),
        """
协议编号：{no}
| 委托人（甲方） | {a} | 统一社会信用代码 | {ca}
| 联系人 | 孙立 | 联系电话 | 13800138000
| 受托人（乙方） | {b} | 统一社会信用代码 | {cb}
| 样品名称 | {subject} | 样品数量 | 12 件
| 检测费用（含税） | {total:yuan_sign} | 大写 | {caps:yuan}
| 不含税金额 | {net:yuan_sign} | 税额（6%） | {tax:yuan_sign}
一、委托人应对样品及所附资料的真实性负责。
二、受托人收到样品和费用后 15 个工作日内出具报告，加急费 2,000 元另计。
三、<V 委托人以创新券支付部分检测费用的，券号为{voucher}，抵用金额为人民币{face:figure}元，余款由委托人汇入受托人账户。>
四、<F 检测报告提交后创新券项目验收不合格的，由双方各承担一半损失。>
五、本协议自双方盖章之日起生效。
委托人（盖章）： || 受托人（盖章）：
经办人：孙立 || 经办人：郑洁
日期：{date:slashes} || 日期：{date:slashes}
""",
    ),
    (
        Manner("buyer and supplier", title="技术服务采购合同", foot="{page}"),
        """
需方：{a}（以下称甲方）
供方：{b}（以下称乙方）
合同号：{no}        签订地点：北京市朝阳区
签订时间：{date:chinese}
依据《民法典》合同编，供需双方就供方向需方提供“{subject}”服务达成一致，订立本合同。
1、服务明细及价格
| 序号 | 服务内容 | 数量 | 单价（元） | 金额（元）
| 1 | 方案设计 | 1 项 | {first:figure} | {first:figure}
| 2 | 样件试制 | 1 项 | {second:figure} | {second:figure}
| 3 | 测试评价 | 1 项 | {third:figure} | {third:figure}
| 合计 | 大写：人民币{caps:zheng} | - | - | {total:figure}
2、<V 结算方式：创新券+转账。其中首都科技创新券（券编号 {voucher:gaps}）结算{face:wan}，需方转账{own:wan}。>
3、交付时间：{start:plain}至{end:plain}。
4、<F 未通过首都科技创新券结题的，创新券部分的价款由需方在收到通知后 20 日内以现金补足。>
5、逾期付款的，按日支付未付金额万分之五的违约金。
6、银行信息
| 项目 | 需方 | 供方
| 单位名称 | {a} | {b}
| 纳税人识别号 | {ca} | {cb}
| 开户行 | 招商银行北京分行大屯路支行 | 中国银行北京学院路支行
| 账号 | 110906786510123 | 332456010987
| 电话 | 010-84561122 | 010-62339988
""",
    ),
    (
        Manner("supplement", title="补充协议", stamp=True),
        """
补充协议编号：{no}
（原合同编号：YHT-2025-0087，签订于 2025 年 11 月 3 日）
甲方：{a}
统一社会信用代码：{ca}
乙方：{b}
统一社会信用代码：{cb}
鉴于甲乙双方已签订编号为YHT-2025-0087的《技术服务合同》（以下简称“原合同”），原合同金额为人民币 60,000.00 元，现经协商，达成如下补充协议：
一、原合同总金额变更为{total:yuan}（大写：人民币{caps:yuan}）。
二、<V 增加创新券支付条款：甲方将以编号为{voucher:dashes}的创新券向乙方支付{face:yuan}，其余{own:yuan}由甲方按原合同约定方式支付。>
三、<F 如该创新券未通过结题评审，创新券对应金额由甲方承担，乙方不退还已收款项。>
四、本补充协议与原合同具有同等法律效力，未变更部分按原合同执行。
甲方（公章）： || 乙方（公章）：
授权代表： || 授权代表：
{date:spaced} || {date:spaced}
""",
    ),
    (
        Manner(
            "ten-thousand yuan form", title="技术开发（合作）合同书", size="12pt", foot="第{page}页 共3页"
        ),
        """
^ 合同登记编号：□□□□□□□□□□
^ 项目名称：{subject}
^ 合作方甲：{a}
^ 合作方乙：{b}
^ 签订地点：北京市
^ 签订日期：{date:plain}
^ 有效期限：{start:plain}至{end:plain}
---
本合同合作各方就共同参与研究开发{subject}项目，经平等协商，达成如下协议，由合作各方共同恪守。
一、标的技术的内容、范围及要求：完成样机 2 台、专利申请 1 件。
二、合作各方的分工：甲方负责需求与试用，投入人员 4 人；乙方负责研究开发，投入人员 6 人。
三、研究开发经费
（一）项目研究开发经费总额：{total:wan_figure}万元（人民币大写：{caps:yuan}）。
（二）经费来源：<V 创新券{face:wan_figure}万元（创新券编号 {voucher}），甲方自筹{own:wan_figure}万元。>
（三）经费使用：设备费 30%、材料费 20%、劳务费 50%。
四、风险责任的承担：<F 本项目在创新券结题时未获通过的，经确认由过错方负担由此产生的费用，双方均无过错的按 5:5 分担。>
五、技术成果的归属和分享：专利申请权归双方共有。
六、名词和术语的解释：创新券指由市科学技术委员会发放的电子凭证。
| 单位 | 甲方 | 乙方
| 名称 | {a} | {b}
| 统一社会信用代码 | {ca} | {cb}
| 法定代表人 | 高远 | 白露
| 电话 | 010-51667788 | 010-88112233
""",
    ),
    (
        Manner("unpassed with refund", title="软件测试服务协议"),
        """
编　　号：{no}
甲　　方：{a}
信用代码：{ca}
地　　址：北京市大兴区经济技术开发区荣华南路 10 号
乙　　方：{b}
信用代码：{cb}
地　　址：北京市西城区车公庄大街 20 号
第 1 条 服务事项
乙方为甲方的{subject}提供第三方测试，测试用例不少于 300 个。
第 2 条 服务期
服务期 90 天，从{start:iso}算起。
第 3 条 费用
3.1 本协议费用总计 RMB {total:bare}，大写：{caps:round zheng}，已含 6% 增值税 {tax:figure} 元。
3.2 协议签订后 5 个工作日内，甲方支付 50%（{half:figure} 元）作为预付款。
3.3 <V 甲方可使用科技创新券支付尾款，券号：{voucher}；本次使用券额 {face:figure} 元。>
第 4 条 违约责任
4.1 乙方逾期提交报告的，每逾期一日扣减费用的 0.1%。
4.2 <F 结题未通过且责任在乙方的，乙方应当免费重新测试；再次未通过的，退还甲方 50% 的费用。>
第 5 条 发票
乙方开具增值税专用发票：税号 {ca}，开户行 北京银行亦庄支行，账号 20000012345678900001234。
（以下无正文，为签署页）
甲　　方（盖章）
签字：
日　　期：{date:wide_gaps}
乙　　方（盖章）
签字：
日　　期：{date:wide_gaps}
""",
    ),
    (
        Manner("English consultancy", title="Testing Services Contract", english=True, foot="Page {page}"),
        """
Ref. No. {no}
This Contract is made on {date:short_english} by and between:
(1) {a}, a company registered in Beijing with unified social credit code {ca} (hereinafter "Party A"); and
(2) {b}, with unified social credit code {cb} (hereinafter "Party B").
# 1. Services
Party B shall carry out the tests listed in Annex 1. Reports are due by {end:english}.
# 2. Fees
The total fee payable under this Contract shall be {total:cny}, inclusive of 6% VAT ({tax:cny}). The net price is {net:cny}.
30% ({first:cny}) is due upon signature and the balance upon acceptance.
# 3. Voucher
<V Of the total fee, {face:cny} shall be settled by means of the Capital Innovation Voucher (voucher no. {voucher}), and {own:cny} by bank transfer.>
# 4. Failure
<F Should the project not pass the closing review for reasons attributable to Party B, Party B shall refund the fees received; otherwise Party A shall pay in full.>
# 5. Bank
Bank of Beijing, account 0109 0520 5001 2010 9123 456, SWIFT BJCNCNBJ.
Party A (seal) || Party B (seal)
Name: || Name:
""",
    ),
    (
        Manner("no voucher at all", title="技术咨询合同"),
        """
合同编号： {no}
甲方：{a}
统一社会信用代码：{ca}
电话：010-62345678 传真：010-62345679
乙方：{b}
统一社会信用代码：{cb}
电话：010-82345678
一、咨询内容：{subject}的可行性论证。
二、咨询费及支付
2.1 咨询费共计人民币{caps:yuan}（￥{total:figure}），乙方提交咨询报告并经甲方确认后一次性支付。
2.2 户名：{b}；开户行：农业银行北京海淀支行；账号：11050101040012345。
三、咨询报告不符合约定的，乙方应当减收或者免收报酬。
四、争议解决：提交北京仲裁委员会仲裁。
甲方（签章）：
乙方（签章）：
签订日期：{date:padded}
""",
    ),
    (
        Manner("nested form", title="技术服务合同（简式）"),
        """
[] 合同编号 | {no}
[] 委托方名称 | {a}
[] 委托方统一社会信用代码 | {ca}
[] 受托方名称 | {b}
[] 受托方统一社会信用代码 | {cb}
[] 服务名称 | {subject}
[] 合同金额（小写） | {total:plain_sign}
[] 合同金额（大写） | 人民币{caps:yuan}
[] <V 其中：创新券金额 | {face:plain_sign}
[] 创新券编号 | {voucher}>
[] 自付金额 | {own:plain_sign}
[] 服务期限 | {start:dots} - {end:dots}
其他约定：
1. 受托方应按时提交成果，委托方应按时支付款项。
2. <F 创新券项目未通过结题评审的，创新券抵扣的部分由委托方另行支付给受托方。>
委托方盖章： || 受托方盖章：
{date:padded} || {date:padded}
""",
    ),
    (
        Manner("two vouchers in a table", title="产品设计服务合同", stamp=True),
        """
合同编号：{no}
委托单位：{a}（甲方）
设计单位：{b}（乙方）
甲乙双方就{subject}的工业设计事宜订立本合同。
第一条 设计费用
设计费总额（含税）：{total:yuan}；人民币大写：{caps:yuan}。
第二条 设计费分三次支付：首期 30%，即 {first:yuan}；二期 40%，即 {second:yuan}；尾款 30%，即 {third:yuan}。
第三条 创新券
<V 甲方在支付尾款时使用下列创新券：
| 序号 | 创新券编号 | 使用金额
| 1 | {voucher} | {face:yuan}
| 2 | {second_voucher} | {face2:yuan}>
第四条 设计成果的交付：{end:plain}前交付三维数据与外观手板一套。
第五条 <F 因设计质量问题造成项目不予结题的，乙方承担创新券使用金额的全部损失。>
第六条 甲方对设计成果享有完整的知识产权。
甲方：（盖章）
税号：{ca}
乙方：（盖章）
税号：{cb}
{date:chinese}于北京
""",
    ),
)
