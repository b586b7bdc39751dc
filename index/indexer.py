"""Articles to the stores: what is new or changed is split, embedded and written; what is unchanged costs nothing."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.articles import Article, Skipped
from index.catalog import FIRST_VECTORS, Catalog
from index.embed import Embedder
from index.fingerprint import fingerprint
from index.lock import writing
from index.passages import split_passages
from index.plaintext import reportable
from index.sentences import split_sentences
from index.stored_passages import passage_texts
from index.vectors import VectorStore
from index.write import Prepared, expect, put_article, remove_article, set_meta, settle, touch, unsettled

PASSAGE_TOKENS = 40
"""The longest passage in the embedder's tokens: a sentence or two (docs/decisions.md)."""
TITLE_CHARS = 200
"""How much of a title is embedded with each passage; one that goes on would push the passage out of the window."""
BATCH = 512
"""Passages embedded at a time: enough for the encoder to sort by length, little enough to lose."""
PIPELINE = "5"
"""Changes whenever the same article would be split or embedded differently."""


@dataclass(frozen=True)
class Summary:
    """What a run of the indexer did, by article id; `skipped` names files that could not be read."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]


class Indexer:
    """Writes to one index; use within `writing`."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        if not Catalog.exists(folder):
            # The vectors first: where a reader finds a catalog, it finds them too.
            VectorStore(folder / FIRST_VECTORS).close()
        self._catalog = Catalog.create(folder)
        self._vectors = VectorStore(folder / self._catalog.vectors_name(), make=False)
        self._embedder = embedder
        self._claim_embedder()
        self._settle()
        self._digests = self._catalog.digests()
        self._guessed_ids = self._catalog.guessed_ids()
        self._guessed_paths = {article_id: path for path, article_id in self._guessed_ids.items()}
        self._seen: dict[str, str] = {}
        self._superseded: list[str] = []

    def run(
        self,
        articles: Iterable[Article | Skipped],
        report: Callable[[int], None] | None = None,
        prune: Sequence[str] = (),
    ) -> Summary:
        """Stores articles; `report` is told how many have been looked at.

        Of the paths `prune`, articles that were not among these are removed, unless their file is one that was skipped.
        """
        groups: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
        skipped: list[Skipped] = []
        batch: list[Prepared] = []
        for count, item in enumerate(articles, start=1):
            sorted_item = self._sort(item)
            if isinstance(sorted_item, Skipped):
                skipped.append(sorted_item)
            else:
                kind, article, digest = sorted_item
                groups[kind].append(article.id)
                if kind != "unchanged":
                    batch.append(self._prepare(article, digest))
            if sum(len(prepared.passages) for prepared in batch) >= BATCH:
                self._store(batch)
                batch = []
            if report:
                report(count)
        self._store(batch)
        removed = self.remove([*self._superseded, *self._vanished(prune, skipped)])
        return Summary(
            tuple(groups["added"]), tuple(groups["changed"]), tuple(groups["unchanged"]), tuple(removed), tuple(skipped)
        )

    def _vanished(self, prune: Sequence[str], skipped: Sequence[Skipped]) -> list[str]:
        """Returns the ids of stored articles from the paths `prune` that this run has not seen."""
        if not prune or not self._seen:
            return []
        kept = [os.path.realpath(item.path) for item in skipped]
        return [
            article_id
            for article_id, path in self._catalog.paths().items()
            if article_id not in self._seen and _below(path, prune) and not _below(path, kept)
        ]

    def remove(self, article_ids: Iterable[str]) -> list[str]:
        """Removes articles; returns the ids that were there."""
        gone = [article_id for article_id in dict.fromkeys(article_ids) if self._digests.pop(article_id, None)]
        for article_id in gone:
            self._guessed_ids.pop(self._guessed_paths.pop(article_id, ""), None)
            remove_article(self._catalog, article_id)
        self._settle()
        return gone

    def renew(self, article_ids: Iterable[str]) -> None:
        """Derives sentences, passages, words and vectors anew from the stored texts."""
        for article_id in article_ids:
            article = self._catalog.article(article_id)
            self._store([self._prepare(article, content_digest(article))])
        self._settle()

    def embed_again(self, keys: Sequence[str], gone: Sequence[str]) -> None:
        """Embeds the passages of `keys` anew, as far as there are any, and removes the vectors `gone`."""
        texts = passage_texts(self._catalog, keys)
        # Removed first: what Chroma has lost from its graph an update may not put back.
        self._vectors.remove([*texts, *gone])
        self._vectors.put(list(texts), self._embedder.encode_documents([embedded_text(*t) for t in texts.values()]))
        touch(self._catalog)
        self._settle()

    def close(self) -> None:
        """Closes both stores."""
        self._vectors.close()
        self._catalog.close()

    def _claim_embedder(self) -> None:
        self._catalog.check_embedder(self._embedder.identity)
        if self._catalog.meta("embedder") is None:
            set_meta(self._catalog, "embedder", self._embedder.identity)

    def _sort(self, item: Article | Skipped) -> tuple[str, Article, str] | Skipped:
        """Tells whether an article is new, changed or unchanged, under the id that it will have."""
        if isinstance(item, Skipped):
            return item
        article = self._identified(item)
        digest = content_digest(article)
        place = article.path or article.id
        if self._guessed_paths.get(article.id, place) != place:
            owner = self._guessed_paths[article.id]
            return Skipped(place, f"{owner} has the id {article.id!r} already; `byline remove` it, or state another id")
        if self._seen.setdefault(article.id, digest) != digest:
            return Skipped(place, f"another article of this run has the id {article.id!r} already")
        if self._guessed_ids.get(place, article.id) != article.id:
            self._superseded.append(self._guessed_ids[place])
        stored = self._digests.get(article.id)
        kind = "added" if stored is None else "unchanged" if stored == digest else "changed"
        self._digests[article.id] = digest
        return kind, article, digest

    def _identified(self, article: Article) -> Article:
        """Keeps the id that a file had before; a guessed id that another file has gets the path's digest appended."""
        path = article.path
        if path is None or "id" not in article.guessed:
            return article
        if before := self._guessed_ids.get(path):
            return replace(article, id=before)
        if article.id in self._digests:
            suffix = hashlib.sha256(path.encode()).hexdigest()[:8]
            article = replace(article, id=f"{article.id}-{suffix}")
        self._guessed_ids[path] = article.id
        self._guessed_paths[article.id] = path
        return article

    def _prepare(self, article: Article, digest: str) -> Prepared:
        sentences = reportable(article.text, split_sentences(article.text, article.language), article.title)
        tokens = self._embedder.count_tokens([sentence.text for sentence in sentences])
        passages = split_passages(sentences, tokens, min(PASSAGE_TOKENS, self._embedder.window - 2))
        keys = [f"{article.id}:{digest[:16]}:{number}" for number in range(len(passages))]
        return Prepared(
            article, digest, heading(article), sentences, passages, keys, fingerprint([s.text for s in sentences])
        )

    def _store(self, batch: list[Prepared]) -> None:
        """Writes vectors first, then articles, so that a stored article always has its vectors."""
        keys = [key for prepared in batch for key in prepared.keys]
        texts = [embedded_text(item.article.title, passage.text) for item in batch for passage in item.passages]
        vectors = self._embedder.encode_documents(texts)
        expect(self._catalog, keys)
        self._vectors.put(keys, vectors)
        for prepared in batch:
            put_article(self._catalog, prepared)

    def _settle(self) -> None:
        """Removes vectors without a passage, from this run or an interrupted one, and lets readers know."""
        self._vectors.remove(unsettled(self._catalog))
        settle(self._catalog)


def embedded_text(title: str, passage: str) -> str:
    """Returns what is embedded of a passage: it with its article's title, which tells what it is about."""
    return f"{title[:TITLE_CHARS]}\n{passage}"


def heading(article: Article) -> str:
    """Returns what is matched with each passage's words: title, outlet, and the date as a question would say it."""
    day = article.published.strftime("%d %B %Y").lstrip("0") if article.published else None
    return " ".join(part for part in (article.title, article.source, day) if part)


def _below(path: str, places: Iterable[str]) -> bool:
    """Whether an article's path is one of these, in one of these folders, or a part (`:12`, `#3`) of one of these files."""
    return any(
        path == place or path.startswith((f"{place.rstrip('/')}/", f"{place}:", f"{place}#")) for place in places
    )


def index_articles(
    articles: Iterable[Article | Skipped],
    folder: Path,
    embedder: Embedder,
    report: Callable[[int], None] | None = None,
    prune: Sequence[Path] = (),
) -> Summary:
    """Indexes articles into `folder` and returns what was done.

    Articles from the files or folders `prune` that are no longer among `articles` are removed; if there is not one
    article to be read, none is: more likely the folder is not there than all its articles are gone.

    Raises:
        IndexLockedError: another process is writing.
        EmbedderMismatchError: the index was built by another embedder.
    """
    with writing(folder):
        indexer = Indexer(folder, embedder)
        try:
            return indexer.run(articles, report, [os.path.realpath(path) for path in prune])
        finally:
            indexer.close()


def content_digest(article: Article) -> str:
    """Returns the SHA-256 of everything that is stored of an article, in hex."""
    fields = [PIPELINE, article.title, article.text, article.source, article.author, str(article.published),
              article.url, article.language, sorted(article.guessed)]  # fmt: skip
    return hashlib.sha256(json.dumps(fields).encode("utf-8", "surrogatepass")).hexdigest()
