"""Files become articles as they stand, what is wrong is said and skipped, and nothing takes the rest down with it."""

import json
import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, Skipped
from index.errors import UnreadableArticleError
from index.files import MAX_FILE_BYTES
from index.jsonl import parse_json_line
from index.read import count_files, read_file, read_paths

from .samples import BRIDGE, FERRY, HARVEST, articles_of, reason_of, without_privileges, write_lines

TEXT = "Larkwater bridge stuck\n\nThe swing bridge at Larkwater stuck open on Sunday. Nobody was hurt.\n"


def one(path: Path) -> Article:
    (article,) = articles_of(read_file(path))
    return article


def line(**fields: object) -> Article | Skipped:
    return parse_json_line(json.dumps({"text": TEXT, **fields}).encode(), "/news/day.jsonl:7")


def fault(**fields: object) -> str:
    found = line(**fields)
    assert isinstance(found, Skipped)
    assert found.path == "/news/day.jsonl:7"
    return found.reason


def taken(**fields: object) -> Article:
    found = line(**fields)
    assert isinstance(found, Article)
    return found


# Plain text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_is_kept_as_the_file_has_it(tmp_path: Path, newline: str) -> None:
    written = f"  {TEXT}\tÜber 😀\u2028 e\u0301 \n\n".replace("\n", newline)
    path = tmp_path / "bridge.txt"
    path.write_bytes(written.encode())
    assert one(path).text == written


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_bytes(TEXT.encode("utf-8-sig"))
    assert one(path).text == TEXT


def test_nul_gives_way_to_a_mark_so_that_offsets_stay(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_bytes(b"One\x00two. Three.")
    assert one(path).text == "One\ufffdtwo. Three."


def test_what_a_text_does_not_state_is_guessed_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "Lark water, 2.txt"
    path.write_text(f"{TEXT}Original Source: www.post.example.com\n")
    article = one(path)
    assert (article.id, article.title, article.source) == ("Lark-water-2", "Larkwater bridge stuck", "post.example.com")
    assert (article.author, article.published, article.url, article.language) == (None, None, None, "en")
    assert article.guessed == {"id", "title", "source", "language"}
    assert article.path == str(path)


def test_what_cannot_be_guessed_is_not_marked(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("A bridge stuck. It opened. ")
    assert one(path).guessed == {"id", "title"}
    assert one(path).title == "A bridge stuck. It opened."


@pytest.mark.parametrize("name", ["😀.txt", "...txt", "-.txt", " .txt", "[x].txt", "%2e%2e.txt", "ça.txt", "新聞.txt"])
def test_every_file_name_gives_an_id(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    article = one(path)
    assert article.id
    assert set("/\\ %[]") & set(article.id) == set()
    assert one(path) == article


def test_a_file_name_that_is_not_utf8_can_be_stored_and_printed(tmp_path: Path) -> None:
    paths = [Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf" + byte + b".txt")) for byte in (b"\xe9", b"\xe8")]
    for path in paths:
        path.write_text(TEXT)
    names = [str(article.path).encode() for article in articles_of(read_paths([tmp_path]))]
    assert [name.rsplit(b"/")[-1] for name in names] == [rb"caf\xe8.txt", rb"caf\xe9.txt"]


def test_control_characters_do_not_reach_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Bridge\x1b[31m \tstuck\nThe bridge stuck open on Sunday.")
    assert one(path).title == "Bridge [31m stuck"
    path.write_text("\x01" * 500 + "The bridge")
    assert reason_of(read_file(path)) == "is not text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"...\n---\n"])
def test_a_file_without_words_has_no_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    assert reason_of(read_file(path)) == "has no text"


# Markdown with front matter


def markdown(tmp_path: Path, matter: str, body: str = TEXT) -> Path:
    path = tmp_path / "bridge.md"
    path.write_text(f"---\n{matter}\n---\n{body}")
    return path


def test_front_matter_goes_before_guesses(tmp_path: Path) -> None:
    matter = "id: lark\ntitle: 'Stuck: a bridge'\nsource: Larkwater Post\nauthor: Ann Roe\npublished: 2031-03-02\nurl: https://example.com/a\nlanguage: en"
    article = one(markdown(tmp_path, matter, f"# Other title\n\n{TEXT}Source: www.example.com\n"))
    assert (article.id, article.title, article.source, article.author) == (
        "lark",
        "Stuck: a bridge",
        "Larkwater Post",
        "Ann Roe",
    )
    assert (article.published, article.url, article.language) == (date(2031, 3, 2), "https://example.com/a", "en")
    assert article.guessed == frozenset()
    assert article.text == f"# Other title\n\n{TEXT}Source: www.example.com\n"


def test_what_front_matter_leaves_blank_is_guessed(tmp_path: Path) -> None:
    article = one(markdown(tmp_path, "id:\ntitle: ''\nsource: ~\nauthor: null\npublished:"))
    assert (article.id, article.title, article.source, article.author) == (
        "bridge",
        "Larkwater bridge stuck",
        None,
        None,
    )
    assert article.guessed == {"id", "title", "language"}


@pytest.mark.parametrize(
    ("matter", "field", "value"),
    [
        ("title: No", "title", "No"),
        ("title: 2031-03-02", "title", "2031-03-02"),
        ("title: 1_000", "title", "1_000"),
        ("source: 20 Minuten", "source", "20 Minuten"),
        ("source: 5", "source", "5"),
        ("date: 2031-03-02", "published", date(2031, 3, 2)),
        ("published: 2031-03-02 23:30:00-05:00", "published", date(2031, 3, 2)),
        ("published: 2031-03-02T10:00:00Z\ndate: 2030-01-01", "published", date(2031, 3, 2)),
        ("author: |\n  Ann\n  Roe", "author", "Ann Roe"),
        ("content: x\nhandler: y\n1: z\ntitle: T", "title", "T"),
        ("<<: 1\ntitle: T", "title", "T"),
    ],
)  # fmt: skip
def test_front_matter_is_taken_as_it_is_written(tmp_path: Path, matter: str, field: str, value: object) -> None:
    assert getattr(one(markdown(tmp_path, matter)), field) == value


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        ("title: [", "is not YAML"),
        ("title: a: b", "is not YAML"),
        ("? [a]\n: b", "is not YAML"),
        ("a: " + "[" * 5000 + "]" * 5000, "is not YAML"),
        ("- a\n- b", "`name: value`"),
        ("Two rules with prose between them.", "`name: value`"),
        ("published: 2031-02-30", "`published`: day is out of range for month"),
        ("published: 2 March 2031", "`published`: a day is written YYYY-MM-DD"),
        ("published: 1930521600", "`published`: a day is written YYYY-MM-DD"),
        ("published: 20310302", "`published`: a day is written YYYY-MM-DD"),
        ("published: [2031]", "`published`"),
        ("author: [Ann, Bob]", "`author`"),
        ("title: {a: b}", "`title`"),
        ("title: !!python/object/apply:os.getcwd []", "`title`"),
        (f"title: {'x' * 1001}", "`title`"),
    ],
)
def test_wrong_front_matter_is_named(tmp_path: Path, matter: str, said: str) -> None:
    assert said in reason_of(read_file(markdown(tmp_path, matter)))


@pytest.mark.parametrize(
    "text", ["{\n\n}\n" + TEXT, "+++\na = 1\n+++\n" + TEXT, TEXT + "\n---\n", "Bridge ---\n---\n" + TEXT]
)
def test_a_file_without_front_matter_is_all_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bridge.md"
    path.write_text(text)
    assert one(path).text == text


def test_empty_front_matter_and_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_bytes(b"---\r\n---\r\nA bridge.\r\nIt stuck.")
    assert one(path).text == "A bridge.\nIt stuck."
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nA bridge.")
    assert one(path).title == "T"


# Lines of JSON


def test_a_line_states_what_it_states(tmp_path: Path) -> None:
    (article,) = articles_of(
        read_file(write_lines(tmp_path / "day.jsonl", {**BRIDGE, "author": "Ann Roe", "extra": [1]}))
    )
    assert (article.id, article.title, article.text) == ("bridge", BRIDGE["title"], BRIDGE["text"])
    assert (article.source, article.author, article.published) == ("Larkwater Post", "Ann Roe", date(2031, 3, 2))
    assert article.path == f"{tmp_path}/day.jsonl:1"
    assert article.guessed == {"language"}


def test_bad_lines_are_skipped_one_by_one(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "day.jsonl",
        BRIDGE,
        '{"id": "x", "text": "cut o',
        "",
        FERRY,
        "[1, 2]",
        '{"title": "no text"}',
        HARVEST,
    )
    path.write_bytes(path.read_bytes() + b'{"text": "caf\xe9"}\n' + json.dumps({"id": "last", "text": TEXT}).encode())
    found = list(read_file(path))
    assert [item.id for item in found if isinstance(item, Article)] == ["bridge", "ferry", "harvest", "last"]
    skipped = {item.path.rsplit(":")[-1]: item.reason for item in found if isinstance(item, Skipped)}
    assert list(skipped) == ["2", "5", "6", "8"]
    assert skipped["2"].startswith("is not JSON")
    assert skipped["5"] == skipped["6"] == "is not a JSON object with a string `text`"
    assert skipped["8"] == "is not UTF-8 text (byte 13)"


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "1" * 5_000, '{"text": "a", "id": ' + "1" * 5_000 + "}", "nope", '{"text": "a"} {"text": "b"}', '"text"', "null", '{"text": 5}', '{"text": null}'],
    ids=range(9),
)  # fmt: skip
def test_hostile_json_is_skipped(text: str) -> None:
    assert isinstance(parse_json_line(text.encode(), "day.jsonl:1"), Skipped)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"published": "2031-02-30"}, "`published`: day is out of range"),
        ({"published": "yesterday"}, "`published`: a day is written YYYY-MM-DD"),
        ({"published": 1930521600}, "`published`: a day is written YYYY-MM-DD"),
        ({"published": "2031-3-2"}, "`published`"),
        ({"published": "2031-03-02x"}, "`published`"),
        ({"date": "soon"}, "`published`"),
        ({"title": ["a"]}, "`title`"),
        ({"author": True}, "`author`"),
        ({"id": "x" * 10_000}, "`id`"),
        ({"id": "a\nb"}, "`id`: holds a control character"),
        ({"id": {"$oid": "1"}}, "`id`"),
        ({"title": "\ud800"}, "`title`"),
        ({"url": "x" * 2001}, "`url`"),
        ({"text": "\n"}, "has no text"),
    ],
)
def test_wrong_fields_are_named(fields: dict[str, object], said: str) -> None:
    assert said in fault(**fields)


def test_fields_in_other_shapes() -> None:
    assert taken(date="2031-03-02T10:00:00+00:00").published == date(2031, 3, 2)
    assert taken(published=None, date="2031-03-02").published == date(2031, 3, 2)
    assert taken(published="", date=None).published is None
    assert taken(id=17).id == "17"
    assert taken(id=" ").guessed == {"id", "title", "language"}
    assert taken(id="").id == "day.jsonl-7"
    assert taken(title="Two\n lines\x07").title == "Two lines"
    assert taken(text="half \ud83d a pair \ud83d\ude00").text == "half \ufffd a pair 😀"


@pytest.mark.parametrize(
    "article_id", ["../../etc/passwd", "a/b?c#d", "😀", "新聞-1", "a b", "x" * 200, "'; DROP TABLE articles; --"]
)
def test_a_stated_id_is_kept_as_it_is(article_id: str) -> None:
    assert taken(id=article_id).id == article_id


def test_a_line_of_enormous_length_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(BRIDGE).encode() + b"\n")
        file.seek(2 * MAX_FILE_BYTES + 5_000_000, os.SEEK_CUR)  # a hole: it costs no disk
        file.write(b"\n" + json.dumps(FERRY).encode())
    first, second, third = read_file(path)
    assert isinstance(first, Article)
    assert second == Skipped(f"{path}:2", "larger than 50 MB")
    assert isinstance(third, Article)
    assert third.path == f"{path}:3"


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "text", "source", "published", "date", "language", "url"]),
        st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda s: st.lists(s, max_size=3), max_leaves=3),
    )
)  # fmt: skip
def test_any_json_object_is_an_article_or_skipped(fields: dict[str, object]) -> None:
    found = parse_json_line(json.dumps(fields).encode(), "day.jsonl:1")
    if isinstance(found, Article):
        assert found.id and found.title and found.text  # noqa: PT018
        assert found.text == fields["text"].replace("\x00", "\ufffd")  # type: ignore[attr-defined]
    else:
        assert found.reason


# Paths


def test_a_folder_is_read_in_order_and_what_is_not_ours_is_said_or_hidden(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.TXT", "b/c.txt", ".hidden.txt", ".git/x.txt", "photo.jpg", "README"):
        (tmp_path / name).write_text(TEXT)
    found = list(read_paths([tmp_path]))
    assert [Path(str(item.path)).name for item in found] == ["README", "a.TXT", "photo.jpg", "z.txt", "c.txt"]
    assert [item.reason.split(";")[0] for item in found if isinstance(item, Skipped)] == [
        "files ending in 'nothing' are not read", "files ending in '.jpg' are not read",
    ]  # fmt: skip
    assert count_files([tmp_path, tmp_path / "z.txt"]) == 6


def test_the_same_file_is_the_same_article_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("news/a.txt")
    here = articles_of(read_paths([tmp_path / "news" / "a.txt"]))
    monkeypatch.chdir(tmp_path / "news")
    assert articles_of(read_paths([Path("a.txt")])) == here
    assert articles_of(read_paths([Path("../news/../link.txt")])) == here


def test_loops_of_links_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    found = list(read_paths([tmp_path]))
    assert [Path(str(item.path)).name for item in found] == ["a.txt", "gone.txt", "self.txt", "round"]
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert reasons[0] == "cannot be read: No such file or directory"
    assert reasons[1].startswith("cannot be read: ")
    assert reasons[2] == "is a link to a folder; name that folder itself"


def test_a_named_path_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="does not exist"):
        list(read_paths([tmp_path, tmp_path / "none.txt"]))
    (tmp_path / "self.txt").symlink_to("self.txt")
    with pytest.raises(UnreadableArticleError, match="cannot be reached"):
        list(read_paths([tmp_path / "self.txt"]))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason_of(read_paths([tmp_path / "pipe.txt"])) == "is not a file"
    (tmp_path / "folder.txt").mkdir()
    assert list(read_paths([tmp_path / "folder.txt"])) == []


def test_what_may_not_be_read_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir()
        for path in (folder / "a.txt", folder / "b.txt", folder / "closed" / "c.txt"):
            path.write_text(TEXT)
        (folder / "b.txt").chmod(0)
        (folder / "closed").chmod(0)
        with without_privileges():
            found = list(read_paths([folder]))
            with pytest.raises(UnreadableArticleError, match="cannot be reached"):
                list(read_paths([folder / "closed" / "c.txt"]))
        (folder / "closed").chmod(0o755)
    assert [item.path for item in found] == [str(folder / "a.txt"), str(folder / "b.txt"), str(folder / "closed")]
    assert [item.reason for item in found if isinstance(item, Skipped)] == [
        "cannot be read: Permission denied", "cannot be entered: Permission denied",
    ]  # fmt: skip


def test_bytes_whose_encoding_cannot_be_told_are_said(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Café".encode("latin-1"))
    assert "save it as UTF-8" in reason_of(read_file(path))


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert reason_of(read_file(path)) == "larger than 50 MB"
