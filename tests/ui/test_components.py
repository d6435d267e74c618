"""Every component opens with its contract and renders what the contract promises, in both languages."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from voucher_portal.gallery import COMPONENTS, FRAME, contract_of
from voucher_portal.gallery_examples import EXAMPLES

CASES = [(name, index) for name, contexts in EXAMPLES.items() for index in range(len(contexts))]
NAMES = sorted(path.stem for path in COMPONENTS.glob("*.html"))


def test_gallery_shows_every_component():
    assert set(EXAMPLES) | FRAME == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_component_opens_with_its_contract(name):
    assert len(contract_of(name)) > 20


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("name", "index"), CASES)
def test_component_renders_its_example(name, index, language):
    with translation.override(language):
        html = render_to_string(f"components/{name}.html", EXAMPLES[name][index])

    assert html.count("<") > 1
    assert "{{" not in html
    assert "None" not in html


def render(name: str, **context) -> str:
    return " ".join(render_to_string(f"components/{name}.html", context).split())


def test_status_tag_takes_its_tone_from_the_state():
    assert 'class="vp-tag vp-tone-attention">Please correct<' in render(
        "status_tag", state="returned", label="Please correct"
    )


def test_status_tag_prefers_the_given_tone():
    assert "vp-tone-danger" in render("status_tag", state="returned", tone="danger", label="x")


def test_status_tag_of_an_unknown_state_is_quiet():
    assert "vp-tone-neutral" in render("status_tag", state="unheard_of", label="x")


def test_impossible_step_is_no_link_and_says_why():
    html = render(
        "action_bar", steps=[{"label": "Redeem", "url": "/x/", "tone": "plain", "reason": "Not closed yet."}]
    )

    assert "/x/" not in html
    assert 'aria-disabled="true"' in html
    assert "Not closed yet." in html


def test_task_that_cannot_start_is_no_link():
    html = render("task_row", task={"label": "Costs", "reason": "Choose a laboratory first."})

    assert "<a " not in html
    assert "Choose a laboratory first." in html


def test_summary_list_shows_an_amount_of_zero():
    assert "0.00 元" in render("summary_list", rows=[{"label": "Paid", "fen": 0}])


def test_summary_list_says_when_something_is_missing():
    assert "Not given" in render("summary_list", rows=[{"label": "Contract", "value": None}])


def test_stepper_marks_one_stage_as_current():
    html = render("stepper", **EXAMPLES["stepper"][0])

    assert html.count('aria-current="step"') == 1


def test_content_is_escaped():
    assert "<script>" not in render("notice", tone="info", text="<script>alert(1)</script>")


def test_error_summary_links_each_mistake_to_its_field():
    html = render("error_summary", form=EXAMPLES["error_summary"][0]["form"])

    assert 'href="#id_amount"' in html
    assert 'href="#div_id_route"' in html


def test_pager_of_one_page_is_nothing():
    assert "<nav" not in render("pager")
