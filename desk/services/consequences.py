"""What an action on many files means, said before it is confirmed."""

from django.utils.translation import gettext_lazy as _

CONSEQUENCES = {
    "propose_approval": _(
        "%(count)s files are proposed for approval, each with the amount it applied for; the "
        "approvers are told."
    ),
    "approve": _(
        "%(count)s files are approved, each with the proposed amount, else the amount it "
        "applied for; every applicant is told at once."
    ),
    "reject": _("%(count)s applications end here; every applicant reads the reason at once."),
    "return_for_correction": _(
        "%(count)s applications go back with the same request; the clock of the office stops for each."
    ),
    "publish_notice": _(
        "%(count)s projects stand in the public notice from today; the approved amounts are reserved."
    ),
    "award": _("%(count)s vouchers are issued and their amounts committed; all parties are told at once."),
    "clear_contract": _(
        "%(count)s contracts are cleared, each with its whole amount as the determined one; "
        "applicants and laboratories are told."
    ),
    "return_contract": _("%(count)s contracts go back with the same request; the vouchers stay awarded."),
    "return_closing": _(
        "%(count)s closing reports go back with the same request; each laboratory confirms anew afterwards."
    ),
    "start_review": _(
        "%(count)s closing reviews begin with the same panel; every expert is invited to each."
    ),
    "close": _(
        "%(count)s projects are closed, each with the cost that its report states; applicants "
        "and laboratories are told."
    ),
    "refuse_closing": _(
        "%(count)s projects are not closed; applicants and laboratories read the reasons at once."
    ),
    "retry_closing": _("%(count)s projects may hand in another closing report."),
    "redeem": _(
        "%(count)s vouchers are redeemed over the requested amounts; what they do not pay is available again."
    ),
    "return_redemption": _("%(count)s requests for redemption go back; every payee reads the reason."),
    "claim": _("%(count)s files are yours for the time being; colleagues see it."),
    "release": _("%(count)s files are put back for anybody to take."),
    "hand_over": _("%(count)s files go to the colleague, who is told."),
    "record": _(
        "%(count)s decisions are recorded; nobody outside the office learns of them before "
        "they are published."
    ),
    "write": _("A letter goes out for %(count)s files; it stands in the conversation of each of them."),
    "publish": _("%(count)s decisions take effect, and the letters shown here leave at once."),
}
