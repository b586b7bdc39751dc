"""A clock that can be told of time saved, so that latencies stay honest when generations come from a cache."""

import time


class Clock:
    """Counts wall-clock seconds, plus those that work took when it was first done."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds since some fixed moment."""
        return time.perf_counter() + self._skipped

    def skip(self, seconds: float) -> None:
        """Moves on as if `seconds` had passed."""
        self._skipped += seconds
