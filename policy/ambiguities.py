"""What the published questions and answers leave open, and how the portal settles it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ambiguity:
    """One open question: its clause, the parameters that settle it (none when it is settled for good), the choice."""

    clause: str
    question: str
    choice: str
    parameters: tuple[str, ...] = ()


AMBIGUITIES = (
    Ambiguity(
        "Q1",
        "How does a priority theme act: rank, quota, faster handling?",
        "Each theme has an effect.",
        ("priority_themes",),
    ),
    Ambiguity(
        "Q1",
        "How long does a theme last?",
        "Each theme has validity dates; open-ended without.",
        ("priority_themes",),
    ),
    Ambiguity(
        "Q1",
        "Start-up teams are not named in the first two themes.",
        "Each theme lists its applicants.",
        ("priority_themes",),
    ),
    Ambiguity(
        "Q1",
        "The list of activities ends with 等 (and others).",
        "The list belongs to the edition.",
        ("activity_types",),
    ),
    Ambiguity(
        "Q1",
        "Is the size judged again later?",
        "It is judged at application; a change only warns at redemption.",
    ),
    Ambiguity(
        "Q2",
        "On which day must a purchased item be valid?",
        "The edition names the day; before that day an invalid item only warns.",
        ("new_tech_validity_date",),
    ),
    Ambiguity(
        "Q2",
        "Does the 30 % limit the spending or the subsidised part?",
        "It limits what is bought with the voucher; purchases at own expense count where the edition says so.",
        ("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
    ),
    Ambiguity(
        "Q2",
        "What if review lowers the contract amount?",
        "The share is computed again on the determined amount, and the contract is returned when it breaks the limit.",
        ("new_tech_cap_ratio",),
    ),
    Ambiguity("Q2", "May unlisted items be bought?", "At own expense only, never with the voucher."),
    Ambiguity(
        "Q2", "Start-up teams are not named.", "The edition lists who may buy.", ("purchase_applicant_kinds",)
    ),
    Ambiguity(
        "Q2", "The list of purposes ends with 等.", "The list belongs to the edition.", ("purchase_purposes",)
    ),
    Ambiguity(
        "Q3",
        "Is trial production a purpose of its own, or part of batch production?",
        "A purpose of its own; the list belongs to the edition.",
        ("industrial_design_purposes",),
    ),
    Ambiguity(
        "Q3",
        "The first sixteen centres are not named.",
        "What counts is that a listed laboratory offers the service.",
    ),
    Ambiguity("Q3", "Only enterprises are named.", "Start-up teams are not excluded."),
    Ambiguity(
        "Q4", "Do two events mean two a year?", "Two in all, held or planned.", ("rec_inst_min_events",)
    ),
    Ambiguity(
        "Q4",
        "How are thirty enterprises proven?",
        "By thirty different well-formed credit codes.",
        ("rec_inst_min_enterprises",),
    ),
    Ambiguity(
        "Q4",
        "What does an institution do to an application?",
        "It endorses it in words, or declines; not its own.",
    ),
    Ambiguity(
        "Q5",
        "The letter is named for universities and institutes only.",
        "A state-owned group gives an equal letter.",
    ),
    Ambiguity(
        "Q5",
        "What follows from a bad evaluation?",
        "A missing evaluation warns; a failed one does what the edition says to new vouchers.",
        ("failed_evaluation_effect",),
    ),
    Ambiguity(
        "Q5",
        "May a laboratory of the platform join through a field centre?",
        "Yes, as member unit with authorisation.",
    ),
    Ambiguity(
        "Q6",
        "May a supplement bring the missing clause?",
        "The edition says so.",
        ("supplement_cures_missing_clause",),
    ),
    Ambiguity(
        "Q6",
        "May a contract signed before the award be used when it has the clause?",
        "The edition forbids it or only warns.",
        ("contract_before_award",),
    ),
    Ambiguity(
        "Q6",
        "Which terms are the least?",
        "A clause in words and the voucher amount; a missing number only warns.",
    ),
    Ambiguity(
        "Q6", "Voucher terms are one of several review indicators.", "Every expert answers; a doubt warns."
    ),
    Ambiguity(
        "Q7",
        "Does the level bind engineering centres too?",
        "The edition lists the kinds that need a level.",
        ("levelled_lab_kinds",),
    ),
    Ambiguity(
        "Q7",
        "When must the laboratory be listed?",
        "At application and award always; after the award the edition decides.",
        ("delisted_lab_effect",),
    ),
    Ambiguity(
        "Q7",
        "Laboratories apply (Q7) or are reported (Q5)?",
        "The laboratory drafts, the institution reports.",
    ),
    Ambiguity(
        "Q8",
        "May a failed closing be tried again?",
        "As often as the edition allows.",
        ("closing_retry_limit",),
    ),
    Ambiguity("Q8", "Who pays when closing fails?", "No rule says; the contract of the parties is shown."),
    Ambiguity(
        "Q8",
        "How many experts, and an odd number?",
        "The edition says.",
        ("closing_reviewer_count", "odd_reviewers"),
    ),
)
