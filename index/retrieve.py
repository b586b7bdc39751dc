"""A question to ranked evidence: three rankings, fusion, then the best sentences of the best passages."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.antecedents import explained, unrepeated
from index.articles import Article, ArticleInfo, Evidence, Filters
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import IndexDamagedError
from index.fulltext import articles_by_words, keys_among, passages_by_words, rows_among, share_among
from index.interaction import Interaction
from index.outlets import named_articles
from index.parts import parts
from index.rank import Candidates, ranked_articles, ranked_by_passages, ranked_passages
from index.rerank import Reranker
from index.select import select, spread
from index.stored_passages import article_ids, passage_articles, passage_sentences, row_texts
from index.vectors import VectorStore
from index.workers import Vectors

CANDIDATES = 200
"""Passages, and articles, taken from each ranking."""
READ = 20
"""Fused passages whose sentences are scored."""
SIFTED = 2000
"""Most passages, nearest to a question, that filters are tried on; from a wider search listing the allowed ones is quicker."""
SPARE = 1.5
"""How many times as many are sifted as would do if the filters allowed as many of the near ones as of all."""
COMPARED = 40
"""Sentences that are compared: with the question token by token, and with each other for disagreement."""
RERANKED = 30
"""Fused passages that a reranker reads."""


@dataclass(frozen=True)
class _Stores:
    """Both stores as they were opened, and the last settled version of the vectors."""

    catalog: Catalog
    vectors: VectorStore
    settled: str | None


@dataclass(frozen=True)
class _Found:
    """What was found for a question: candidates for the whole and for its parts, and passage rows ranked, best first."""

    whole: Candidates
    parts: list[Candidates]
    passages: dict[int, float]


class Retriever:
    """Reads an index that another process may be writing to; all but `compared` is for one thread at a time.

    The stores are opened when they are first needed, so that an index made later is found. Every method may raise
    IndexMissingError (there is none), EmbedderMismatchError (another embedder built it) or IndexDamagedError.
    """

    def __init__(self, folder: Path, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._reranker = reranker
        self._interaction = Interaction(embedder)
        self._opened: _Stores | None = None
        self._last: tuple[tuple[str, Filters, str], _Found] | None = None

    @property
    def embedder(self) -> Embedder:
        """The embedder that questions are encoded with."""
        return self._embedder

    @property
    def version(self) -> str:
        """A number that changes with every change of the index."""
        return self._catalog.meta("version") or "0"

    def close(self) -> None:
        """Lets go of the stores; the next call opens them anew."""
        if self._opened:
            self._opened.vectors.close()
            self._opened.catalog.close()
            self._opened = None

    def articles(self) -> list[ArticleInfo]:
        """Returns the metadata of every article."""
        return self._catalog.articles()

    def article(self, article_id: str) -> Article:
        """Returns one article with its text; raises UnknownArticleError."""
        return self._catalog.article(article_id)

    def search(self, question: str, filters: Filters, limit: int) -> list[Evidence]:
        """Returns up to `limit` evidence sentences, best first, by the passages they stand in and the words they have."""
        found = self._found(question, filters)
        passages = dict(islice(found.passages.items(), max(READ, limit)))
        sentences = passage_sentences(self._catalog, list(passages))
        return select(question, passages, sentences, limit, found.whole.passage_meaning)

    def compared(self, question: str, found: Sequence[Evidence]) -> list[Evidence]:
        """Returns what `search` found, best first after each sentence was compared with the question token by token.

        That takes some 5 ms for each sentence that was not compared before. It may be asked while another thread searches.
        """
        return spread(self._interaction.rescored(question, found), len(found))

    def nearest_sentences(self, question: str, filters: Filters, limit: int) -> list[Evidence]:
        """Returns up to `limit` sentences, the nearest to the question first: `COMPARED` or more are found and compared."""
        return self.compared(question, self.search(question, filters, max(limit, COMPARED)))[:limit]

    def explained(self, found: Sequence[Evidence]) -> list[Evidence]:
        """Returns what was found, each sentence that refers back with its antecedent."""
        return explained(self._catalog, found)

    def resolved(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Returns the evidence, each sentence that refers back with its antecedent, unless that is among the evidence itself."""
        return unrepeated(self.explained(evidence))

    def rank_articles(self, question: str, filters: Filters, limit: int) -> list[tuple[str, float]]:
        """Returns up to `limit` article ids with their fused scores, best first."""
        found = self._found(question, filters)
        articles = ranked_articles(found.whole, found.parts)
        if self._reranker:
            articles = ranked_by_passages(found.passages, [found.whole, *found.parts], articles)
        ranked = list(islice(articles.items(), limit))
        ids = article_ids(self._catalog, [row for row, _ in ranked])
        return [(ids[row], score) for row, score in ranked if row in ids]

    def _reranked(self, question: str, passages: dict[int, float]) -> dict[int, float]:
        """Returns the best passages as the reranker ranks them, or all as they are where there is none."""
        if not self._reranker:
            return passages
        texts = row_texts(self._catalog, list(islice(passages, RERANKED)))
        return self._reranker.ranked(question, {row: f"{title}\n{text}" for row, (title, text) in texts.items()})

    def _found(self, question: str, filters: Filters) -> _Found:
        """Returns what was found, kept from the last question: it is often asked for its evidence, then its articles."""
        key = (question, filters, self.version)
        if self._last is None or self._last[0] != key:
            whole, *others = self._candidates(question, filters)
            passages = self._reranked(question, ranked_passages(whole, others))
            self._last = (key, _Found(whole, others, passages))
        return self._last[1]

    def _candidates(self, question: str, filters: Filters) -> list[Candidates]:
        """Returns the candidates for the whole question, then for each of its parts."""
        asked = [question, *parts(question)]
        # One thread embeds while this one searches by words: each takes half of the time.
        with ThreadPoolExecutor(1) as aside:
            encoding = aside.submit(self._embedder.encode_queries, asked)
            words = [self._by_words(text, filters) for text in asked]
            named = named_articles(self._catalog, asked)
        return [
            self._joined(*found, self._by_meaning(vector, filters), articles)
            for found, vector, articles in zip(words, encoding.result(), named, strict=True)
        ]

    def _by_words(self, question: str, filters: Filters) -> tuple[dict[int, float], dict[int, float]]:
        """Returns the articles and the passages that have the question's words, with their scores."""
        return (
            articles_by_words(self._catalog, question, filters, CANDIDATES),
            passages_by_words(self._catalog, question, filters, CANDIDATES),
        )

    def _joined(
        self, articles: dict[int, float], words: dict[int, float], meaning: dict[int, float], named: set[int]
    ) -> Candidates:
        owners = passage_articles(self._catalog, [*words, *meaning])
        return Candidates(
            articles,
            {row: score for row, score in words.items() if row in owners},
            {row: score for row, score in meaning.items() if row in owners},
            owners,
            named,
        )

    def _by_meaning(self, vector: Vectors, filters: Filters) -> dict[int, float]:
        """Returns the nearest passages that the filters allow, sifted from all where that is quicker than listing the allowed."""
        found = self._sifted(vector, filters)
        if found is None:
            nearest = self._nearest(vector, CANDIDATES, keys_among(self._catalog, filters))
            found = self._rows(nearest, filters)
        return dict(islice(found.items(), CANDIDATES))

    def _sifted(self, vector: Vectors, filters: Filters) -> dict[int, float] | None:
        """Returns the allowed ones of the passages nearest of all; None if there could be nearer ones that are allowed."""
        share = share_among(self._catalog, filters)
        if share == 1:
            return self._rows(self._nearest(vector, CANDIDATES), filters)
        wanted = round(SPARE * CANDIDATES / max(share, 1e-9))
        if wanted > SIFTED:
            return None
        nearest = self._nearest(vector, wanted)
        found = self._rows(nearest, filters)
        return found if len(found) >= CANDIDATES or len(nearest) < wanted else None

    def _rows(self, nearest: Sequence[tuple[str, float]], filters: Filters) -> dict[int, float]:
        """Returns the scores by passage row of those keys that the catalog knows and the filters allow, in their order."""
        rows = rows_among(self._catalog, [key for key, _ in nearest], filters)
        return {rows[key]: score for key, score in nearest if key in rows}

    def _nearest(self, vector: Vectors, limit: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        try:
            return self._vectors().nearest(vector, limit, among)
        except IndexDamagedError:
            # A writer has added passages since the vectors were opened: open them anew and ask once more.
            return self._vectors(anew=True).nearest(vector, limit, among)

    @property
    def _catalog(self) -> Catalog:
        return self._stores().catalog

    def _stores(self) -> "_Stores":
        if self._opened is None:
            catalog = Catalog.open(self._folder)
            catalog.check_embedder(self._embedder.identity)
            # Asked before the vectors are opened, lest they be taken for newer than they are.
            settled = catalog.meta("settled")
            self._opened = _Stores(catalog, VectorStore(self._folder / catalog.vectors_name(), make=False), settled)
        return self._opened

    def _vectors(self, *, anew: bool = False) -> VectorStore:
        """Returns the vectors, opened anew after a writer has finished: Chroma keeps what it has loaded."""
        stores = self._stores()
        settled = stores.catalog.meta("settled")
        if anew or settled != stores.settled:
            stores.vectors.close()
            stores.catalog.check_embedder(self._embedder.identity)
            stores = _Stores(
                stores.catalog, VectorStore(self._folder / stores.catalog.vectors_name(), make=False), settled
            )
            self._opened = stores
        return stores.vectors
