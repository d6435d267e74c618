"""What an action on many files means, said before it is confirmed."""

from django.utils.translation import gettext_lazy as _

CONSEQUENCES = {
    "propose_approval": _(
        "Files: %(count)s. Each is proposed for approval with the amount it applied for; the "
        "approvers are told."
    ),
    "approve": _(
        "Files: %(count)s. Each is approved with the proposed amount, else the amount it applied "
        "for; the applicants are told at once."
    ),
    "reject": _("Files: %(count)s. These applications end here; every applicant reads the reason at once."),
    "return_for_correction": _(
        "Files: %(count)s. The same is asked of every applicant; the clock of the office stops for each file."
    ),
    "publish_notice": _(
        "Files: %(count)s. The projects stand in the public notice from today; the approved "
        "amounts are reserved."
    ),
    "award": _(
        "Files: %(count)s. The vouchers are issued and their amounts committed; all parties are told at once."
    ),
    "clear_contract": _(
        "Files: %(count)s. Each contract is cleared with its whole amount as the determined one; "
        "applicants and laboratories are told."
    ),
    "return_contract": _(
        "Files: %(count)s. The same is asked about every contract; the vouchers stay awarded."
    ),
    "return_closing": _(
        "Files: %(count)s. The same is asked about every closing report; the laboratories confirm "
        "anew afterwards."
    ),
    "start_review": _(
        "Files: %(count)s. The closing reviews begin with the same panel; every expert is invited to each."
    ),
    "close": _(
        "Files: %(count)s. Each project is closed with the cost that its report states; "
        "applicants and laboratories are told."
    ),
    "refuse_closing": _(
        "Files: %(count)s. These projects are not closed; applicants and laboratories read the "
        "reasons at once."
    ),
    "retry_closing": _("Files: %(count)s. Another closing report may be handed in for each."),
    "redeem": _(
        "Files: %(count)s. The vouchers are redeemed over the requested amounts; what they do not "
        "pay is available again."
    ),
    "return_redemption": _(
        "Files: %(count)s. The requests for redemption go back; every payee reads the reason."
    ),
    "claim": _("Files: %(count)s. They are yours for the time being; colleagues see it."),
    "release": _("Files: %(count)s. They are put back for anybody to take."),
    "hand_over": _("Files: %(count)s. They go to the colleague, who is told."),
    "record": _(
        "Files: %(count)s. The decisions are recorded; nobody outside the office learns of them "
        "before they are published."
    ),
    "write": _("Files: %(count)s. The letters leave at once and stand in the conversation of each file."),
    "publish": _("Files: %(count)s. The decisions take effect, and the letters shown here leave at once."),
}
