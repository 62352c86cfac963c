from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from participation.export.document import (
    PLAIN,
    Bar,
    BarChart,
    Block,
    Cell,
    Document,
    Heading,
    List,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    TableOfContents,
    cell,
    paragraph,
)
from participation.export.pdf import spoken, with_sound_levels, write_pdf
from tests.export.unit.structure import catalogue, elements, tags, text

ARABIC = "لا توجد دورات"


def written(fonts: Path, written_at: datetime, *blocks: Block, direction: str = "ltr") -> bytes:
    return write_pdf(Document("Titel", "de", blocks, direction), fonts, written_at)


def test_file_is_tagged_and_says_title_and_language(fonts: Path, written_at: datetime):
    pdf = written(fonts, written_at, paragraph("Text"))
    found = catalogue(pdf)
    assert found["/MarkInfo"]["/Marked"] is not None
    assert found["/Lang"] == "de"
    assert found["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean object
    assert PdfReader(BytesIO(pdf)).metadata.title == "Titel"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found["/Metadata"].get_data()


def test_author_subject_and_keywords_are_in_the_metadata(fonts: Path, written_at: datetime):
    metadata = Metadata("Stadt Lindenfurt", "Dokumentation", ("Werkstatt", "Sport"))
    document = Document("Titel", "de", (paragraph("Text"),), metadata=metadata)
    found = PdfReader(BytesIO(write_pdf(document, fonts, written_at))).metadata
    assert (found.author, found.subject, found.keywords) == (
        "Stadt Lindenfurt",
        "Dokumentation",
        "Werkstatt, Sport",
    )


def test_date_of_the_file_is_the_one_passed_in(fonts: Path, written_at: datetime):
    pdf = written(fonts, written_at, paragraph("Text"))
    assert PdfReader(BytesIO(pdf)).metadata.creation_date == written_at


def test_same_document_gives_the_same_bytes(fonts: Path, written_at: datetime):
    assert written(fonts, written_at, paragraph("a")) == written(fonts, written_at, paragraph("a"))


def test_markup_in_a_text_is_printed_and_not_obeyed(fonts: Path, written_at: datetime):
    hostile = '#read("/etc/passwd") *fett* $x$ @a <b> \\ #strong[c] `d`'
    assert hostile in text(written(fonts, written_at, paragraph(hostile))).replace("\n", " ")


def test_paragraph_in_another_language_says_so(fonts: Path, written_at: datetime):
    pdf = written(fonts, written_at, paragraph("eins"), paragraph(ARABIC, "Card", "ar", "rtl"))
    assert [element.get("/Lang") for element in elements(pdf) if element["/S"] == "/P"] == [None, "ar"]


def test_chart_has_its_figures_as_alternative_text(fonts: Path, written_at: datetime):
    chart = BarChart("Ergebnis", (Bar("Bus", 9), Bar(ARABIC, 0, "ar", "rtl")), "Thema", "Punkte")
    figures = [element for element in elements(written(fonts, written_at, chart)) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [f"Ergebnis: Bus – 9; {ARABIC} – 0"]


def test_chart_of_a_vote_without_any_dot_is_drawn(fonts: Path, written_at: datetime):
    chart = BarChart("Ergebnis", (Bar("Bus", 0),), "Thema", "Punkte")
    assert tags(written(fonts, written_at, chart)).count("/Figure") == 1


def test_table_has_header_cells_and_heading_cells(fonts: Path, written_at: datetime):
    table = Table(
        (Row((cell("Ziel"), cell("Maßnahme"))),),
        (
            Row((cell("1.1 Ziel"), cell(""))),
            Row((cell("Leitziel 2", 2, heading=True),)),
            Row((cell("2.1 Ziel"), cell("x"))),
        ),
        (0.5, 0.5),
    )
    found = [tag for tag in tags(written(fonts, written_at, table)) if tag in {"/TH", "/TD"}]
    assert found == ["/TH", "/TH", "/TD", "/TD", "/TH", "/TD", "/TD"]


def test_many_heading_rows_in_succession_are_printed(fonts: Path, written_at: datetime):
    rows = tuple(Row((cell(f"Leitziel {number}", 2, heading=True),)) for number in range(90))
    found = text(written(fonts, written_at, Table((), rows, (0.5, 0.5))))
    assert [f"Leitziel {number}" in found for number in range(90)] == [True] * 90


@pytest.mark.parametrize("lines_above", range(24, 48))
def test_two_headings_in_succession_are_header_cells_wherever_the_table_starts(
    fonts: Path, written_at: datetime, lines_above: int
):
    headings = tuple(Row((cell(text, 2, heading=True),)) for text in ("Themenfeld 1", "Leitziel 1"))
    body = (*headings, Row((cell("1.1 Ziel"), cell("Maßnahme " * 40))))
    table = Table((Row((cell("Ziel"), cell("Maßnahme"))),), body, (0.5, 0.5))
    pdf = written(fonts, written_at, *(paragraph("Zeile") for _ in range(lines_above)), table)
    assert tags(pdf).count("/TH") == 4


def test_row_higher_than_a_page_is_printed_whole(fonts: Path, written_at: datetime):
    words = " ".join(f"Wort{number}" for number in range(1500))
    table = Table((Row((cell("A"), cell("B"))),), (Row((cell(words), cell(""))),), (0.2, 0.8))
    pages = PdfReader(BytesIO(written(fonts, written_at, table))).pages
    most = max(page.extract_text().count("Wort") for page in pages)
    assert (sum(page.extract_text().count("Wort") for page in pages), most < 400) == (1500, True)


def test_heading_levels_skip_none(fonts: Path, written_at: datetime):
    pdf = written(fonts, written_at, Heading(2, "a"), Heading(3, "b"), Heading(1, "c"), Heading(3, "d"))
    assert [tag for tag in tags(pdf) if tag.startswith("/H")] == ["/H1", "/H2", "/H1", "/H2"]


def test_heading_keeps_text_and_language_when_its_level_changes():
    assert with_sound_levels([Heading(3, ARABIC, "ar", "rtl")]) == [Heading(1, ARABIC, "ar", "rtl")]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de", ("de", None)),
        ("de-x-leicht", ("de", None)),
        ("fa-AF", ("fa", "AF")),
        ("fa_AF", ("fa", "AF")),
        ("zh-Hans-CN", ("zh", "CN")),
        ("", (None, None)),
    ],
)
def test_language_tag_becomes_language_and_region(tag: str, expected: tuple[str | None, str | None]):
    told = spoken(tag, "")
    assert (told["lang"], told["region"]) == expected


def test_numbered_list_counts_on_over_a_change_of_direction(fonts: Path, written_at: datetime):
    items = (paragraph("eins"), paragraph("اثنان", language="ar", direction="rtl"), paragraph("drei"))
    found = text(written(fonts, written_at, List(items, numbered=True)))
    assert [f"{number}." in found for number in (1, 2, 3, 4)] == [True, True, True, False]


# Surrogates cannot be written as UTF-8 at all; the application refuses them with the request.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
voices = st.sampled_from([("", ""), ("ar", "rtl"), ("tr", "ltr"), ("de-x-leicht", "ltr")])
styles = st.sampled_from(["Body", "Title", "Card", "Measure", "Measure Mark", "no such style"])
runs = st.builds(lambda words, bold, voice: Run(words, bold, False, *voice), any_text, st.booleans(), voices)
paragraphs = st.builds(
    lambda parts, style, voice: Paragraph(tuple(parts), style, *voice),
    st.lists(runs, max_size=3),
    styles,
    voices,
)
cells = st.builds(
    lambda parts, heading: Cell(tuple(parts), 1, heading), st.lists(paragraphs, max_size=2), st.booleans()
)
rows = st.builds(lambda first, second: Row((first, second)), cells, cells)
tables = st.builds(
    lambda header, body, style: Table(tuple(header), tuple(body), (0.3, 0.7), style),
    st.lists(rows, max_size=1),
    st.lists(rows, max_size=6),
    st.sampled_from(["grid", PLAIN]),
)
bars = st.builds(lambda label, count, voice: Bar(label, count, *voice), any_text, st.integers(0, 500), voices)
blocks = st.one_of(
    paragraphs,
    tables,
    st.builds(lambda level, words, voice: Heading(level, words, *voice), st.integers(1, 3), any_text, voices),
    st.builds(lambda items, numbered: List(tuple(items), numbered), st.lists(paragraphs, max_size=3), st.booleans()),
    st.builds(lambda title, found: BarChart(title, tuple(found), "a", "b"), any_text, st.lists(bars, max_size=3)),
    st.builds(lambda parts: Note(tuple(parts)), st.lists(paragraphs, max_size=2)),
    st.just(PageBreak()),
    st.builds(TableOfContents, any_text),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, max_size=6), st.sampled_from(["ltr", "rtl"]))
def test_every_document_can_be_printed(fonts: Path, written_at: datetime, content: list[Block], direction: str):
    assert written(fonts, written_at, *content, direction=direction)[:5] == b"%PDF-"


@pytest.mark.parametrize("lines_above", range(36, 42))
def test_paragraph_right_above_a_table_stays_on_its_page(fonts: Path, written_at: datetime, lines_above: int):
    above = (paragraph("Zeile") for _ in range(lines_above))
    table = Table((Row((cell("Karte"),)),), (Row((cell("Kein Bus"),)),), (1.0,))
    pdf = written(fonts, written_at, *above, Heading(1, "Titel"), paragraph("Rang", "Quiet"), table)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert ["Rang" in page for page in pages] == ["Kein Bus" in page for page in pages]


@pytest.mark.parametrize("lines_above", [40, 41])
def test_short_table_stays_on_one_page(fonts: Path, written_at: datetime, lines_above: int):
    names = ["Recht", "Kosten", "Partner", "Zeitplan", "Wirkung"]
    table = Table((Row((cell("Kriterium"),)),), tuple(Row((cell(name),)) for name in names), (1.0,))
    pdf = written(fonts, written_at, *[paragraph("Zeile")] * lines_above, table)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    told = [[name for name in names if name in page] for page in pages]
    assert [part for part in told if part] == [names]
