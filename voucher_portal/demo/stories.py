"""The invented projects of the demonstration: one in every state, several where people meet most of them."""

from applications.enums import State

BACKGROUND = "企业在产品迭代中遇到技术瓶颈，自有设备和人员无法满足验证要求，需要借助开放实验室的能力。"
CONTENT = "与实验室合作完成试验设计、样品测试、数据分析与改进方案，形成可复现的技术文件。"
# The model text that a laboratory hands out for routine tests: two applicants use it word for word.
ROUTINE = (
    "按实验室标准流程完成样品登记、前处理、成分与形貌测试、力学性能测试和数据复核，每批不少于三个平行样，"
    "对异常数据复测一次，出具加盖检测专用章的报告，并就测试结果与委托方进行一次技术交流。"
)
DELIVERABLES = "检测报告一份，技术总结一份，改进方案一份。"


def story(  # noqa: PLR0917 (a table of stories reads best by position)
    title: str, who: int, lab: int, state: str, total: int, voucher: int, activity: str, days_ago: int, **more
) -> dict:
    """One project; amounts in 元, `days_ago` when it was begun."""
    words = {"background": BACKGROUND, "content": f"{title}：{CONTENT}", "deliverables": DELIVERABLES}
    return (
        words
        | {
            "title": title,
            "who": who,
            "lab": lab,
            "state": state,
            "total": total,
            "voucher": voucher,
            "activity": activity,
            "days_ago": days_ago,
        }
        | more
    )


S = State
STORIES = [
    story("高强度轻量化支架材料失效分析", 2, 0, S.PAID, 96_000, 40_000, "testing", 300),
    story(
        "在线办公协同平台性能测评与优化",
        0,
        1,
        S.CLOSED,
        120_000,
        60_000,
        "testing",
        210,
        theme="digital_transformation",
        purchase=36_000,
    ),
    story("病毒核酸快速检测试剂方法学验证", 1, 3, S.IN_REVIEW, 150_000, 70_000, "testing", 160),
    story(
        "便携式水质检测仪结构改进设计",
        3,
        2,
        S.CONTRACTED,
        110_000,
        50_000,
        "rd_design",
        120,
        design="structure_improvement",
    ),
    story("智能传感器外壳试制", 4, 2, S.AWARDED, 60_000, 25_000, "rd_design", 45, design="trial_production"),
    story(
        "企业服务数据化处理平台委托开发",
        0,
        1,
        S.ENDORSED,
        240_000,
        110_000,
        "commissioned_dev",
        12,
        theme="digital_transformation",
    ),
    story("生物基可降解薄膜配方合作研发", 1, 0, S.SUBMITTED, 180_000, 80_000, "joint_rd", 5),
    story("精密轴承疲劳寿命试验", 2, 0, S.DRAFT, 72_000, 30_000, "testing", 2),
    story("工业相机在线检测算法技术方案", 4, 1, S.RETURNED, 88_000, 36_000, "tech_solution", 14),
    story("老旧小区排水监测方案", 3, 1, S.DECLINED, 50_000, 20_000, "tech_solution", 60),
    story(
        "柔性传感阵列材料测试", 0, 0, S.APPROVED, 64_000, 30_000, "testing", 20, team=True, content=ROUTINE
    ),
    story("企业宣传网站升级", 0, 1, S.REJECTED, 40_000, 15_000, "tech_solution", 70),
    story("抗菌涂层动物实验", 1, 3, S.NOTICED, 130_000, 60_000, "tech_solution", 11),
    story("高温合金成分检测", 2, 0, S.OBJECTED, 76_000, 30_000, "testing", 12, content=ROUTINE),
    story("污泥减量菌剂筛选", 3, 3, S.CONTRACT_SUBMITTED, 90_000, 40_000, "joint_rd", 40),
    story("无线传感模块电磁兼容测试", 4, 1, S.CONTRACT_RETURNED, 58_000, 24_000, "testing", 50),
    story(
        "大型仪器预约共享系统研发",
        0,
        1,
        S.CLOSING_SUBMITTED,
        140_000,
        60_000,
        "commissioned_dev",
        150,
        theme="instrument_efficiency",
    ),
    story("植物提取物活性测试", 1, 3, S.NOT_CLOSED, 68_000, 30_000, "testing", 170),
    story(
        "铝合金压铸模具优化",
        2,
        2,
        S.REDEMPTION_REQUESTED,
        84_000,
        36_000,
        "rd_design",
        200,
        design="performance_improvement",
    ),
    story("废气处理催化剂评价", 3, 0, S.REDEEMED, 92_000, 40_000, "testing", 190),
    story("轴承钢夹杂物分析", 2, 0, S.REDEEMED, 60_000, 30_000, "testing", 180),
    story("催化剂载体比表面积测试", 3, 0, S.REDEEMED, 48_000, 24_000, "testing", 175),
    story("样机外壳结构强度测试", 4, 1, S.REDEEMED, 52_000, 26_000, "testing", 165),
    story("复合材料层压板检测", 2, 0, S.REDEEMED, 44_000, 22_000, "testing", 155),
    story("可穿戴心率带验证", 4, 3, S.WITHDRAWN, 46_000, 20_000, "testing", 90),
    story("蓝牙标签可靠性试验", 4, 0, S.EXPIRED, 52_000, 20_000, "testing", 470),
    story("智能灌溉控制器开发", 3, 1, S.TERMINATED, 78_000, 30_000, "commissioned_dev", 130),
    story("钛合金增材制造件检测", 2, 0, S.REVOKED, 98_000, 40_000, "testing", 140),
    story("核酸提取磁珠性能评价", 1, 3, S.CLAWED_BACK, 86_000, 36_000, "testing", 260),
]
