"""The codes that facts and parameters use, each with its English words (translated when shown)."""

from policy.words import gettext_noop as _

APPLICANT_KINDS = {
    "enterprise": _("small or micro enterprise"),
    "team": _("start-up team"),
}
ACTIVITY_TYPES = {
    "testing": _("testing and inspection"),
    "joint_rd": _("cooperative R&D"),
    "commissioned_dev": _("commissioned development"),
    "rd_design": _("R&D design"),
    "tech_solution": _("technical solution"),
}
PURCHASE_PURPOSES = {
    "service_capability": _("building the enterprise's service capability"),
    "new_product_trial": _("trial production and development of new products"),
    "product_improvement": _("better performance and functions of own products"),
    "new_scenario": _("building new application scenarios"),
}
INDUSTRIAL_DESIGN_PURPOSES = {
    "trial_production": _("trial production of a product"),
    "performance_improvement": _("better product performance for batch production"),
    "structure_improvement": _("better product structure for batch production"),
}
THEMES = {
    "epidemic_prevention": _("epidemic prevention"),
    "digital_transformation": _("digital transformation"),
    "instrument_efficiency": _("better use of research facilities and instruments"),
}
THEME_EFFECTS = {
    "none": _("no effect"),
    "rank": _("ranked first"),
    "fast": _("handled first"),
}
LAB_KINDS = {
    "key_lab": _("key laboratory"),
    "engineering_center": _("engineering technology research centre"),
    "design_center": _("design innovation centre"),
    "public_service": _("public service institution"),
}
LAB_LEVELS = {
    "national": _("national level"),
    "municipal": _("municipal level"),
}
SIZE_CLASSES = {
    "micro": _("micro"),
    "small": _("small"),
    "medium": _("medium"),
    "large": _("large"),
}
INDUSTRIES = {
    "agriculture": _("agriculture, forestry, animal husbandry and fishery"),
    "industry": _("industry (mining, manufacturing, utilities)"),
    "construction": _("construction"),
    "wholesale": _("wholesale"),
    "retail": _("retail"),
    "transport": _("transport"),
    "storage": _("storage"),
    "post": _("post"),
    "lodging": _("lodging"),
    "catering": _("catering"),
    "information": _("information transmission"),
    "software": _("software and IT services"),
    "real_estate": _("real estate development"),
    "property": _("property management"),
    "leasing": _("leasing and business services"),
    "other": _("other industries, research and technical services included"),
}
FIGURES = {
    "staff": _("staff"),
    "revenue_wan": _("revenue"),
    "assets_wan": _("total assets"),
}
ACCREDITATION_DOCUMENTS = {
    "has_application_form": _("application form"),
    "has_commitment_letter": _("commitment letter"),
    "has_mechanism": _("working mechanism"),
    "has_safeguards": _("safeguards"),
}
MECHANISM = {
    "mechanism_management": _("management mechanism"),
    "mechanism_process": _("service process"),
    "mechanism_reach": _("enterprises and teams within reach"),
}
SAFEGUARDS = {
    "safeguards_organisation": _("organisational guarantee"),
    "safeguards_process": _("business process"),
    "safeguards_plan": _("work plan"),
}
COMMITMENTS = {
    "commits_publicity": _("publicity"),
    "commits_coaching": _("coaching"),
    "commits_matchmaking": _("matchmaking"),
}
SERVICE_DOCUMENTS = {
    "has_application_form": _("application form"),
    "has_commitment_letter": _("commitment letter"),
    "has_internal_rules": _("internal voucher management rules"),
    "has_authorisation_letter": _("authorisation letter"),
}
PAYEES = {
    "enterprise": _("small or micro enterprise"),
    "laboratory": _("laboratory"),
}
SETTINGS = {
    "application": _("the day of application"),
    "contract": _("the day the contract is signed"),
    "purchase": _("the day of purchase"),
    "forbidden": _("not allowed"),
    "warn": _("warning only"),
    "block": _("refused"),
    "finish": _("may be finished"),
    "ask": _("an officer decides"),
    "close": _("close the project"),
    "refuse": _("do not close the project"),
}
GROUPS: dict[str, dict[str, str]] = {
    "applicant_kind": APPLICANT_KINDS,
    "activity_type": ACTIVITY_TYPES,
    "purchase_purpose": PURCHASE_PURPOSES,
    "industrial_design_purpose": INDUSTRIAL_DESIGN_PURPOSES,
    "theme": THEMES,
    "theme_effect": THEME_EFFECTS,
    "lab_kind": LAB_KINDS,
    "lab_level": LAB_LEVELS,
    "size_class": SIZE_CLASSES,
    "industry": INDUSTRIES,
    "figure": FIGURES,
    "payee": PAYEES,
    "accreditation_document": ACCREDITATION_DOCUMENTS,
    "mechanism": MECHANISM,
    "safeguard": SAFEGUARDS,
    "commitment": COMMITMENTS,
    "service_document": SERVICE_DOCUMENTS,
    "setting": SETTINGS,
}
_LABELS = {code: words for group in GROUPS.values() for code, words in group.items()}


def label(code: str) -> str:
    """Return the English words of a code, or the code itself when an edition brought a new one."""
    return _LABELS.get(code, code)
