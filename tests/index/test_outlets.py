"""An outlet that a question names is asked first; words that only look like one name nothing."""

from pathlib import Path

import pytest

from index.articles import Article, Filters
from index.embed import Embedder
from index.indexer import index_articles
from index.outlets import names
from index.retrieve import Retriever


@pytest.mark.parametrize(
    ("question", "outlet", "named"),
    [
        ("What did Coast Wire report?", "Coast Wire", True),
        ("What is Coast Wire's view?", "Coast Wire", True),
        ("What did the Age report?", "The Age", True),
        ("The Age or the rest?", "The Age", True),
        ("What is the age of the oak?", "The Age", False),
        ("Which fortune did he leave?", "Fortune", False),
        ("Which Fortunes fell?", "Fortune", False),
        ("Did (A+) say so?", "(A+)", True),
        ("新华社说了什么？", "新华社", True),
        ("新华书店在哪里？", "新华社", False),
        ("Who wrote to X?", "X", True),
    ],
)
def test_an_outlet_is_named_as_it_writes_itself(question: str, outlet: str, named: bool) -> None:  # noqa: FBT001
    assert names(question, outlet) is named


def test_the_report_of_the_named_outlet_comes_first(tmp_path: Path, embedder: Embedder) -> None:
    index_articles(
        [
            Article("age", "The strike", "The port of Solmere is shut. Crews want more pay.", source="The Age"),
            Article(
                "wire", "The ferry", "The Solmere ferry's captain, of great age, lost his post.", source="Coast Wire"
            ),
        ],
        tmp_path,
        embedder,
    )
    retriever = Retriever(tmp_path, embedder)
    for outlet, wanted in (("The Age", "age"), ("Coast Wire", "wire")):
        question = f"What does {outlet} say of the captain and the port of Solmere?"
        assert retriever.search(question, Filters(), 1)[0].article.id == wanted
        assert retriever.rank_articles(question, Filters(), 1)[0][0] == wanted
