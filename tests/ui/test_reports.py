"""A report: one page that stands by itself, its charts with their tables, open to everyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from presszero.ui.charts import Band, Chart, Series, figure, table
from presszero.ui.charts.scales import grid_values
from presszero.ui.reports import figures, report_page, section


def a_chart(places: int = 28) -> Chart:
    labels = [f"{7 + place // 2:02}:{place % 2 * 30:02}" for place in range(places)]
    expected: list[float | None] = [50 + 10 * (place % 9) for place in range(places)]
    known: list[float | None] = [
        value if place < places // 2 else None for place, value in enumerate(expected)
    ]
    return Chart(
        says="Calls peak at 11:00 <and> again at 15:30.",
        counts="calls",
        along="half-hour",
        labels=labels,
        series=[
            Series("so far", known),
            Series("expected", expected, look="ahead"),
            Series("staffed", [60.0] * places, look="c2", steps=True),
        ],
        bands=[Band("4 of 5 days", [40.0] * places, [150.0] * places)],
        now=places // 2,
    )


def a_page() -> str:
    bars = Chart(
        "Most miss by little.", "days", "miss", ["0", "5", "10"], [Series("days", [9, 4, 1], bars=True)]
    )
    return report_page(
        "Forecast for calls.csv",
        section("What to expect", figure(a_chart()), says="Tomorrow looks like last Tuesday."),
        section("How good it was", figures([("5.2 %", "off, one day ahead")]), figure(bars)),
        section("Beside others", table(["Method", "WAPE"], [["ours", "5.2 %"], ["same weekdays", "7.2 %"]])),
        lead="12,400 calls tomorrow, between 11,600 and 13,200 on four days of five.",
    )


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_report_is_clean_for_axe_and_never_wider_than_its_window(
    scheme: str, width: int, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text(a_page())
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto((tmp_path / "report.html").as_uri())
    for drop in page.locator("details").all():
        drop.evaluate("(one) => { one.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    context.close()
    # The page's own rule forbids scripts, axe's too: it looks at a copy without the rule.
    (tmp_path / "copy.html").write_text(re.sub(r"<meta http-equiv[^>]*>", "", a_page()))
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((tmp_path / "copy.html").as_uri())
    for drop in page.locator("details").all():
        drop.evaluate("(one) => { one.open = true }")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_report_asks_for_nothing_from_outside_and_runs_nothing() -> None:
    page = a_page()
    assert not re.search(r"(src|href)=|url\(|@import|<script|\sstyle=|\son[a-z]+=", page)
    assert "default-src 'none'" in page


def test_chart_stands_with_its_sentence_and_the_same_as_a_table() -> None:
    drawn = figure(a_chart())
    assert drawn.count("<svg") == 2 and "The same as a table" in drawn
    assert '<th scope="row">07:00</th><td class="n">50</td>' in drawn and "40 to 150" in drawn


def test_words_of_a_stranger_stay_words() -> None:
    page = report_page("<script>", section("<b>", table(["<i>"], [["<u>"]]), says="<s>"), lead="<em>")
    assert not re.search(r"<(script|b|i|u|s|em)>", page)
    assert "&lt;and&gt;" in figure(a_chart())


def test_gap_is_left_open_in_line_and_band() -> None:
    gap: list[float | None] = [1, None, 3, 4]
    chart = Chart(
        "A gap.", "calls", "hour", list("abcd"), [Series("calls", gap)], [Band("b", gap, [2, None, 4, 5])]
    )
    drawn = figure(chart)
    line = re.search(r'class="past" d="([^"]*)"', drawn)
    band = re.search(r'class="near" d="([^"]*)"', drawn)
    assert line and line[1].count("M") == 2
    assert band and band[1].count("M") == 2
    assert "–" in drawn


@given(st.floats(-1e6, 0), st.floats(0.001, 1e9))
def test_grid_spans_the_values_with_few_round_lines(low: float, high: float) -> None:
    rows = grid_values(low, high)
    assert rows[0] <= low + 1e-9 and rows[-1] >= high * (1 - 1e-9)
    assert 2 <= len(rows) <= 9 and 0.0 in rows
