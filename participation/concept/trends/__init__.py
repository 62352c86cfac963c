"""How an indicator moves over time: its values with what they are to reach, drawn as SVG with the same as a table."""

from participation.concept.trends.canvas import LARGE, PAPER, SMALL, Canvas
from participation.concept.trends.drawing import Label, Voice, draw_for_paper, draw_trend
from participation.concept.trends.trend import Point, Trend, trend_of
from participation.concept.trends.words import describe_trend, direction_in_words

__all__ = [
    "LARGE",
    "PAPER",
    "SMALL",
    "Canvas",
    "Label",
    "Point",
    "Trend",
    "Voice",
    "describe_trend",
    "direction_in_words",
    "draw_for_paper",
    "draw_trend",
    "trend_of",
]
