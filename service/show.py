"""An answer for the terminal: text with numbered marks, quotations, sources read, timings."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from service.answering.answer import Answer, Citation, Source, SourceSentence, Status

_HEADINGS = {
    Status.ANSWERED: ("Answered", "bold green"),
    Status.CONFLICTING: ("The articles disagree", "bold yellow"),
    Status.INSUFFICIENT: ("Not in the articles", "bold red"),
}

NEAREST = 3
"""Statements that are shown beside a declined answer."""


def show(answer: Answer, console: Console) -> None:
    """Prints `answer`; text of articles is printed as it stands, never as markup."""
    heading, style = _HEADINGS[answer.status]
    console.print(Text(heading, style=style))
    console.print(Padding(_marked(answer), (0, 0, 1, 2)))
    for number, citation in enumerate(answer.citations, start=1):
        console.print(Padding(_quotation(number, citation), (0, 0, 0, 2)))
    if answer.status is Status.INSUFFICIENT:
        console.print(Padding(_nearest(answer), (0, 0, 0, 2)))
    console.print(Padding(_footer(answer), (1, 0, 1, 2)))


def _marked(answer: Answer) -> Text:
    """Returns the answer's text with [n] behind each span that citation n supports."""
    text, position = Text(), 0
    for end in sorted({citation.end for citation in answer.citations}):
        numbers = [str(n) for n, citation in enumerate(answer.citations, start=1) if citation.end == end]
        text.append(answer.answer[position:end]).append(f" [{', '.join(numbers)}]", style="cyan")
        position = end
    return text.append(answer.answer[position:])


def _quotation(number: int, citation: Citation) -> Text:
    return Text.assemble(
        (f"[{number}] ", "cyan"), f"“{' '.join(citation.cited_text.split())}”\n    ",
        (f"{_about(citation)} ({citation.article_id}, characters {citation.start_char}-{citation.end_char})", "dim"),
    )  # fmt: skip


def _nearest(answer: Answer) -> Text:
    """Returns what was searched for, and the nearest statements, which may be no answer."""
    best = nearest_statements(answer)
    text = Text(f"Searched for “{answer.searched}”.")
    if best:
        text.append(" The nearest statements, which may not answer it:")
    for sentence, source in best:
        text.append(f"\n- {' '.join(sentence.text.split())}")
        text.append(f"\n  {_about(source)} ({source.article_id})", style="dim")
    return text


def nearest_statements(answer: Answer) -> list[tuple[SourceSentence, Source]]:
    """Returns what is shown beside a declined answer, with where it stands, the nearest first."""
    found = [(sentence, source) for source in answer.sources for sentence in source.sentences]
    return sorted(found, key=lambda item: -item[0].score)[:NEAREST]


def _about(article: Citation | Source) -> str:
    return ", ".join(str(part) for part in (article.title, article.source, article.published) if part)


def _footer(answer: Answer) -> Text:
    sentences = sum(len(source.sentences) for source in answer.sources)
    times = answer.timings_ms
    found = "found" if answer.status is Status.INSUFFICIENT else "read"
    return Text(
        f"{found} {sentences} sentences of {len(answer.sources)} articles · prompt {answer.usage.prompt_tokens} tokens · "
        f"retrieve {times.retrieve / 1000:.1f} s, generate {times.generate / 1000:.1f} s, total {times.total / 1000:.1f} s",
        style="dim",
    )
