"""Plots as inline SVG, small and without a library; all text in them is escaped."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from eval.bootstrap import Estimate

WIDTH, HEIGHT = 440, 280
LEFT, RIGHT, TOP, BOTTOM = 52, 24, 12, 42


@dataclass(frozen=True)
class Axis:
    """A range of values and what it is called."""

    label: str
    low: float
    high: float

    def share(self, value: float) -> float:
        """Returns where a value lies, 0 to 1."""
        return (value - self.low) / ((self.high - self.low) or 1.0)

    def ticks(self) -> list[float]:
        """Returns five values, evenly spaced."""
        return [self.low + (self.high - self.low) * step / 4 for step in range(5)]


SHARE = 0.0, 1.0


def risk_coverage(points: Sequence[tuple[float, float]]) -> Markup:
    """Draws the share of answers that are wrong against the share of questions answered; the dot is the system as it is."""
    if not points:
        return Markup()
    x, y = Axis("coverage: share of questions answered", *SHARE), Axis("risk: share of them wrong", *SHARE)
    marks = [
        _line(x, y, points),
        _dot(x, y, *points[-1], 5, f"as run: coverage {points[-1][0]:.2f}, risk {points[-1][1]:.2f}"),
    ]
    return _figure("Risk and coverage", x, y, marks)


def calibration(points: Sequence[tuple[float, float, int]]) -> Markup:
    """Draws the share of answerable questions against the answerability score, a dot for each tenth of the questions."""
    if not points:
        return Markup()
    scores = [score for score, _, _ in points]
    x, y = Axis("answerability score", min(scores), max(scores)), Axis("share answerable", *SHARE)
    dots = [_dot(x, y, score, known, 5, f"score {score:.3f}: {known:.2f} of {n}") for score, known, n in points]
    return _figure("Calibration of the answerability score", x, y, [_line(x, y, [(s, k) for s, k, _ in points]), *dots])


def latency(seconds: Sequence[float], what: str) -> Markup:
    """Draws a histogram of latencies with median and 95th percentile."""
    if not seconds:
        return Markup()
    counts, edges = np.histogram(seconds, bins=24, range=(0, max(seconds)))
    x, y = Axis(f"{what}, s", 0, float(edges[-1])), Axis("questions", 0, 4.0 * math.ceil(counts.max() / 4))
    bars = [_bar(x, y, edges[i], edges[i + 1], int(count)) for i, count in enumerate(counts) if count]
    quantiles = [(name, float(np.quantile(seconds, share))) for name, share in (("p50", 0.5), ("p95", 0.95))]
    return _figure("Latency", x, y, [*bars, *(_rule(x, name, value) for name, value in quantiles)])


def by_kind(title: str, estimates: Mapping[str, Estimate]) -> Markup:
    """Draws an estimate with its interval for each kind of question."""
    if not estimates:
        return Markup()
    height = TOP + BOTTOM + 28 * len(estimates)
    x, left = Axis("share", *SHARE), 180
    rows = [_interval(x, left, TOP + 28 * i + 14, kind, item) for i, (kind, item) in enumerate(estimates.items())]
    ticks = [
        _tick(left + (WIDTH - left - RIGHT) * x.share(value), height - BOTTOM, f"{value:g}") for value in x.ticks()
    ]
    return _svg(f"{title} by kind", height, [*ticks, *rows])


def _figure(title: str, x: Axis, y: Axis, marks: Sequence[Markup]) -> Markup:
    frame = Markup('<path class="axis" d="M{0} {1}V{2}H{3}"/>').format(LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT)
    across = [_tick(_x(x, value), HEIGHT - BOTTOM, f"{value:.3g}") for value in x.ticks()]
    up = [
        Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{:.3g}</text>').format(LEFT - 6, _y(y, v) + 4, v)
        for v in y.ticks()
    ]
    labels = Markup(
        '<text x="{}" y="{}" text-anchor="middle">{}</text><text transform="translate(13 {}) rotate(-90)" text-anchor="middle">{}</text>'
    ).format((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, x.label, (TOP + HEIGHT - BOTTOM) / 2, y.label)
    return _svg(title, HEIGHT, [frame, *across, *up, labels, *marks])


def _svg(title: str, height: int, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<figure><figcaption>{0}</figcaption><svg viewBox="0 0 {1} {2}" role="img" aria-label="{0}">{3}</svg></figure>'
    ).format(title, WIDTH, height, Markup().join(parts))


def _x(axis: Axis, value: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * axis.share(value)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * axis.share(value)


def _line(x: Axis, y: Axis, points: Sequence[tuple[float, float]]) -> Markup:
    places = " ".join(f"{_x(x, a):.1f},{_y(y, b):.1f}" for a, b in points)
    return Markup('<polyline class="line" points="{}"/>').format(places)


def _dot(x: Axis, y: Axis, a: float, b: float, radius: float, tip: str) -> Markup:  # noqa: PLR0913 - a point has two coordinates
    return Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="{}"><title>{}</title></circle>').format(
        _x(x, a), _y(y, b), radius, tip
    )


def _bar(x: Axis, y: Axis, start: float, end: float, count: int) -> Markup:
    left, top = _x(x, start), _y(y, count)
    return Markup(
        '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{:.2f} to {:.2f} s: {}</title></rect>'
    ).format(left + 0.5, top, _x(x, end) - left - 1, HEIGHT - BOTTOM - top, start, end, count)


def _rule(x: Axis, name: str, value: float) -> Markup:
    # Beyond the middle the label stands on the left, where there is room.
    anchor, aside = ("start", 4) if x.share(value) < 0.5 else ("end", -4)
    return Markup(
        '<path class="rule" d="M{0:.1f} {1}V{2}"/><text class="tick" x="{0:.1f}" y="{3}" dx="{4}" text-anchor="{5}">{6} {7:.2f} s</text>'
    ).format(_x(x, value), TOP, HEIGHT - BOTTOM, TOP + (10 if name == "p50" else 24), aside, anchor, name, value)


def _tick(x: float, y: int, text: str) -> Markup:
    return Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(x, y + 15, text)


def _interval(x: Axis, left: int, y: int, kind: str, item: Estimate) -> Markup:
    low, high, value = (left + (WIDTH - left - RIGHT) * x.share(v) for v in (item.low, item.high, item.value))
    return Markup(
        '<text x="{}" y="{}" text-anchor="end">{} ({})</text><path class="line" d="M{:.1f} {y}H{:.1f}"/>'
        '<circle class="dot" cx="{:.1f}" cy="{y}" r="5"><title>{:.3f} [{:.3f}, {:.3f}]</title></circle>'
    ).format(left - 10, y + 4, kind, item.n, low, high, value, item.value, item.low, item.high, y=y)
