"""Sample words and forms of the gallery; what they say is no interface text, hence not in the catalogues."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language

from workflow.money import YuanField


def in_language(chinese: str, english: str) -> str:
    """The words for the reader's language."""
    return english if get_language() == "en" else chinese


say = lazy(in_language, str)


class ReportField(forms.FileField):
    """A file with the words that the drop area shows."""

    accept_words = "PDF, JPG, PNG"
    limit_words = "20 MB"


class SampleForm(forms.Form):
    """One field of each kind that the portal uses."""

    title = forms.CharField(
        label=say("项目名称", "Title of the project"),
        help_text=say("不超过 80 个字", "At most 80 characters"),
        max_length=80,
    )
    activity = forms.ChoiceField(
        label=say("科技创新活动类型", "Kind of activity"),
        choices=[
            ("testing", say("测试检验", "Testing and inspection")),
            ("joint", say("合作研发", "Cooperative research")),
        ],
    )
    amount = YuanField(
        label=say("合同金额（元）", "Contract amount (元)"),
        help_text=say("以审定后的合同为准", "As determined by review"),
    )
    start = forms.DateField(
        label=say("开始日期", "First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    need = forms.CharField(
        label=say("研发需求", "What must be found out"),
        help_text=say("请用一两段话说明", "One or two paragraphs"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    route = forms.ChoiceField(
        label=say("实验室", "Laboratory"),
        choices=[
            ("known", say("已与实验室商定", "Agreed with a laboratory")),
            ("match", say("请推荐机构协助对接", "Please help to find one")),
        ],
        widget=forms.RadioSelect,
    )
    report = ReportField(
        label=say("合同扫描件", "Scan of the contract"),
        help_text=say("每页均须清晰可读", "Every page must be legible"),
    )
    truth = forms.BooleanField(label=say("我承诺以上内容真实", "I confirm that this is true"))


class SampleFilter(forms.Form):
    """The filters of an officer's list."""

    q = forms.CharField(label=say("名称或编号", "Name or reference"), required=False)
    state = forms.ChoiceField(
        label=say("状态", "State"),
        choices=[
            ("submitted", say("待审核", "Submitted")),
            ("returned", say("请补正", "Please correct")),
        ],
        required=False,
    )
    since = forms.DateField(
        label=say("提交日期不早于", "Handed in since"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
