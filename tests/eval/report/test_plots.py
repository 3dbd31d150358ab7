"""Plots as SVG: where their marks stand, and what they say to who does not see them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from eval.report.plots import Operating, Times, intervals, latency, risk_coverage
from eval.scores.figures import FIGURES
from eval.scores.values import Curve, CurvePoint, Estimate

shares = st.floats(0, 1)


@given(st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=3))
def test_intervals_stay_on_the_scale_and_are_said(values: list[tuple[float, ...]]) -> None:
    named = [
        (f"group {at}", Estimate(sorted(each)[1], min(each), max(each), 12))
        for at, each in enumerate(values)
    ]
    drawn = ET.fromstring(intervals(FIGURES["hit@1"], named))
    for mark in drawn.iter("line"):
        assert 0 <= float(mark.attrib["x1"].rstrip("%")) <= 100
        assert float(mark.attrib["x1"].rstrip("%")) <= float(mark.attrib["x2"].rstrip("%"))
    said = drawn.findtext("desc") or ""
    assert all(f"{name} {each.mean:.3f}" in said for name, each in named)
    assert said.count("n 12") == len(named)


def test_groups_have_shapes_of_their_own() -> None:
    one = Estimate(0.5, 0.4, 0.6, 40)
    drawn = str(intervals(FIGURES["hit@1"], [("Arabic", one), ("English", one)]))
    assert drawn.count("<circle") == 1
    assert drawn.count("<path") == 1


def test_a_group_without_the_figure_leaves_its_line_empty() -> None:
    drawn = intervals(FIGURES["hit@1"], [("Arabic", None), ("English", Estimate(1, 1, 1, 3))])
    assert 'class="g1"' in drawn
    assert 'class="g0"' not in drawn


def test_names_of_groups_are_escaped() -> None:
    drawn = intervals(FIGURES["hit@1"], [("<script>", Estimate(0.5, 0.4, 0.6, 40))])
    assert "<script>" not in drawn


def test_the_curve_tells_its_area_and_where_the_run_stands() -> None:
    points = tuple(CurvePoint(1 - n / 10, n / 10, n / 20) for n in range(1, 11))
    drawn = ET.fromstring(risk_coverage(Curve(points, 0.275, 10), Operating(10, 8, 2)))
    said = drawn.findtext("desc") or ""
    assert "Area under the curve 0.275 over 10 questions" in said
    assert "The run answered 0.80 of them with a risk of 0.25" in said
    here = next(each for each in drawn.iter("circle"))
    line = next(each for each in drawn.iter("polyline"))
    xs = [float(pair.split(",")[0]) for pair in line.attrib["points"].split()]
    assert xs == sorted(xs)
    assert xs[6] < float(here.attrib["cx"]) < xs[8]


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=50))
def test_every_time_is_in_the_histogram(values: list[float]) -> None:
    times = Times()
    for value in values:
        times.add(value)
    drawn = ET.fromstring(latency(times, {"p50": values[0], "max": max(values)}))
    counts = [int(n) for n in re.findall(r": (\d+)[;.]", drawn.findtext("desc") or "")]
    assert sum(counts) == len(values)
    bars = list(drawn.iter("rect"))
    assert len(bars) == len(counts)
    for bar in bars:
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= 420


def test_no_times_no_plot() -> None:
    assert latency(Times(), {}) == ""
