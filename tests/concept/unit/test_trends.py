"""How an indicator moves: figures in words, gaps, scales, and the drawing."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from participation.concept.figures import find_figure
from participation.concept.trends import (
    LARGE,
    PAPER,
    SMALL,
    Point,
    Trend,
    Voice,
    describe_trend,
    draw_for_paper,
    draw_trend,
)
from participation.concept.trends.canvas import Figures, Years
from participation.concept.trends.names import Box
from participation.i18n import speaking

SVG = "{http://www.w3.org/2000/svg}"
YEARLY = tuple(Point(date(year, 12, 31), value) for year, value in ((2016, 18), (2017, 21.5), (2018, 24)))


def a_trend(points=YEARLY, **values):
    defaults = {"name": "Kurse", "unit": "%", "direction": "up", "source": "", "baseline": "18", "target": "60 %"}
    return Trend(**defaults | values, points=tuple(points))


def drawn(trend, canvas=LARGE, direction="ltr", tag="de", **values):
    with speaking(tag):
        return ET.fromstring(draw_trend(trend, canvas, Voice(direction, "de", "7", **values)))  # noqa: S314 - our own


def texts(drawing):
    return [element.text for element in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("60", 60),
        ("60 %", 60),
        ("12,5%", 12.5),
        ("1.200 %", 1200),
        ("mindestens 60 %", None),
        ("60 (2015)", None),
        ("", None),
    ],
)
def test_target_is_drawn_only_when_it_is_a_figure(text, figure):
    assert find_figure(text, "%") == figure


def test_line_is_broken_where_a_value_was_left_out():
    points = (*YEARLY, Point(date(2022, 12, 31), 34.5), Point(date(2023, 12, 31), 41))
    assert [len(run) for run in a_trend(points).runs] == [3, 2]


def test_values_at_the_usual_distance_are_one_run():
    points = [Point(date(2024, month, 1), 1.0) for month in (1, 3, 4, 6, 7)]
    assert [len(run) for run in a_trend(points).runs] == [5]


def test_two_values_however_far_apart_are_one_run():
    assert [len(run) for run in a_trend((YEARLY[0], Point(date(2026, 1, 1), 3))).runs] == [2]


def test_trend_as_it_was_known_on_a_day_lacks_later_values():
    assert a_trend().until(date(2017, 12, 31)).points == YEARLY[:2]


def test_values_of_a_period_begin_after_its_first_day_and_include_its_last():
    assert a_trend().between(date(2016, 12, 31), date(2018, 12, 31)) == YEARLY[1:]


@pytest.mark.parametrize(
    ("figures", "labels"),
    [
        ((18, 52.5, 60), [0, 10, 20, 30, 40, 50, 60]),
        ((240, 303), [240, 260, 280, 300, 320]),
        ((-3, 4), [-4, -2, 0, 2, 4]),
        ((5, 5), [0, 1, 2, 3, 4, 5]),
        ((1250,), [0, 500, 1000, 1500]),
        ((-5,), [-5, -4, -3, -2, -1, 0]),
        ((0.01, 0.04), [0, 0.01, 0.02, 0.03, 0.04]),
        ((0, 0), [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_scale_has_round_figures_around_all_that_is_shown(figures, labels):
    assert Figures.around(figures, 6).labelled() == labels


def test_days_stand_true_to_scale():
    years = Years.around([date(2023, 5, 1), date(2025, 2, 1)])
    assert (years.share(date(2023, 1, 1)), years.share(date(2025, 12, 31))) == (0, 1)
    assert years.share(date(2024, 7, 2)) == pytest.approx(0.5, abs=0.001)


def test_years_get_no_more_labels_than_fit():
    assert list(Years(2001, 2025).labelled(6)) == [2001, 2006, 2011, 2016, 2021]


def test_drawing_names_itself_and_says_in_words_what_it_shows(app):
    with app.app_context():
        drawing = drawn(a_trend(), tag="en")
    assert drawing.get("aria-labelledby") == "trend-7-title trend-7-description"
    assert [drawing.find(f"{SVG}{name}").text for name in ("title", "desc")] == [
        "Kurse",
        "From 18 (31 Dec 2016) to 24 (31 Dec 2018) · should rise · Baseline: 18 · Target: 60 %",
    ]


def test_drawing_shows_baseline_target_and_the_last_value(app):
    with app.app_context():
        drawing = drawn(a_trend(), tag="en")
    assert texts(drawing)[-3:] == ["Target: 60 %", "Baseline: 18", "24"]
    assert len(drawing.findall(f"{SVG}circle")) == 3
    assert [len(line.get("points").split()) for line in drawing.findall(f"{SVG}polyline")] == [3]


@pytest.mark.parametrize("canvas", [SMALL, LARGE, PAPER])
@pytest.mark.parametrize(
    ("baseline", "values"), [("41", (41, 58)), ("0", (0, 12)), ("0.5", (0.5, 70)), ("-3", (-3, 60))]
)
def test_no_name_of_a_line_stands_in_the_years(app, canvas, baseline, values):
    points = [Point(date(year, 12, 31), value) for year, value in enumerate(values, 2024)]
    with app.app_context():
        drawing = drawn(a_trend(points, baseline=baseline, target="75"), canvas)
    names = [text for text in drawing.iter(f"{SVG}text") if text.get("class") == "trend__name"]
    assert [text.text for text in names if float(text.get("y")) > canvas.bottom] == []


def side_of_baseline(drawing):
    (line,) = [line for line in drawing.iter(f"{SVG}line") if line.get("class") == "trend__baseline"]
    (name,) = [text for text in drawing.iter(f"{SVG}text") if (text.text or "").startswith("Ausgangswert")]
    return "below" if float(name.get("y")) > float(line.get("y1")) else "above"


@pytest.mark.parametrize("canvas", [SMALL, LARGE])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("values", "side"), [((38, 41, 52), "above"), ((44, 48, 52), "below")])
def test_name_of_a_line_stands_where_the_course_does_not_run_through_it(app, canvas, direction, values, side):
    points = [Point(date(year, 12, 31), value) for year, value in zip((2021, 2023, 2025), values, strict=True)]
    with app.app_context():
        drawing = drawn(a_trend(points, baseline="41", target="75"), canvas, direction)
    assert side_of_baseline(drawing) == side


def test_names_of_lines_that_lie_close_together_stay_on_the_outer_sides(app):
    points = [Point(date(year, 12, 31), value) for year, value in ((2021, 55), (2023, 56), (2025, 90))]
    with app.app_context():
        drawing = drawn(a_trend(points, baseline="58", target="60"))
    assert side_of_baseline(drawing) == "below"


@pytest.mark.parametrize(
    ("run", "is_crossed"),
    [
        ([(0, 50), (200, 50)], True),
        ([(0, 90), (200, 90)], False),
        ([(0, 90), (120, 50), (200, 90)], True),
        ([(0, 50), (70, 50)], False),
        ([(120, 52)], True),
        ([(120, 90)], False),
    ],
)
def test_text_is_crossed_by_the_course_that_passes_through_its_room(run, is_crossed):
    assert Box(100, 40, 150, 60).is_crossed(run) is is_crossed


def test_target_in_words_draws_no_line(app):
    with app.app_context():
        drawing = drawn(a_trend(target="mehr", baseline=""))
    assert [line for line in drawing.findall(f"{SVG}line") if line.get("class") == "trend__target"] == []


def test_time_runs_from_right_to_left_where_people_read_so(app):
    with app.app_context():
        places = {
            direction: [float(point.get("cx")) for point in drawn(a_trend(), SMALL, direction).findall(f"{SVG}circle")]
            for direction in ("ltr", "rtl")
        }
    assert places["rtl"] == pytest.approx([SMALL.width - place for place in places["ltr"]])


def test_paper_gets_its_texts_apart_with_anchors_that_know_no_direction(app):
    with app.app_context(), speaking("en"):
        found = {way: draw_for_paper(a_trend(), PAPER, Voice(way, "de", for_paper=True)) for way in ("ltr", "rtl")}
    assert ["<text" in drawing for drawing, _labels in found.values()] == [False, False]
    labels = {way: next(label for label in found[way][1] if label.text == "Target: 60 %") for way in found}
    assert [(label.anchor, label.bold) for label in labels.values()] == [("start", False), ("end", False)]
    assert labels["rtl"].across == pytest.approx(PAPER.width - labels["ltr"].across)


def test_nothing_of_a_drawing_is_a_style_or_a_script(app):
    with app.app_context():
        elements = list(drawn(a_trend()).iter())
    assert [element.tag for element in elements if "style" in element.attrib or element.tag.endswith("script")] == []


def test_name_with_signs_of_markup_stays_text(app):
    with app.app_context():
        drawing = drawn(a_trend(name="<script>&", unit="<b>"))
    assert drawing.find(f"{SVG}title").text == "<script>&"


def test_trend_without_values_says_so(app):
    with app.app_context(), speaking("en"):
        assert describe_trend(a_trend((), direction="", baseline="", target="")) == "There is no value yet."
