import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.contents import Severity
from eval.datasets import GOLD, Dataset, load, name_of, read, select
from eval.errors import DatasetError, SelectionError
from index.articles import Article
from tests.evaluation.build import question

ARTICLE = {"id": "a", "title": "A", "text": "The ship hit the quay.", "date": "2024-05-03", "source": "Post"}
QUESTION = {"id": "q", "question": "What hit the quay?", "answers": ["ship"], "gold_ids": ["a"]}


def write_lines(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def squad(**answer: object) -> dict[str, object]:
    known = {"id": "s1", "question": "What?", "answers": [{"text": "ship", "answer_start": 4}] * 2}
    tempting = {"id": "s2", "question": "Who?", "answers": [], "is_impossible": True,
                "plausible_answers": [{"text": "quay", "answer_start": 17, **answer}]}  # fmt: skip
    paragraphs = [{"context": "The ship hit the quay.", "qas": [known, tempting]}, {"context": "Other.", "qas": []}]
    return {"version": "v2.0", "data": [{"title": "Port_Ansel / 1", "paragraphs": paragraphs}]}


def write_beir(folder: Path) -> Path:
    write_lines(
        folder / "corpus.jsonl", {"_id": "d1", "title": "T", "text": "One."}, {"_id": "d2", "title": "", "text": "Two."}
    )
    write_lines(folder / "queries.jsonl", {"_id": "1", "text": "one?"}, {"_id": "2", "text": "unjudged?"})
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n1\td2\t0\n", "utf-8")
    return folder


def test_native_form_with_articles_beside_the_questions(tmp_path: Path) -> None:
    write_lines(tmp_path / "set" / "articles.jsonl", ARTICLE)
    dataset = load(None, write_lines(tmp_path / "set" / "questions.jsonl", QUESTION))
    assert dataset.name == "set"
    assert [(item.id, item.source, str(item.published)) for item in dataset.articles] == [("a", "Post", "2024-05-03")]
    assert dataset.questions[0].gold_ids == ("a",)


def test_articles_may_be_a_folder_of_files(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("---\nid: a\ntitle: A\n---\nThe ship hit the quay.", "utf-8")
    assert load(None, write_lines(tmp_path / "questions.jsonl", QUESTION)).articles[0].text == "The ship hit the quay."


def test_the_gold_set_loads() -> None:
    dataset = load(None, GOLD)
    assert dataset.name == "gold"
    assert len(dataset.questions) >= 50
    assert len(dataset.articles) >= 12


def test_squad_gives_an_article_for_each_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(squad()), "utf-8")
    dataset = load(None, path)
    known, tempting = dataset.questions
    assert dataset.name == "dev"
    assert [article.id for article in dataset.articles] == ["Port_Ansel-1-1", "Port_Ansel-1-2"]
    assert dataset.articles[0].title == "Port Ansel / 1"
    assert (known.answers, known.gold_ids, known.answerable) == (("ship",), ("Port_Ansel-1-1",), True)
    assert (tempting.answerable, tempting.near_ids, tempting.plausible_answers) == (
        False,
        ("Port_Ansel-1-1",),
        ("quay",),
    )


def test_squad_answers_that_stand_elsewhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(squad(answer_start=3)), "utf-8")
    assert [(fault.severity, fault.place) for fault in read(None, path).faults] == [(Severity.WARNING, f"{path}: s2")]


def test_beir_keeps_judged_queries_and_their_grades(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "beir")
    for path in (folder, folder / "qrels" / "test.tsv"):
        dataset = load(None, path)
        assert [(item.id, item.gold_ids, item.gold_grades) for item in dataset.questions] == [("1", ("d1",), (2,))]
        assert [article.title for article in dataset.articles] == ["T", "Two."]


def test_beir_faults_are_told_with_their_line(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "beir")
    with (folder / "qrels" / "test.tsv").open("a") as file:
        file.write("1 d1 1\n3\td1\t1\n")
    with (folder / "corpus.jsonl").open("a") as file:
        file.write('{"_id": "d3"}\n')
    places = [fault.place for fault in read(None, folder).faults]
    assert places == [f"{folder}/corpus.jsonl:3", f"{folder}/qrels/test.tsv:4", f"{folder}/qrels/test.tsv"]


def test_beir_with_several_qrels_asks_which(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "beir")
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    (folder / "qrels" / "train.tsv").write_text("", "utf-8")
    with pytest.raises(DatasetError, match=r"found: dev.tsv, train.tsv\). Name the file"):
        read(None, folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "SQuAD 2.0's form"), ('{"data": 1}', "data: Input should be a valid array"), ("\udcff", "SQuAD")],
)
def test_other_json_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(DatasetError, match=message):
        read(None, path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"gone.jsonl does not exist"):
        read(None, tmp_path / "gone.jsonl")
    lonely = write_lines(tmp_path / "questions.jsonl", QUESTION)
    with pytest.raises(DatasetError, match="Name the articles with --articles"):
        read(None, lonely)
    with pytest.raises(DatasetError, match="does not exist"):
        read(tmp_path / "gone", lonely)
    with pytest.raises(DatasetError, match="Leave --articles out"):
        read(lonely, write_beir(tmp_path / "beir"))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetError, match="cannot be read"):
        read(write_lines(tmp_path / "articles.jsonl", ARTICLE), path)


def test_loading_refuses_what_cannot_be_scored(tmp_path: Path) -> None:
    articles = write_lines(tmp_path / "articles.jsonl", ARTICLE, {**ARTICLE, "text": "Other."})
    with pytest.raises(DatasetError, match=r"the article id 'a' occurs 2 times\n.*eval check"):
        load(articles, write_lines(tmp_path / "questions.jsonl", QUESTION))
    good = write_lines(tmp_path / "articles.jsonl", ARTICLE)
    with pytest.raises(DatasetError, match="the question id 'q' occurs 2 times"):
        load(good, write_lines(tmp_path / "questions.jsonl", QUESTION, QUESTION))
    with pytest.raises(DatasetError, match=r"questions.jsonl:2: error: id: "):
        load(good, write_lines(tmp_path / "questions.jsonl", QUESTION, {"question": "x"}))
    with pytest.raises(DatasetError, match="gives 1 articles and 0 questions"):
        load(good, write_lines(tmp_path / "questions.jsonl"))


def test_a_digest_tells_what_is_said_not_where_it_lay() -> None:
    article, one = Article("a", "A", "Text.", path="/x"), question()
    digest = Dataset("x", (article,), (one,)).digest
    assert Dataset("y", (replace(article, path="/y"),), (one,)).digest == digest
    assert Dataset("x", (replace(article, text="Text!"),), (one,)).digest != digest
    assert Dataset("x", (article,), (replace(one, kind="other"),)).digest != digest


def test_names_come_from_the_file_or_its_folder() -> None:
    assert name_of(Path("/data/squad2_dev/questions.jsonl")) == "squad2_dev"
    assert name_of(Path("/data/dev-v2.0.json")) == "dev-v2.0"


def test_a_sample_is_drawn_once_and_for_all_and_keeps_the_order() -> None:
    dataset = Dataset("x", (), tuple(question(id=str(n), kind="odd" if n % 2 else "even") for n in range(40)))
    drawn = [int(item.id) for item in select(dataset, (), 10, seed=1)]
    assert drawn == sorted(drawn)
    assert len(set(drawn)) == 10
    assert drawn == [int(item.id) for item in select(dataset, (), 10, seed=1)]
    assert drawn != [int(item.id) for item in select(dataset, (), 10, seed=2)]
    assert {item.kind for item in select(dataset, ("odd",), 5, seed=1)} == {"odd"}
    assert select(dataset, (), 99, seed=1) == select(dataset, (), None, seed=0) == dataset.questions
    with pytest.raises(SelectionError, match=r"of kind strange\. This set has even, odd"):
        select(dataset, ("strange", "odd"), None, seed=0)
