"""Progress of long work: bars with the time left on a terminal, a line every twentieth of the way in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Report = Callable[[int], None]
"""Is told how many steps are done."""

_SPEED_SECONDS = 300
"""The time left is judged by the pace of the last five minutes: an answer takes seconds, and some come from a cache."""
_LINES = 20


@contextmanager
def shown(console: Console) -> Iterator[Callable[[str, int], Report]]:
    """Yields a maker of progress bars: given a description and a total it returns where to report what is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, speed_estimate_period=_SPEED_SECONDS) as progress:

        def task(description: str, total: int) -> Report:
            number = progress.add_task(description, total=total, visible=False)
            every = max(1, total // _LINES)

            def report(done: int) -> None:
                progress.update(number, completed=done, visible=True)
                if not console.is_terminal and done % every == 0:
                    left = progress.tasks[progress.task_ids.index(number)].time_remaining
                    told = f", {timedelta(seconds=round(left))} left" if left else ""
                    console.print(f"{description} {done}/{total}{told}", highlight=False)

            return report

        yield task
