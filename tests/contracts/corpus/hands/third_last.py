"""Papers of the third hand that were written after the reader was mended for its others, and read once for the forecast in ADR 18."""

from tests.contracts.corpus.manners import Manner

LAST = (
    (
        Manner("public institution form", held_out=True, title="技术服务委托书", foot="第{page}页"),
        """
委托书编号：{no}
委托单位：{a}
法人代码：{ca}
承接单位：{b}
法人代码：{cb}
经双方商定，委托单位将{subject}工作交由承接单位完成：
一、完成时限：{end:plain}之前。
二、工作经费：￥{total:figure}（大写金额：{caps:zheng}）。
三、经费来源：<V 创新券￥{face:figure}（首都科技创新券，券号{voucher}），单位自筹￥{own:figure}。>
四、双方责任：<F 凡因承接单位工作质量导致创新券不能结题的，承接单位退回全部经费；其他原因由委托单位负责。>
五、本委托书自{date:plain}起生效。
委托单位（章）：            承接单位（章）：
""",
    ),
    (
        Manner("price in a sentence", held_out=True, title="产品检测合作协议", size="12pt"),
        """
协议编号：{no}    签订地点：北京市
甲方：{a}（统一社会信用代码：{ca}）
乙方：{b}（统一社会信用代码：{cb}）
第一条 乙方按照国家标准对甲方提供的样品进行{subject}。
第二条 甲方就本协议项下全部检测服务应付乙方的价款合计为{total:wan_spaced}（人民币{caps:yuan}），该价款为含税价。
第三条 双方知悉并同意：<V 甲方将以主管部门核发的创新券（编号{voucher}）冲抵上述价款中的{face:wan_spaced}，冲抵部分由乙方向主管部门申请兑付。>
第四条 <F 专家评审认为不符合结题条件的，甲方可以要求乙方在三十日内补做试验；补做后仍不符合的，双方各承担一半损失。>
第五条 自{start:plain}起三个月内完成。
甲方代表（签字）：            乙方代表（签字）：
签署时间：{date:plain}        签署时间：{date:plain}
""",
    ),
    (
        Manner("party table with heads", held_out=True, title="联合研发合同", long=True, foot="{page}"),
        """
合同号：{no}
| 项目 | 甲方 | 乙方
| 单位名称 | {a} | {b}
| 统一社会信用代码 | {ca} | {cb}
| 联系人 | 甘露 | 石磊
1. 研发内容：{subject}。
2. 研发费用总额：{total:bare}（大写：{caps:round}）
3. 费用分担：
| 承担方 | 金额（元） | 说明
| 甲方自有资金 | {own:figure} | 银行转账
| <V 创新券 | {face:figure} | 券号 {voucher}>
4. <F 研发失败或者未能通过结题评审的，按照本合同第 3 条的比例分担损失。>
5. 双方于{date:chinese}签订本合同。
""",
    ),
    (
        Manner("English purchase terms", held_out=True, title="Technical Consulting Contract", english=True),
        """
Contract number: {no}
Client: {a}
Client's unified social credit code: {ca}
Service provider: {b}
Service provider's unified social credit code: {cb}
Article 1. Subject: testing of samples and a written opinion.
Article 2. The parties agree on a lump-sum price of {total:cny} (in words: {caps:yuan}).
Article 3. <V Of this price, {face:cny} is paid with the innovation voucher {voucher}; the balance of {own:cny} is paid by bank transfer.>
Article 4. <F Should the project not pass the closing review, the service provider refunds half of the balance.>
Article 5. This contract is signed on {date:short_english} in Beijing.
""",
    ),
    (
        Manner("meeting minutes", held_out=True, title="技术咨询服务确认书"),
        """
确认书编号：{no}
致：{b}
我公司{a}确认委托贵方提供{subject}咨询服务，条件如下：
（1）咨询费总额{total:yuan}，大写{caps:yuan}；
（2）<V 其中{face:yuan}使用科技创新券支付，创新券号{voucher}；>
（3）<F 创新券项目未能结题的，该部分费用由我公司另行支付；>
（4）贵方信用代码{cb}，我公司信用代码{ca}。
{a}（盖章）
{date:plain}
贵方确认：（盖章）
""",
    ),
    (
        Manner(
            "long preamble",
            held_out=True,
            title="技术开发（委托）合同",
            long=True,
            stamp=True,
            foot="第{page}页",
        ),
        """
本合同由以下双方于{date:plain}在北京市朝阳区签署：
（一）{a}，一家依照中国法律成立的公司，统一社会信用代码为{ca}（“委托方”）；
（二）{b}，统一社会信用代码为{cb}（“受托方”）。
本合同的编号为{no}。
1 受托方应完成{subject}的开发，并于{end:plain}前交付。
2 开发费用为固定价格，共计人民币{total:yuan}（{caps:yuan}）。
3 <V 委托方使用一张首都科技创新券支付部分开发费用，该券编号为{voucher}，金额为人民币{face:yuan}。>
4 付款：首笔 {first:yuan}，第二笔 {second:yuan}，尾款 {third:yuan}。
5 <F 如结题评审的结论为不通过，由双方共同查明原因，并由责任方承担相应费用。>
（签署页）
委托方：
受托方：
""",
    ),
)
