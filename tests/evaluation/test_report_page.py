"""The report in Debian's chromium: it shows, filters, and asks nothing of any network."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.evaluation.build import answer, case, cited, declined, failed, question
from tests.evaluation.test_report import render

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.fail(f"The browser tests need {CHROMIUM}: apt-get install chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def base_url() -> str:
    """No server; pytest-playwright's own fixture is of a kind pytest deprecates."""
    return ""


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    cases = (
        case(
            question(id="a", answers=("ten",), kind="fact"),
            answer("Ten.", citations=[cited("x", "Ten were hurt.", 0, (0, 4))], score=0.9),
        ),
        case(question(id="b", answers=("ten",), kind="fact"), answer("Two.", score=0.5)),
        declined(id="c", answerable=False, kind="far"),
        failed(id="d", answers=("ten",), kind="multi"),
    )
    (tmp_path / "report.html").write_text(render(*cases), "utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    return page


def test_questions_are_filtered_by_kind_verdict_and_text(report: Page) -> None:
    listed = report.locator("details.question:visible")
    expect(listed).to_have_count(4)
    report.get_by_label("kind", exact=True).select_option("fact")
    expect(report.locator("#shown")).to_have_text("2 of 4")
    report.get_by_label("verdict", exact=True).select_option("wrong")
    expect(listed).to_have_count(1)
    report.get_by_label("kind", exact=True).select_option("")
    report.get_by_label("verdict", exact=True).select_option("status: insufficient")
    expect(listed).to_have_count(1)
    report.get_by_label("verdict", exact=True).select_option("")
    report.get_by_label("text", exact=True).fill("TEN WERE")
    expect(listed).to_have_count(1)
    listed.locator("summary").click()
    expect(listed.locator("mark")).to_have_text("Ten.")
    expect(listed.locator("sup")).to_have_text("[1]")


def test_nothing_is_asked_of_the_network_and_nothing_fails(page: Page, tmp_path: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
    (tmp_path / "report.html").write_text(render(declined(answerable=False)), "utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    expect(page.locator("details.question")).to_have_count(1)
    assert faults == []
