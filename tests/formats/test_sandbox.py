import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import UnreadableArticleError
from index.sandbox import Limits, Sandbox
from tests.formats.pages import rss, web_page
from tests.formats.pdfs import assembled, bomb, column, deflated, document, stream

GOOD = document([column("The harbour bridge at Valmere opened again on Thursday.")])
# Text that pypdf needs many seconds for: one string of sixty million characters.
SLOW = assembled([stream(b"BT /F1 9 Tf (" + b"a" * 60_000_000 + b") Tj ET")])

PEAK = """
import resource, sys
from pathlib import Path
from index.errors import UnreadableArticleError
from index.sandbox import Sandbox
with Sandbox() as sandbox:
    try:
        sandbox.parse(Path(sys.argv[1]))
    except UnreadableArticleError as error:
        print(error)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "begins"),
    [
        ("a.pdf", GOOD, "The harbour bridge"),
        ("a.html", web_page().encode(), "Harbour bridge reopens"),
        ("a.HTM", web_page().encode(), "Harbour bridge reopens"),
        ("a.rss", rss("<description>The council met.</description>").encode(), "The council met."),
        ("a.xml", rss("<description>The council met.</description>").encode(), "The council met."),
    ],
)
def test_each_ending_has_its_parser(tmp_path: Path, name: str, data: bytes, begins: str) -> None:
    with Sandbox() as sandbox:
        (found,) = sandbox.parse(put(tmp_path, name, data))
    assert found.text.startswith(begins)


def test_a_reason_crosses_the_pipe_and_the_process_lives_on(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        with pytest.raises(UnreadableArticleError, match="is not an RSS or Atom feed"):
            sandbox.parse(put(tmp_path, "a.xml", b"<x/>"))
        with pytest.raises(UnreadableArticleError, match="cannot be read: No such file"):
            sandbox.parse(tmp_path / "gone.pdf")
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_any_text_crosses_the_pipe(tmp_path: Path) -> None:
    text = "Line\u2028break, 新聞 😀 and “quotes”."
    with Sandbox() as sandbox:
        (found,) = sandbox.parse(put(tmp_path, "新 聞\n.rss", rss(f"<title>{text}</title>{text}").encode()))
    assert found.stated["title"] == "Line break, 新聞 😀 and “quotes”."


def test_a_bomb_costs_bounded_memory(tmp_path: Path) -> None:
    path = put(tmp_path, "bomb.pdf", assembled([deflated(bomb(1200))]))
    assert path.stat().st_size < 2_000_000
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    reason, peak = done.stdout.splitlines()
    assert reason.startswith("unpacks to more than is read")
    assert int(peak) < 300  # megabytes, of the 1,200 that the stream inflates to


def test_what_takes_too_much_memory_ends_the_process_and_not_the_run(tmp_path: Path) -> None:
    page = web_page(body="<div>" + "<a href='/x'>link</a> and some words. " * 150_000 + "</div>")
    with Sandbox(Limits(memory_bytes=300_000_000)) as sandbox:
        with pytest.raises(UnreadableArticleError, match=r"more than 300 MB of memory|damaged|crashes"):
            sandbox.parse(put(tmp_path, "big.html", page.encode()))
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_what_takes_too_much_processor_time_ends_the_process_and_not_the_run(tmp_path: Path) -> None:
    with Sandbox(Limits(cpu_seconds=1)) as sandbox:
        with pytest.raises(UnreadableArticleError, match="takes more than 1 s of processor time"):
            sandbox.parse(put(tmp_path, "slow.pdf", SLOW))
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_the_processor_time_is_counted_file_by_file(tmp_path: Path) -> None:
    # Each takes a quarter of a second; the twelve together take more than one file may.
    page = web_page(body="<p>A sentence of the page, one of many like it.</p>" * 1000)
    with Sandbox(Limits(cpu_seconds=1)) as sandbox:
        for _ in range(12):
            assert sandbox.parse(put(tmp_path, "a.html", page.encode()))


def test_what_takes_too_long_ends_the_process_and_not_the_run(tmp_path: Path) -> None:
    with Sandbox(Limits(wall_seconds=1.5)) as sandbox, pytest.raises(UnreadableArticleError, match=r"more than 1.5 s"):
        sandbox.parse(put(tmp_path, "slow.pdf", SLOW))
    with Sandbox() as sandbox:
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_a_fault_of_a_parser_that_nobody_foresaw_is_a_reason(tmp_path: Path) -> None:
    nested = assembled([stream(b"[" * 3_000_000)])
    with Sandbox() as sandbox:
        with pytest.raises(UnreadableArticleError, match="is damaged: RecursionError"):
            sandbox.parse(put(tmp_path, "deep.pdf", nested))
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_modules_in_the_current_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "pypdf.py", b"raise SystemExit('a module of the articles was run')")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        assert sandbox.parse(put(tmp_path, "a.pdf", GOOD))


def test_nothing_is_started_for_nothing() -> None:
    with Sandbox() as sandbox:
        sandbox.close()
