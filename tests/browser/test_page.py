"""The chat page: asking, quotations at their exact place, conflicts, refusals, errors, keyboard."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import newsroom
from .newsroom import HARBOUR, HOSTILE

pytestmark = pytest.mark.browser


def _ask(page: Page, question: str) -> Locator:
    """Asks and gives the place of the outcome."""
    expect(page.get_by_role("button", name="Ask")).to_be_enabled()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask").click()
    outcome = page.locator("#conversation article").last
    expect(outcome.get_by_role("heading", level=2)).to_have_text(question)
    return outcome


@pytest.fixture
def chat(page: Page) -> Page:
    page.goto("/")
    return page


def test_an_answer_has_numbered_quotations_and_its_sources(chat: Page) -> None:
    outcome = _ask(chat, "What did the pier cost?")
    expect(outcome.locator(".status")).to_have_text("Answered")
    expect(outcome.locator(".text")).to_have_text(
        "🚢 The pier cost 4 million euros, the mayor said.[1] It opens in May.[2][1]"
    )
    expect(outcome.locator(".cited")).to_have_text(
        ["🚢 The pier cost 4 million euros, the mayor said.", "It opens in May."]
    )
    expect(outcome.locator(".sources li")).to_have_text(["A new pier for Tarn Bay 🚢Tarn Bay Courier · 3 May 2024"])
    expect(outcome.locator(".small")).to_contain_text("6.2 s: waiting 0.0, retrieval 0.1, writing 5.8, checking 0.2")
    expect(chat.locator("#announcer")).to_have_text("Answered. 3 quotations.")


def test_a_quotation_after_emoji_is_marked_at_its_exact_place_and_in_view(chat: Page) -> None:
    outcome = _ask(chat, "What did the pier cost?")
    outcome.get_by_role("button", name="Quotation 1").first.click()
    panel = chat.get_by_role("complementary")
    expect(panel.get_by_role("heading")).to_have_text(HARBOUR.title)
    expect(panel.locator("mark")).to_have_text(["Mayor Ines Falk said the pier cost 4 million euros."])
    expect(panel.locator("mark")).to_be_in_viewport()
    assert panel.locator(".article-text").text_content() == HARBOUR.text
    expect(panel.locator(".byline")).to_have_text("Tarn Bay Courier · Ada Stone · 3 May 2024 · original")
    expect(panel.get_by_role("link")).to_have_attribute("href", "https://courier.example/pier")
    outcome.get_by_role("button", name="Quotation 2").click()
    expect(panel.locator("mark")).to_have_text(["It opens in May."])


def test_a_source_opens_with_all_its_sentences_marked(chat: Page) -> None:
    outcome = _ask(chat, "What did the pier cost?")
    outcome.get_by_role("button", name=HARBOUR.title, exact=True).click()
    expect(chat.locator("mark")).to_have_text(
        ["Mayor Ines Falk said the pier cost 4 million euros.", "It opens in May."]
    )


def test_markup_in_articles_and_answers_stays_text(chat: Page) -> None:
    outcome = _ask(chat, "What about the budget <b>now</b>?")
    expect(outcome.locator(".text")).to_have_text("The <script>alert('answer')</script> budget is 7 & rising.[1]")
    outcome.get_by_role("button", name="Quotation 1").click()
    panel = chat.get_by_role("complementary")
    expect(panel.get_by_role("heading")).to_have_text(HOSTILE.title)
    expect(panel.locator("mark")).to_have_text("The <script>alert('quoted')</script> budget is 7 & rising.")
    assert panel.locator(".article-text").text_content() == HOSTILE.text
    expect(panel.get_by_role("link")).to_have_count(0)
    expect(chat.locator("main script, aside script, main b, aside b, aside img, main i, aside i")).to_have_count(0)


def test_a_conflict_is_a_table_of_who_says_what(chat: Page) -> None:
    outcome = _ask(chat, "How many joined the strike?")
    expect(outcome.locator(".status")).to_have_text("Sources disagree")
    table = outcome.get_by_role("table", name="The articles differ on: how many workers walked out")
    expect(table.get_by_role("row")).to_have_text(
        [
            "PositionWho says itWhat is saidIndependent reports",
            "900the union (Labour Weekly)The union said 900 workers walked out.[1]2",
            "240the company (Market Journal)The company said 240 workers walked out.[2]1",
        ]
    )
    table.get_by_role("button", name="Quotation 2").click()
    expect(chat.locator("mark")).to_have_text("The company said 240 workers walked out.")


def test_an_unanswerable_question_is_declined_in_words(chat: Page) -> None:
    outcome = _ask(chat, "Who landed on the moon?")
    expect(outcome.locator(".status")).to_have_text("Not in the articles")
    expect(outcome.locator(".text")).to_have_text("The articles do not say.")
    expect(outcome.locator(".mark")).to_have_count(0)


def test_an_error_is_shown_with_its_mend_and_the_question_is_kept(chat: Page) -> None:
    outcome = _ask(chat, "Is it broken?")
    expect(outcome.get_by_role("alert")).to_contain_text("name a person, a place or a thing")
    expect(chat.get_by_label("Your question")).to_have_value("Is it broken?")
    expect(chat.get_by_role("button", name="Ask")).to_be_enabled()


def test_a_quotation_that_is_not_there_is_told_not_marked(chat: Page) -> None:
    _ask(chat, "Has it moved?").get_by_role("button", name="Quotation 1").click()
    expect(chat.get_by_role("complementary").get_by_role("status")).to_contain_text("no longer at its place")
    expect(chat.locator("mark")).to_have_count(0)


def test_the_draft_streams_in_and_can_be_stopped(chat: Page) -> None:
    outcome = _ask(chat, "An endless question?")
    expect(outcome.locator(".draft")).to_contain_text("and so on and so on")
    expect(outcome.locator(".progress")).to_have_text("Reading 1 sentence of 1 article…")
    expect(chat.get_by_role("button", name="Ask")).to_be_disabled()
    chat.get_by_role("button", name="Stop").click()
    expect(outcome.locator(".progress")).to_have_text("Stopped.")
    answered = _ask(chat, "What did the pier cost?")
    expect(answered.locator(".status")).to_have_text("Answered")


def test_filters_and_the_conversation_are_sent_along(chat: Page) -> None:
    expect(_ask(chat, "What did the pier cost?").locator(".status")).to_have_text("Answered")
    chat.get_by_text("Limit to dates or a source").click()
    chat.get_by_label("From", exact=True).fill("2024-01-01")
    chat.get_by_label("Source", exact=True).fill("Tarn Bay Courier")
    assert chat.locator("#known-sources option").count() == 4
    with chat.expect_request("**/ask") as sent:
        _ask(chat, "And who runs the pier?")
    body = json.loads(sent.value.post_data or "")
    assert body["filters"] == {
        "published_from": "2024-01-01",
        "published_to": None,
        "sources": ["Tarn Bay Courier"],
    }
    assert [turn["role"] for turn in body["history"]] == ["user", "assistant"]
    assert body["history"][0]["content"] == "What did the pier cost?"
    expect(chat.locator(".status")).to_have_count(2)
    small = chat.locator("#conversation .small")
    expect(small.first).not_to_contain_text("Searched for")
    expect(small.last).to_contain_text("Searched for “Who runs the pier of Tarn Bay?”")
    chat.get_by_role("button", name="New conversation").click()
    expect(chat.locator("#conversation article")).to_have_count(0)


def test_the_page_works_by_keyboard_alone(chat: Page) -> None:
    expect(chat.get_by_role("button", name="Ask")).to_be_enabled()
    expect(chat.get_by_label("Your question")).to_be_focused()
    chat.keyboard.type("What did the pier cost?")
    chat.keyboard.press("Enter")
    mark = chat.get_by_role("button", name="Quotation 1").first
    expect(mark).to_be_visible()
    mark.focus()
    chat.keyboard.press("Enter")
    panel = chat.get_by_role("complementary")
    expect(panel).to_be_focused()
    chat.keyboard.press("Tab")
    expect(chat.get_by_role("button", name="Close the article")).to_be_focused()
    chat.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge(chat: Page, width: int) -> None:
    chat.set_viewport_size({"width": width, "height": 720})
    outcome = _ask(chat, "How many joined the strike?")
    outcome.get_by_role("button", name="Quotation 1").first.click()
    expect(chat.locator("mark")).to_be_in_viewport()
    assert chat.evaluate("document.documentElement.scrollWidth") <= width


def test_while_models_load_the_page_says_so_and_then_answers(page: Page) -> None:
    with newsroom("loading") as url:
        page.goto(url)
        expect(page.locator("#readiness")).to_have_text(re.compile("Loading the models"))
        expect(page.get_by_role("button", name="Ask")).to_be_disabled()
        expect(_ask(page, "What did the pier cost?").locator(".status")).to_have_text("Answered")
        expect(page.locator("#readiness")).to_be_hidden()


def test_a_failed_load_is_shown_with_its_mend(page: Page) -> None:
    with newsroom("failed") as url:
        page.goto(url)
        expect(page.locator("#readiness")).to_contain_text("byline models pull")
        expect(page.get_by_role("button", name="Ask")).to_be_disabled()


def test_a_server_that_is_gone_is_told(page: Page) -> None:
    with newsroom() as url:
        page.goto(url)
        expect(page.get_by_role("button", name="Ask")).to_be_enabled()
    outcome = _ask(page, "What did the pier cost?")
    expect(outcome.get_by_role("alert")).to_contain_text("Is it still running?")
