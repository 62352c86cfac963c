"""Bars of a result: one scale for all, a dot for every point as long as dots can be told apart."""

import pytest

from participation.hall.bars import HEIGHT, WIDTH, bars_for


def test_bar_has_a_dot_for_every_point():
    assert [len(bar.dots) for bar in bars_for([7, 0, 3])] == [7, 0, 3]


@pytest.mark.parametrize("most", [1, 5, 25, 60, 120, 300, 5000])
def test_longest_bar_stays_within_the_drawing(most):
    longest, shorter = bars_for([most, most // 2])
    assert shorter.length <= longest.length <= WIDTH


@pytest.mark.parametrize("most", [1, 25, 60, 120, 300])
def test_every_dot_lies_inside_its_bar(most):
    (bar,) = bars_for([most])
    outside = [dot for dot in bar.dots if not (bar.radius <= dot[0] <= bar.length - bar.radius and 0 < dot[1] < HEIGHT)]
    assert outside == []


def test_thousands_of_points_are_drawn_without_dots():
    (bar,) = bars_for([5000])
    assert (bar.dots, bar.length) == ((), pytest.approx(WIDTH, abs=0.5))


def test_result_without_any_point_has_empty_bars():
    assert [bar.length for bar in bars_for([0, 0])] == [0, 0]
