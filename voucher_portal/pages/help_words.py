"""What the help page says: questions as people ask them, with the clause behind each answer, and the way of each role."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


@dataclass(frozen=True)
class Question:
    """One question with its answer; `example` shows it on a case, `clause` is where the rule stands."""

    code: str
    question: Any
    answer: Any
    clause: str = ""
    example: Any = ""


@dataclass(frozen=True)
class Way:
    """What one role does, step by step."""

    role: str
    title: Any
    steps: tuple[Any, ...] = field(default_factory=tuple)


QUESTIONS = (
    Question(
        "who",
        _("Who may apply?"),
        _(
            "Small and micro enterprises, and start-up teams without a company yet. The size follows from industry, staff, "
            "revenue and assets of last year, by the national standard of 2011."
        ),
        "Q1",
        _(
            "A software firm with 20 employees and a revenue of 5,000,000 元 (500 万元) is small and may apply."
        ),
    ),
    Question(
        "what",
        _("What is paid for?"),
        _(
            "Testing and inspection, cooperative or commissioned R&D, R&D design and technical solutions that an open "
            "laboratory does for you. Projects of a priority theme come first; others are welcome as well."
        ),
        "Q1",
    ),
    Question(
        "laboratory",
        _("Which laboratories can I choose?"),
        _(
            "Only those of the open-laboratory directory, on the day of your application and when you sign. With any other "
            "laboratory the voucher cannot be used, however good the work is."
        ),
        "Q7",
    ),
    Question(
        "buying",
        _("May I buy new products or technology with the voucher?"),
        _(
            "An enterprise may, a team may not. The items must stand on the announced list and be valid, serve the project, "
            "and stay within 30 percent of the contract amount that the office determines."
        ),
        "Q2",
        _("Contract of 200,000 元: purchases of up to 60,000 元 can be supported, 60,000.01 元 cannot."),
    ),
    Question(
        "design",
        _("My project is industrial design. What is different?"),
        _(
            "Choose a laboratory that offers industrial design, such as a design innovation centre. The design is for trial "
            "production, or for better performance or structure of a product before batch production."
        ),
        "Q3",
    ),
    Question(
        "signed",
        _("I have already signed a contract. Can I still get a voucher for it?"),
        _(
            "No. You apply first and sign after the award, and the contract says that the voucher pays a part. If only the "
            "clause is missing, a supplement may bring it where the edition allows that."
        ),
        "Q6",
    ),
    Question(
        "clause",
        _("What does the contract have to say about the voucher?"),
        _(
            "The number of the voucher, the amount that it pays and the amount that you pay yourself; and better also who "
            "bears what when the closing review is not passed."
        ),
        "Q6",
        _("“Party A pays 120,000 元: 60,000 元 with voucher CXQ-…, 60,000 元 by transfer after acceptance.”"),
    ),
    Question(
        "recommender",
        _("Why do I need a recommending institution, and how do I find one?"),
        _(
            "It knows you and vouches for the project before the office reads it. Incubators, science parks and associations "
            "do this; the directory lists those that recommend now. It costs nothing."
        ),
        "Q4",
    ),
    Question(
        "returned",
        _("My application was returned. Is it lost?"),
        _(
            "No. The project page lists what to correct, why and until when. Correct it in place and submit again; the clock "
            "stands still meanwhile, and what you changed goes back with the file."
        ),
    ),
    Question(
        "time",
        _("How long is the voucher valid?"),
        _(
            "The edition in force sets two dates: until when the contract is submitted and until when the voucher is redeemed. "
            "Both stand on your project page, and you are reminded before each."
        ),
        "Edition",
    ),
    Question(
        "failed",
        _("What if the closing review is not passed?"),
        _(
            "The experts only say whether the project may be closed, and why. Who bears the cost follows from fault and from "
            "your contract, so write it there. Where the edition allows it, the review can be tried again."
        ),
        "Q8",
    ),
    Question(
        "money",
        _("When is the money paid, and to whom?"),
        _(
            "After the closing, when the voucher is redeemed. The edition says whether the laboratory or the enterprise is paid; "
            "the project page names the payee. More than the voucher and its share of the real cost is never paid."
        ),
        "Edition",
    ),
    Question(
        "account",
        _("Why is a button grey, or a number red?"),
        _(
            "Every step says what stands against it: each finding names its rule and the clause it comes from. "
            "Follow the clause to its words; when you think that the finding is wrong, write to the office and name the rule."
        ),
    ),
)
WAYS = (
    Way(
        Role.APPLICANT,
        _("Applicants"),
        (
            _("Check whether you may apply; no account is needed for that."),
            _("Register, then register your enterprise or team with last year's figures."),
            _("Choose a laboratory and a recommending institution, write the application, submit it."),
            _(
                "Answer corrections in time. After the award, sign the contract with the voucher clause and submit it."
            ),
            _("When the work is done, write the closing report; the laboratory confirms it, you submit it."),
            _("After the closing, the payee requests the redemption."),
        ),
    ),
    Way(
        Role.RECOMMENDER,
        _("Recommending institutions"),
        (
            _("Apply with four documents and the list of at least 30 enterprises that you serve."),
            _(
                "After approval complete your introduction, features and contact, and take part in the training."
            ),
            _("Read what enterprises submit: endorse with your reasons, return for correction, or decline."),
        ),
    ),
    Way(
        Role.SERVICE,
        _("Professional service institutions"),
        (
            _("Apply with the letter of the body that authorises you."),
            _("Nominate its laboratories for the directory; check their data before you do."),
            _("Follow the projects of your laboratories; the office evaluates your work every year."),
        ),
    ),
    Way(
        Role.LABORATORY,
        _("Laboratories"),
        (
            _("Enter your accreditation, instruments and services; your service institution nominates you."),
            _("Do what the contract says, keep the results, and confirm the applicant's closing report."),
            _("If you are the payee, request the redemption with your bank account and invoices."),
        ),
    ),
    Way(
        Role.OFFICER,
        _("Voucher office"),
        (
            _(
                "My tasks shows what waits, the oldest first; every file says which steps are possible and why not."
            ),
            _("Above the edition's threshold one person proposes and another decides."),
            _("A step taken in error is undone by its counter-step, by another person, with a reason."),
        ),
    ),
    Way(
        Role.EXPERT,
        _("Experts"),
        (
            _("Declare whether you have a tie to the parties; only then the file opens."),
            _("Read, score or decide, and give reasons both ways. Your name is shown to the office alone."),
        ),
    ),
)
