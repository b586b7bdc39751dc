"""The chat page: asking, quotations at their exact place, conflicts, refusals, errors, keyboard."""

import json
import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Locator, Page, expect

from .conftest import newsroom
from .desk import KEY
from .newsroom import HARBOUR, HOSTILE

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}


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
        "🚢 The pier cost 4 million euros, the mayor said.1 It opens in May.21"
    )
    expect(outcome.locator(".cited")).to_have_text(
        ["🚢 The pier cost 4 million euros, the mayor said.", "It opens in May."]
    )
    expect(outcome.locator(".sources li")).to_have_text(["A new pier for Tarn Bay 🚢Tarn Bay Courier · 3 May 2024"])
    expect(outcome.locator(".small")).to_contain_text("retrieval 0.1, writing 5.8, checking 0.2")
    spoken = chat.locator("#announcer p")
    expect(spoken.filter(has_text="Answered. 3 quotations.")).to_have_count(1)
    expect(spoken.filter(has_text="🚢 The pier cost 4 million euros, the mayor said.")).to_have_count(1)


def test_a_quotation_after_emoji_is_marked_at_its_exact_place_and_in_view(chat: Page) -> None:
    outcome = _ask(chat, "What did the pier cost?")
    outcome.get_by_role("button", name="Quotation 1").first.click()
    panel = chat.get_by_role("complementary")
    expect(panel.get_by_role("heading")).to_have_text(HARBOUR.title)
    expect(panel.locator("mark")).to_have_text(["Mayor Ines Falk said the pier cost 4 million euros."])
    expect(panel.locator("mark")).to_be_in_viewport()
    assert panel.locator(".article-text").text_content() == HARBOUR.text
    expect(panel.locator("#article-byline")).to_have_text("Tarn Bay Courier · Ada Stone · 3 May 2024 · original")
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
    expect(outcome.locator(".text")).to_have_text("The <script>alert('answer')</script> budget is 7 & rising.1")
    outcome.get_by_role("button", name="Quotation 1").click()
    panel = chat.get_by_role("complementary")
    expect(panel.get_by_role("heading")).to_have_text(HOSTILE.title)
    assert (
        panel.locator("mark").text_content()
        == "The <script>alert('quoted')</script></mark> \u200f🎭 budget is 7 & rising."
    )
    assert panel.locator(".article-text").text_content() == HOSTILE.text
    expect(chat.get_by_label("<i>Sly Gazette</i>")).to_have_count(1)
    expect(panel.get_by_role("link")).to_have_count(0)
    expect(chat.locator("main script, aside script, main b, aside b, aside img, main i, aside i")).to_have_count(0)


def test_a_conflict_is_a_table_of_who_says_what(chat: Page) -> None:
    outcome = _ask(chat, "How many joined the strike?")
    expect(outcome.locator(".status")).to_have_text("Sources disagree")
    table = outcome.get_by_role("table", name="The articles differ on: how many workers walked out")
    expect(table.get_by_role("row")).to_have_text(
        [
            "ValueWho says soOutlet and dateQuotation",
            "900the union (Labour Weekly)Labour Weekly · 12 March 20242 independent reports"
            + "The union said 900 workers walked out.1",
            "240the company (Market Journal)Market Journal · 13 March 2024The company said 240 workers walked out.2",
        ]
    )
    table.get_by_role("button", name="Quotation 2").click()
    expect(chat.locator("mark")).to_have_text("The company said 240 workers walked out.")


def test_a_value_is_not_broken_by_a_long_quotation(chat: Page) -> None:
    outcome = _ask(chat, "How many joined the strike?")
    value = outcome.get_by_role("rowheader", name="240")
    value.evaluate("cell => { cell.textContent = 'approximately 12,000'; }")
    chat.get_by_role("cell").last.evaluate("cell => { cell.textContent = 'so many words '.repeat(40); }")
    lines = outcome.get_by_role("rowheader", name="approximately 12,000").evaluate(
        "cell => { const range = document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length; }"
    )
    assert lines == 2


def test_an_unanswerable_question_is_declined_in_words(chat: Page) -> None:
    outcome = _ask(chat, "Who landed on the moon?")
    expect(outcome.locator(".status")).to_have_text("Not in the articles")
    expect(outcome.locator(".text")).to_have_text("The articles do not say.")
    expect(outcome.locator(".mark")).to_have_count(0)
    expect(outcome.get_by_role("heading", name="The nearest statements, which may not answer it")).to_be_visible()
    expect(outcome.get_by_role("button", name="Copy")).to_have_count(0)
    outcome.get_by_role("button", name="Talks resume on Friday.").click()
    expect(chat.locator("mark")).to_have_text("Talks resume on Friday.")


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
    expect(outcome.locator(".progress")).to_have_text("Writing a draft, not checked yet…")
    expect(outcome.locator(".sources li")).to_have_count(1)
    expect(chat.get_by_role("button", name="Ask")).to_be_hidden()
    chat.get_by_role("button", name="Stop").click()
    expect(outcome.locator(".progress")).to_have_text("Stopped. What was written so far is not checked.")
    answered = _ask(chat, "What did the pier cost?")
    expect(answered.locator(".status")).to_have_text("Answered")


def test_filters_and_the_conversation_are_sent_along(chat: Page) -> None:
    expect(_ask(chat, "What did the pier cost?").locator(".status")).to_have_text("Answered")
    chat.get_by_text("All dates and sources").click()
    chat.get_by_label("From", exact=True).fill("2024-01-01")
    chat.get_by_label("Tarn Bay Courier").check()
    chat.get_by_label("Labour Weekly").check()
    expect(chat.locator("summary")).to_have_text("Only from 1 January 2024, 2 sources")
    with chat.expect_request("**/ask") as sent:
        _ask(chat, "And who runs the pier?")
    body = json.loads(sent.value.post_data or "")
    assert body["filters"] == {
        "published_from": "2024-01-01",
        "published_to": None,
        "sources": ["Tarn Bay Courier", "Labour Weekly"],
    }
    assert [turn["role"] for turn in body["history"]] == ["user", "assistant"]
    assert body["history"][0]["content"] == "What did the pier cost?"
    expect(chat.locator(".status")).to_have_count(2)
    small = chat.locator("#conversation .small")
    expect(small.first).not_to_contain_text("Searched for")
    expect(small.last).to_contain_text("Searched for “Who runs the pier of Tarn Bay?”")
    chat.get_by_role("button", name="New conversation").click()
    expect(chat.locator("#conversation article")).to_have_count(0)
    chat.get_by_role("button", name="Clear").click()
    expect(chat.locator("summary")).to_have_text("All dates and sources")


def test_dates_the_wrong_way_round_are_refused_where_they_stand(chat: Page) -> None:
    chat.get_by_text("All dates and sources").click()
    chat.get_by_label("From", exact=True).fill("2024-06-01")
    chat.get_by_label("To", exact=True).fill("2024-05-01")
    chat.locator("summary").click()
    expect(chat.get_by_role("button", name="Ask")).to_be_enabled()
    chat.get_by_label("Your question").fill("What did the pier cost?")
    chat.get_by_role("button", name="Ask").click()
    expect(chat.get_by_label("To", exact=True)).to_be_visible()
    expect(chat.locator("#conversation article")).to_have_count(0)


def test_hover_and_focus_show_the_quotation_and_escape_hides_it(chat: Page) -> None:
    mark = _ask(chat, "What did the pier cost?").get_by_role("button", name="Quotation 1").first
    card = chat.get_by_role("tooltip")
    expect(card).to_be_hidden()
    mark.hover()
    expect(card.locator("blockquote")).to_have_text("Mayor Ines Falk said the pier cost 4 million euros.")
    expect(card).to_contain_text("Tarn Bay Courier · 3 May 2024")
    card.hover()
    expect(card).to_be_visible()
    chat.keyboard.press("Escape")
    expect(card).to_be_hidden()
    chat.get_by_label("Your question").focus()
    for _ in range(20):
        chat.keyboard.press("Shift+Tab")
        if chat.locator("button.mark:focus").count():
            break
    expect(card).to_be_visible()
    expect(chat.locator("button.mark:focus")).to_have_accessible_description(
        f"“{card.locator('blockquote').inner_text()}”"
    )


def test_a_sentence_that_is_not_borne_out_is_visibly_withdrawn(chat: Page) -> None:
    outcome = _ask(chat, "What is invented?")
    expect(outcome.locator(".text")).to_have_text("Mayor Ines Falk said the pier cost 4 million euros.1")
    expect(outcome.locator(".withdrawn")).to_contain_text("Withdrawn after checking")
    expect(outcome.locator("del")).to_have_text("The King will cut the ribbon.")
    expect(chat.locator("#announcer")).to_contain_text("Withdrawn after checking: The King will")


def test_an_answer_is_copied_with_its_references(chat: Page) -> None:
    chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    outcome = _ask(chat, "How many joined the strike?")
    outcome.get_by_role("button", name="Copy with references").click()
    expect(outcome.get_by_role("button", name="Copied")).to_be_visible()
    assert chat.evaluate("navigator.clipboard.readText()").replace("\r", "") == (
        "The union said 900 workers walked out, the company said 240. [1][2]\n\n"
        "The articles differ on: how many workers walked out\n"
        "- 900: the union (Labour Weekly) [1]\n- 240: the company (Market Journal) [2]\n\n"
        "[1] “The union said 900 workers walked out.” — Union counts 900 at the gates, Labour Weekly, 12 March 2024\n"
        "[2] “The company said 240 workers walked out.” — Brennick says most stayed at work, Market Journal, 13 March 2024"
    )


def test_the_place_in_the_queue_is_told(chat: Page) -> None:
    outcome = _ask(chat, "Will a crowd see the pier?")
    expect(outcome.locator(".progress")).to_have_text("Waiting: 2 questions before yours. About 14 seconds.")
    _proceed(chat)
    expect(outcome.locator(".status")).to_have_text("Answered")


def test_chosen_files_are_added_with_progress(chat: Page) -> None:
    files = [FilePayload(name=name, mimeType="text/plain", buffer=b"x") for name in ("a.txt", "b.txt", "<b>c</b>.zip")]
    with chat.expect_file_chooser() as chooser:
        chat.get_by_role("button", name="Add articles").click()
    chooser.value.set_files(files)
    report = chat.locator("#upload")
    expect(report).to_contain_text("Indexing: 1 of 3 articles")
    expect(report.get_by_role("progressbar")).to_have_attribute("max", "3")
    _proceed(chat)
    expect(report).to_contain_text("2 added, 1 skipped.")
    expect(report.get_by_role("listitem")).to_have_text("<b>c</b>.zip is not a kind that is read")
    report.get_by_role("button", name="Dismiss").click()
    expect(report).to_be_hidden()


def test_dropped_files_are_added(chat: Page) -> None:
    expect(chat.get_by_role("button", name="Add articles")).to_be_visible()
    dropped = chat.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['x'], 'a.txt')); return all; }"
    )
    chat.dispatch_event("main", "dragover", {"dataTransfer": dropped})
    expect(chat.locator("#drop")).to_be_visible()
    chat.dispatch_event("main", "drop", {"dataTransfer": dropped})
    expect(chat.locator("#drop")).to_be_hidden()
    expect(chat.locator("#upload")).to_contain_text("Indexing: 1 of 1 article")
    _proceed(chat)
    expect(chat.locator("#upload")).to_contain_text("1 added.")


@pytest.mark.parametrize(("name", "told"), [("a.huge", "The files exceed 64 MB"), ("doomed.txt", "The disk is full")])
def test_an_upload_that_fails_is_told_in_words(chat: Page, name: str, told: str) -> None:
    expect(chat.get_by_role("button", name="Add articles")).to_be_visible()
    chat.locator("#files").set_input_files(FilePayload(name=name, mimeType="text/plain", buffer=b"x"))
    if name == "doomed.txt":
        expect(chat.locator("#upload")).to_contain_text("Indexing")
        _proceed(chat)
    expect(chat.locator("#upload")).to_contain_text(f"Not added. {told}")


def test_a_server_without_uploads_offers_none(page: Page) -> None:
    with newsroom("bare") as url:
        page.goto(url)
        expect(_ask(page, "What did the pier cost?").locator(".status")).to_have_text("Answered")
        expect(page.get_by_role("button", name="Add articles")).to_be_hidden()


def test_a_key_is_asked_for_and_kept_for_the_tab(page: Page) -> None:
    with newsroom("locked") as url:
        page.goto(url)
        dialog = page.get_by_role("dialog", name="This server asks for a key")
        dialog.get_by_label("Key").fill("wrong")
        dialog.get_by_role("button", name="Use this key").click()
        expect(dialog.get_by_role("alert")).to_have_text("That key was not accepted.")
        dialog.get_by_label("Key").fill(KEY)
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
        expect(page.get_by_label("Tarn Bay Courier")).to_have_count(1)
        expect(_ask(page, "What did the pier cost?").locator(".status")).to_have_text("Answered")
        page.reload()
        expect(_ask(page, "What did the pier cost?").locator(".status")).to_have_text("Answered")


def test_without_the_key_the_page_says_what_is_missing(page: Page) -> None:
    with newsroom("locked") as url:
        page.goto(url)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        outcome = _ask(page, "What did the pier cost?")
        page.get_by_role("button", name="Cancel").click()
        expect(outcome.get_by_role("alert")).to_contain_text("Send the key")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    for question in ("What did the pier cost?", "How many joined the strike?", "Who landed on the moon?", "invented?"):
        expect(_ask(page, question).locator(".status")).to_be_visible()
    expect(_ask(page, "Is it broken?").get_by_role("alert")).to_be_visible()
    _no_serious_fault(page)
    page.locator("button.mark").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    _no_serious_fault(page)
    page.locator("button.mark").first.click()
    expect(page.locator("mark")).to_have_count(1)
    _no_serious_fault(page)
    page.set_viewport_size({"width": 360, "height": 720})
    page.get_by_role("button", name="Close the article").click()
    _no_serious_fault(page)


def test_axe_finds_no_serious_fault_in_the_key_dialog_and_an_upload(page: Page) -> None:
    with newsroom("locked") as url:
        page.goto(url)
        expect(page.get_by_role("dialog")).to_be_visible()
        _no_serious_fault(page)
        page.get_by_label("Key", exact=True).fill(KEY)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Add articles")).to_be_visible()
        page.locator("#files").set_input_files(FilePayload(name="a.zip", mimeType="text/plain", buffer=b"x"))
        expect(page.get_by_role("progressbar")).to_be_visible()
        _no_serious_fault(page)


def _no_serious_fault(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found if fault["impact"] in SERIOUS] == []


def _proceed(page: Page) -> None:
    page.request.post(page.url + "proceed")


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
        expect(page.get_by_role("button", name="Add articles")).to_be_visible()
    outcome = _ask(page, "What did the pier cost?")
    expect(outcome.get_by_role("alert")).to_contain_text("Is it still running?")
