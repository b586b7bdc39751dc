"""What several benches measure and print alike: resident memory, and how times are spread."""

import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles


def resident(process: int | str = "self") -> float:
    """Returns megabytes of a process's resident memory, this one's by default."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) / 1000


def p95(values: Sequence[float]) -> float:
    """Returns the 95th percentile; of one value, itself."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def spread(seconds: Sequence[float]) -> str:
    """Returns how many there are, their median, 95th percentile and maximum in milliseconds."""
    return f"{len(seconds)}: median {1000 * median(seconds):.0f} ms, p95 {1000 * p95(seconds):.0f} ms, max {1000 * max(seconds):.0f} ms"
