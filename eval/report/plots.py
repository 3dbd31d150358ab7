"""The plots of a report: inline SVG of our own, coloured by the page, readable without seeing it.

Marks are placed in per cent or in the coordinates of a `viewBox`, and take their colours from CSS
classes, so that a plot fits every width, theme and printer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from eval.report.tables import number
from eval.scores.figures import Figure
from eval.scores.values import Curve, CurvePoint, Estimate

STEPS_A_DECADE = 5
"""Bars of the histogram of times for each power of ten."""

_WIDE, _HIGH = 420, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 22, 16, 44


@dataclass(slots=True)
class Times:
    """How long answers took: counts by steps of a logarithmic scale, never the times themselves."""

    counts: dict[int, int] = field(default_factory=dict)
    """By step: floor(STEPS_A_DECADE * log10(milliseconds))."""

    def add(self, ms: float) -> None:
        """Counts one; times below 0.1 ms count as that."""
        from math import floor, log10

        step = floor(STEPS_A_DECADE * log10(max(ms, 0.1)))
        self.counts[step] = self.counts.get(step, 0) + 1


@dataclass(slots=True)
class Operating:
    """Where a run stands on its risk-coverage curve: what it answered, and how much was wrong."""

    n: int = 0
    answered: int = 0
    wrong: int = 0

    @property
    def coverage(self) -> float:
        """Share of the questions that were answered."""
        return self.answered / self.n if self.n else 0.0

    @property
    def risk(self) -> float:
        """Share of the answers given that are wrong; 0.0 without any."""
        return self.wrong / self.answered if self.answered else 0.0


def intervals(figure: Figure, named: Sequence[tuple[str, Estimate | None]]) -> Markup:
    """The estimates of a share in several groups as dots with their intervals, on a scale of 0 to 1.

    Each group has a line and a shape of its own; the first a disc, the second a diamond, the
    third a bar.
    """
    shown = [(at, name, each) for at, (name, each) in enumerate(named) if each is not None]
    title = f"{figure.name} by language"
    said = "; ".join(
        f"{name} {number(figure, e.mean)}, 95% interval {number(figure, e.low)} to "
        f"{number(figure, e.high)}, n {e.n}"
        for _, name, e in shown
    )
    high = 12 * len(named) + 4
    marks = [
        f'<line class="tick" x1="{x}%" x2="{x}%" y1="0" y2="{high}"/>' for x in (0, 25, 50, 75, 100)
    ]
    marks += [_dot(at, each) for at, _, each in shown]
    return Markup(
        f'<svg class="dots" role="img" width="100%" height="{high}"><title>{escape(title)}</title>'
        f"<desc>{escape(said)}</desc>{''.join(marks)}</svg>"
    )


def _dot(at: int, each: Estimate) -> str:
    low, mean, high = (
        round(100 * min(max(x, 0.0), 1.0), 2) for x in (each.low, each.mean, each.high)
    )
    y = 12 * at + 8
    line = f'<line class="range" x1="{low}%" x2="{high}%" y1="{y}" y2="{y}"/>'
    shape = (
        f'<circle class="mark" cx="{mean}%" cy="{y}" r="4"/>',
        f'<svg x="{mean}%" y="{y}" overflow="visible"><path class="mark" d="M0-5 5 0 0 5-5 0Z"/></svg>',
        f'<svg x="{mean}%" y="{y}" overflow="visible"><path class="mark" d="M-1.5-5h3v10h-3Z"/></svg>',
    )[min(at, 2)]
    return f'<g class="g{min(at, 2)}">{line}{shape}</g>'


def risk_coverage(curve: Curve, at: Operating) -> Markup:
    """Risk by coverage with the area below, and the point at which the run answered."""
    points = [(_x(point.coverage), _y(point.risk)) for point in curve.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    floor = _y(0)
    said = (
        "If only the surest answers are given: "
        + "; ".join(
            f"at coverage {point.coverage:.2f} a risk of {point.risk:.2f}"
            for point in _spread(curve.points, 5)
        )
        + f". Area under the curve {curve.area:.3f} over {curve.n} questions. The run answered "
        f"{at.coverage:.2f} of them with a risk of {at.risk:.2f}."
    )
    marks = [*_grid("share of the questions answered (coverage)", "share of them wrong (risk)")]
    if points:
        area = f"{points[0][0]:.1f},{floor:.1f} {path} {points[-1][0]:.1f},{floor:.1f}"
        marks += [
            f'<polygon class="area" points="{area}"/>',
            f'<polyline class="curve" points="{path}"/>',
        ]
    if at.n:
        x, y = _x(at.coverage), _y(at.risk)
        end = x > _WIDE * 0.62
        marks += [
            f'<line class="guide" x1="{x:.1f}" x2="{x:.1f}" y1="{y:.1f}" y2="{floor:.1f}"/>',
            f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
            f'<text class="strong" x="{x + (-9 if end else 9):.1f}" y="{max(y - 9, _TOP + 10):.1f}"'
            f' text-anchor="{"end" if end else "start"}">this run</text>',
        ]
    return _plot("Risk and coverage", said, marks)


def latency(times: Times, marked: Mapping[str, float]) -> Markup:
    """A histogram of the times on a logarithmic scale, with the times of `marked` (p50, p95, max)."""
    if not times.counts:
        return Markup("")
    first, last = min(times.counts), max(times.counts) + 1
    most, width = max(times.counts.values()), (_WIDE - _LEFT - _RIGHT) / (last - first)
    said = "; ".join(
        f"{_ms(_edge(step))} to {_ms(_edge(step + 1))}: {count}"
        for step, count in sorted(times.counts.items())
    )
    said += ". " + ", ".join(f"{name} {_ms(value)}" for name, value in marked.items())
    floor, tall = _HIGH - _BOTTOM, _HIGH - _BOTTOM - _TOP - 16
    marks = [f'<line class="axis" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{floor}" y2="{floor}"/>']
    for step, count in sorted(times.counts.items()):
        high = max(1.0, tall * count / most)
        marks.append(
            f'<rect class="bar" x="{_LEFT + (step - first) * width + 1:.1f}" y="{floor - high:.1f}"'
            f' width="{max(width - 2, 1):.1f}" height="{high:.1f}"/>'
        )
    every = max(1, (last - first) // 6 + 1)
    for step in range(first, last + 1, every):
        marks.append(_text(_LEFT + (step - first) * width, floor + 16, _ms(_edge(step)), "middle"))
    for name, value in marked.items():
        x = _LEFT + (_place(value) - first) * width
        if name != "max" and _LEFT <= x <= _WIDE - _RIGHT:
            marks += [
                f'<line class="guide" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP + 2}" y2="{floor}"/>',
                _text(x, _TOP - 2, name, "middle", "strong"),
            ]
    marks.append(_text((_LEFT + _WIDE - _RIGHT) / 2, _HIGH - 6, "time to an answer", "middle"))
    marks.append(_text(_LEFT - 6, floor - tall + 4, str(most), "end"))
    marks.append(_text(_LEFT - 6, floor, "0", "end"))
    return _plot("Times", said, marks)


def _plot(title: str, said: str, marks: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="plot" role="img" viewBox="0 0 {_WIDE} {_HIGH}"><title>{escape(title)}</title>'
        f"<desc>{escape(said)}</desc>{''.join(marks)}</svg>"
    )


def _grid(across: str, up: str) -> Sequence[str]:
    made = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = _x(share), _y(share)
        made += [
            f'<line class="tick" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>',
            _text(x, _HIGH - _BOTTOM + 16, f"{share:g}", "middle"),
            _text(_LEFT - 6, y + 4, f"{share:g}", "end"),
        ]
    middle = (_TOP + _HIGH - _BOTTOM) / 2
    return [
        *made,
        _text((_LEFT + _WIDE - _RIGHT) / 2, _HIGH - 6, across, "middle"),
        f'<text x="12" y="{middle:.1f}" text-anchor="middle"'
        f' transform="rotate(-90 12 {middle:.1f})">{escape(up)}</text>',
    ]


def _text(x: float, y: float, words: str, anchor: str, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _x(share: float) -> float:
    return _LEFT + share * (_WIDE - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HIGH - _BOTTOM - share * (_HIGH - _BOTTOM - _TOP)


def _edge(step: int) -> float:
    return float(10 ** (step / STEPS_A_DECADE))


def _place(ms: float) -> float:
    from math import log10

    return STEPS_A_DECADE * log10(max(ms, 0.1))


def _ms(value: float) -> str:
    if value >= 9_950:
        return f"{value / 1000:.0f} s"
    if value >= 995:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 9.95 else f"{value:.1f} ms"


def _spread(items: Sequence[CurvePoint], most: int) -> Sequence[CurvePoint]:
    """At most that many of the items, the first and the last among them, evenly spread."""
    if len(items) <= most:
        return items
    return [items[round(at * (len(items) - 1) / (most - 1))] for at in range(most)]
