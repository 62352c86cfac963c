"""The printed form of a concept chapter: one vocabulary for the exporter that writes it and the reader that reads it.

Document (DOCX): the first paragraph in style Title is the concept's title. Anywhere stand paragraphs "Label: value" in
style "Concept Detail" (`concept_details`: language, city, edition, levels, fields of action). Per top goal there is a
Heading 1 (`heading_line` again, for navigation; the reader skips it) and a table. Beside the goals it has, in the form
`ChapterForm.MEASURES`, columns for measures and fields of action; in the form `ChapterForm.INDICATORS` one for
indicators and, where the concept has any, one for measures and one for fields.

- A goal of the lowest level is a row of a cell for each column: goal ("1.1 text", style "Goal"), measures, fields.
- A goal of any higher level is a heading, "Leitziel 2: text" in style "Goal Heading": one cell merged over all
  columns; where it has indicators, measures or fields of its own, the row stays unmerged and they stand in the cells
  where a lowest goal has them. So a goal without children hangs at any depth, and inner goals have measures.
- Indicators are paragraphs in style "Indicator" in the goal's cell, below its text; in a column of their own see
  `indicator_cell`.
- A goal that is printed at several places has, at each further one, a paragraph in style "Goal Repeated" below its text
  that tells where it stands in full.
- Measures: see `measure_paragraphs`. A paragraph in style "Measure" begins each; its title is in bold type, its number
  before it is not; without a title the text stands there in plain type.
- A newline within a text is a line break within the paragraph.

`chapter(tree, language, form)` lays all that out; the exporter only has to print `Chapter`.

Sheets (XLSX, CSV): see `columns`.
"""

from participation.concept.chapter.choosing import ChapterForm, suggest_form
from participation.concept.chapter.columns import (
    all_columns,
    columns,
    concept_rows,
    goal_rows,
    measure_rows,
    protect_cell,
    unprotect_cell,
)
from participation.concept.chapter.form import (
    Chapter,
    ChapterTable,
    Line,
    Row,
    chapter,
    column_headers,
    concept_details,
    measure_details,
    measure_paragraphs,
    parse_levels,
)
from participation.concept.chapter.indicator_cell import indicator_cell, parse_indicator_cell
from participation.concept.chapter.lines import (
    JOINER,
    field_list,
    format_mark,
    goal_line,
    heading_line,
    indicator_line,
    measure_line,
    parse_field_list,
    parse_goal_line,
    parse_heading_line,
    parse_indicator_line,
    parse_mark,
    parse_measure_line,
)
from participation.concept.chapter.readings import parse_value_list, written_day
from participation.concept.chapter.vocabulary import (
    ATTRIBUTES,
    INTEGRATION_PHASES,
    SPATIAL_REFERENCES,
    STATES,
    STYLE_CONCEPT_DETAIL,
    STYLE_GOAL,
    STYLE_GOAL_HEADING,
    STYLE_GOAL_REPEATED,
    STYLE_INDICATOR,
    STYLE_INDICATOR_DETAIL,
    STYLE_INDICATOR_NAME,
    STYLE_MEASURE,
    STYLE_MEASURE_DETAIL,
    STYLE_MEASURE_MARK,
    STYLE_MEASURE_TEXT,
    Names,
    choice_in_words,
    key_of_choice,
    key_of_label,
    key_of_value,
    names_of,
    value_in_words,
    word,
)

__all__ = [
    "ATTRIBUTES",
    "INTEGRATION_PHASES",
    "JOINER",
    "SPATIAL_REFERENCES",
    "STATES",
    "STYLE_CONCEPT_DETAIL",
    "STYLE_GOAL",
    "STYLE_GOAL_HEADING",
    "STYLE_GOAL_REPEATED",
    "STYLE_INDICATOR",
    "STYLE_INDICATOR_DETAIL",
    "STYLE_INDICATOR_NAME",
    "STYLE_MEASURE",
    "STYLE_MEASURE_DETAIL",
    "STYLE_MEASURE_MARK",
    "STYLE_MEASURE_TEXT",
    "Chapter",
    "ChapterForm",
    "ChapterTable",
    "Line",
    "Names",
    "Row",
    "all_columns",
    "chapter",
    "choice_in_words",
    "column_headers",
    "columns",
    "concept_details",
    "concept_rows",
    "field_list",
    "format_mark",
    "goal_line",
    "goal_rows",
    "heading_line",
    "indicator_cell",
    "indicator_line",
    "key_of_choice",
    "key_of_label",
    "key_of_value",
    "measure_details",
    "measure_line",
    "measure_paragraphs",
    "measure_rows",
    "names_of",
    "parse_field_list",
    "parse_goal_line",
    "parse_heading_line",
    "parse_indicator_cell",
    "parse_indicator_line",
    "parse_levels",
    "parse_mark",
    "parse_measure_line",
    "parse_value_list",
    "protect_cell",
    "suggest_form",
    "unprotect_cell",
    "value_in_words",
    "word",
    "written_day",
]
