import zipfile
from datetime import datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from participation.export.document import (
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
from participation.export.docx_markup import word_language
from participation.export.docx_writer import write_docx

ARABIC = "لا توجد دورات"


def opened(written_at: datetime, *blocks: Block, direction: str = "ltr"):
    metadata = Metadata("Stadt Lindenfurt", "Fassung 2026", ("Ziele", "Maßnahmen"))
    document = Document("Titel", "de", blocks, direction, metadata)
    return docx.Document(BytesIO(write_docx(document, written_at)))


def test_file_says_title_language_author_and_date(written_at: datetime):
    found = opened(written_at).core_properties
    assert (
        found.title,
        found.language,
        found.author,
        found.subject,
        found.keywords,
        found.created,
        found.modified,
    ) == (
        "Titel",
        "de",
        "Stadt Lindenfurt",
        "Fassung 2026",
        "Ziele, Maßnahmen",
        written_at,
        written_at,
    )


def test_same_document_gives_the_same_bytes(written_at: datetime):
    document = Document("Titel", "de", (paragraph("a"), List((paragraph("b"),), numbered=True)))
    assert write_docx(document, written_at) == write_docx(document, written_at)


def test_no_part_of_the_archive_carries_the_time_of_day(written_at: datetime):
    with zipfile.ZipFile(BytesIO(write_docx(Document("Titel", "de", ()), written_at))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_page_is_a4_with_page_numbers(written_at: datetime):
    word = opened(written_at, paragraph("a"))
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    footers = (section.first_page_footer, section.footer)
    fields = [[field.text for field in footer._element.iter(qn("w:instrText"))] for footer in footers]
    assert fields == [[" PAGE ", " NUMPAGES "]] * 2


def test_blocks_get_real_styles(written_at: datetime):
    names = ("Card", "Measure", "Measure Text", "Measure Detail", "Measure Mark", "Indicator", "Goal", "Goal Heading")
    blocks = (Heading(1, "a"), Heading(3, "b"), *(paragraph(name, name) for name in names))
    word = opened(written_at, *blocks)
    assert [found.style.name for found in word.paragraphs] == ["Heading 1", "Heading 3", *names]


def test_header_row_is_repeated_and_heading_row_is_merged(written_at: datetime):
    table = Table(
        (Row((cell("A"), cell("B"), cell("C"))),),
        (Row((cell("Thema", 3, heading=True),)), Row((cell("1"), cell("2"), cell("3")))),
        (0.3, 0.5, 0.2),
    )
    found = opened(written_at, table).tables[0]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in found.rows] == [True, False, False]
    assert [[part.text for part in row.cells] for row in found.rows] == [
        ["A", "B", "C"],
        ["Thema", "Thema", "Thema"],
        ["1", "2", "3"],
    ]


def test_row_is_kept_on_one_page_unless_it_is_long(written_at: datetime):
    rows = (Row((cell("kurz"), cell(""))), Row((cell("lang " * 100), cell(""))), Row((cell(""), cell("lang " * 100))))
    made = opened(written_at, Table((), rows, (0.8, 0.2))).tables[0].rows
    kept = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made]
    assert kept == [True, True, False]


def test_long_row_does_not_hold_on_to_the_next(written_at: datetime):
    long, short = (Cell((paragraph(text, "Goal Heading"),)) for text in ("lang " * 100, "kurz"))
    rows = (Row((long, cell("lang " * 100))), Row((short, cell(""))))
    made = opened(written_at, Table((), rows, (0.8, 0.2))).tables[0].rows
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made] == [False, None]


def upright(written_at: datetime, *names: str) -> list[bool]:
    """Which names of the columns stand upright in a table as wide as the page."""
    share = 0.8 / (len(names) - 1)
    header, row = Row(tuple(map(cell, names))), Row(tuple(cell("1") for _ in names))
    made = opened(written_at, Table((header,), (row,), (0.2, *[share] * (len(names) - 1)))).tables[0]
    return [part._tc.tcPr.find(qn("w:textDirection")) is not None for part in made.rows[0].cells]


def test_words_above_many_narrow_columns_stand_upright_before_they_are_cut(written_at: datetime):
    states = ("Entwurf", "Beschlossen", "In Umsetzung", "Umgesetzt", "Zurückgestellt", "Summe")
    assert upright(written_at, "Handlungsfeld", *states) == [False, *[True] * 6]
    assert upright(written_at, "Handlungsfeld", *"abcdef") == [False] * 7
    assert upright(written_at, "Handlungsfeld", "Aufenthaltserlaubnisverlängerungsantragsfristen") == [False] * 2


def test_right_to_left_paragraph_is_marked_with_its_language(written_at: datetime):
    found = opened(written_at, paragraph(ARABIC, "Card", "ar", "rtl")).paragraphs[0]
    assert found._p.pPr.find(qn("w:bidi")) is not None
    properties = found.runs[0]._r.rPr
    assert properties.find(qn("w:rtl")) is not None
    assert properties.find(qn("w:lang")).attrib == {qn("w:bidi"): "ar-SA"}


def test_right_to_left_run_in_a_german_paragraph_is_marked_alone(written_at: datetime):
    mixed = Paragraph((Run("Übersetzung: "), Run(ARABIC, language="ar", direction="rtl")))
    found = opened(written_at, mixed).paragraphs[0]
    assert found._p.pPr.find(qn("w:bidi")) is None
    assert [run._r.find(f".//{qn('w:rtl')}") is not None for run in found.runs] == [False, True]


def test_right_to_left_document_mirrors_tables_and_text(written_at: datetime):
    word = opened(written_at, paragraph(ARABIC), Table((), (Row((cell("a"),)),), (1.0,)), direction="rtl")
    assert word.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert word.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    section = [child.tag for child in word.sections[-1]._sectPr]
    assert section.index(qn("w:bidi")) == section.index(qn("w:docGrid")) - 1


@pytest.mark.parametrize(
    ("tag", "expected"), [("de-x-leicht", "de-DE"), ("tr", "tr-TR"), ("fa_AF", "fa-AF"), ("ku", "ku")]
)
def test_language_tag_is_one_that_word_knows(tag: str, expected: str):
    assert word_language(tag) == expected


def test_line_feeds_and_tabs_in_a_text_stay(written_at: datetime):
    assert opened(written_at, paragraph("eins\nzwei\tdrei\r\nvier")).paragraphs[0].text == "eins\nzwei\tdrei\nvier"


def test_control_characters_are_left_out(written_at: datetime):
    assert opened(written_at, paragraph("a\x00b\x0bc\ufffed")).paragraphs[0].text == "abcd"


def test_title_of_a_measure_is_bold_and_its_number_is_not(written_at: datetime):
    found = opened(written_at, Paragraph((Run("1. "), Run("Bildungstag", bold=True)), "Measure")).paragraphs[0]
    assert [(run.text, run.bold) for run in found.runs] == [("1. ", None), ("Bildungstag", True)]
    assert found.style.font.bold is False


def test_numbered_lists_count_from_one_each(written_at: datetime):
    one = List((paragraph("a"), paragraph("b")), numbered=True)
    numbers = [found._p.pPr.numPr.numId.val for found in opened(written_at, one, one).paragraphs]
    assert (numbers[0] == numbers[1], numbers[1] == numbers[2], numbers[2] == numbers[3]) == (True, False, True)


def test_chart_is_printed_as_a_table_of_counts(written_at: datetime):
    chart = BarChart("Ergebnis", (Bar("Bus", 9), Bar(ARABIC, 0, "ar", "rtl")), "Thema", "Punkte")
    word = opened(written_at, chart)
    assert word.paragraphs[0].text == "Ergebnis"
    assert [[part.text for part in row.cells] for row in word.tables[0].rows] == [
        ["Thema", "Punkte"],
        ["Bus", "9"],
        [ARABIC, "0"],
    ]


def contents_of(word):
    """The lines of the contents as (style, text, bookmark), and the instruction of their field."""
    framed = word.element.body.find(qn("w:sdt"))
    lines = [WordParagraph(found, word) for found in framed.iter(qn("w:p"))]
    links = [[link.get(qn("w:anchor")) for link in line._p.iter(qn("w:hyperlink"))] for line in lines]
    instruction = "".join(told.text for told in framed.iter(qn("w:instrText")))
    return [(line.style.name, line.text, *link) for line, link in zip(lines, links, strict=True)], instruction.strip()


def test_contents_lead_to_headings_and_to_paragraphs_of_tables_that_have_a_level(written_at: datetime):
    listed = Paragraph((Run("b"),), "Goal Heading", outline=2)
    table = Table((), (Row((Cell((listed, paragraph("Text"))),)),), (1.0,))
    blocks = (TableOfContents("Inhalt", 2), PageBreak(), Heading(1, "a"), table, Heading(3, "c"), Heading(1, ARABIC))
    word = opened(written_at, *blocks)
    lines, instruction = contents_of(word)
    assert lines == [
        ("TOC Heading", "Inhalt"),
        ("toc 1", "a", "_Toc00000001"),
        ("toc 2", "b", "_Toc00000002"),
        ("toc 1", ARABIC, "_Toc00000004"),
    ]
    assert instruction == 'TOC \\o "1-2" \\h \\z \\u'
    marked = {
        mark.get(qn("w:name")): WordParagraph(mark.getparent(), word).text
        for mark in word.element.body.iter(qn("w:bookmarkStart"))
    }
    assert list(marked.values()) == ["a", "b", "c", ARABIC]
    assert [marked[anchor] for _, _, anchor in lines[1:]] == ["a", "b", ARABIC]
    levels = [level.get(qn("w:val")) for level in word.element.body.iter(qn("w:outlineLvl"))]
    assert levels == ["1"]


def test_contents_are_one_whole_field_that_word_does_not_ask_about(written_at: datetime):
    word = opened(written_at, TableOfContents("Inhalt", 2), Heading(1, "a"), Heading(2, "b"))
    marks = list(word.element.body.iter(qn("w:fldChar")))
    assert [mark.attrib for mark in marks] == [{qn("w:fldCharType"): kind} for kind in ("begin", "separate", "end")]
    assert word.settings.element.find(qn("w:updateFields")) is None


def test_title_stands_above_every_page_but_the_first(written_at: datetime):
    section = opened(written_at, paragraph("a")).sections[0]
    first = [found.text for found in section.first_page_header.paragraphs]
    assert ([found.text for found in section.header.paragraphs], first) == (["Titel"], [""])


def test_word_opens_the_file_as_one_of_today_and_hyphenates_it(written_at: datetime):
    settings = opened(written_at, paragraph("a")).settings.element
    modes = [said.get(qn("w:val")) for said in settings.iter(qn("w:compatSetting"))]
    assert (modes[0], settings.find(qn("w:autoHyphenation")) is not None) == ("15", True)


def test_paragraphs_of_a_note_share_a_frame_and_cards_have_one_each(written_at: datetime):
    styles = opened(written_at, paragraph("a")).styles
    frames = [styles[name].element.pPr.find(qn("w:pBdr")) for name in ("Note", "Card")]
    assert [frame.find(qn("w:between")) is not None for frame in frames] == [False, True]


def test_whole_file_says_its_language(written_at: datetime):
    word = opened(written_at, paragraph("a"))
    assert {said.get(qn("w:val")) for said in word.styles.element.iter(qn("w:lang"))} == {"de-DE"}


def test_contents_of_a_document_without_headings_are_empty(written_at: datetime):
    kinds = [
        field.get(qn("w:fldCharType"))
        for field in opened(written_at, TableOfContents("Inhalt")).element.body.iter(qn("w:fldChar"))
    ]
    assert kinds == ["begin", "separate", "end"]


def test_note_is_set_apart_by_a_style(written_at: datetime):
    assert opened(written_at, Note((paragraph("Noch nicht geprüft."),))).paragraphs[0].style.name == "Note"


def test_cell_without_paragraphs_holds_an_empty_one(written_at: datetime):
    found = opened(written_at, Table((), (Row((Cell(()),)),), (1.0,))).tables[0]
    assert [part.text for part in found.rows[0].cells[0].paragraphs] == [""]


def test_short_table_stays_on_one_page_and_a_long_one_may_break(written_at: datetime):
    short, long = (Table((), (Row((cell("Zeile"),)),) * rows, (1.0,)) for rows in (14, 15))
    tables = opened(written_at, short, paragraph("dazwischen"), long).tables
    kept = [[row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in tables]
    assert kept == [[True] * 13 + [None], [None] * 15]


def test_paragraph_right_above_a_table_stays_with_it(written_at: datetime):
    word = opened(
        written_at, paragraph("Text"), paragraph("In der Abstimmung"), Table((), (Row((cell("A"),)),), (1.0,))
    )
    assert [found.paragraph_format.keep_with_next for found in word.paragraphs[:2]] == [None, True]
