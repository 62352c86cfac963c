"""A city's template: what it gives to a document, and why a file may not be one."""

import zipfile
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from participation.concept.chapter import ChapterForm
from participation.concept.reading import errors as reading_errors
from participation.concept.reading import read_document
from participation.export import errors
from participation.export.chapter import chapter_document
from participation.export.docx_template import MAIN_TYPE, TEMPLATE_TYPE
from participation.export.docx_writer import write_docx
from participation.export.services.templates import report_template
from participation.export.template_check import LARGEST_TEMPLATE, check_template
from tests.export.unit.letterheads import (
    changed,
    letterhead,
    related,
    saved,
    with_field,
    with_page_number,
    with_styles,
    with_type,
)
from tests.export.unit.trees import TREE


@pytest.fixture(scope="module")
def printed():
    """The chapter of the tree as the letterhead makes it look."""
    return docx.Document(BytesIO(chapter_in(letterhead())))


def chapter_in(template: bytes, form: ChapterForm = ChapterForm.MEASURES) -> bytes:
    return write_docx(
        chapter_document(TREE, chosen=form), datetime.fromisoformat("2026-11-20T19:00+00:00"), template=template
    )


def test_styles_of_the_template_are_used(printed):
    heading, goal = printed.styles["Heading 1"].font, printed.styles["Goal"].font
    assert (heading.name, heading.size.pt, str(heading.color.rgb)) == ("Georgia", 21, "7A002E")
    assert str(goal.color.rgb) == "005020"


def test_styles_that_the_template_lacks_are_ours_in_its_typeface(printed):
    mark = printed.styles["Measure Mark"]
    assert (mark.font.size.pt, mark.font.name, mark.base_style.name) == (8.5, None, "Normal")
    assert printed.styles["Normal"].font.name == "Georgia"


def test_text_of_the_template_is_left_out_and_its_header_stays(printed):
    assert "Mustertext" not in "".join(said.text for said in printed.element.body.iter(qn("w:t")))
    section = printed.sections[-1]
    assert [len(printed.sections), section.header.paragraphs[0].text] == [1, "Stadt Lindenfurt"]


def test_tables_are_as_wide_as_the_text_of_the_template(printed):
    twentieths = [int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) for table in printed.tables]
    assert {round(width / 20) for width in twentieths} == {round((210 - 2 * 35) / 25.4 * 72)}


def test_heads_of_tables_have_the_colour_of_the_headings(printed):
    first = printed.tables[0].rows[0].cells[0]._tc.tcPr.find(qn("w:shd"))
    assert first.get(qn("w:fill")) == "7A002E"


def test_page_numbers_are_put_into_a_footer_without_any(printed):
    fields = [field.text for field in printed.sections[-1].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_page_number_of_the_template_stays_the_only_one():
    section = docx.Document(BytesIO(chapter_in(with_page_number()))).sections[-1]
    assert list(section.footer._element.iter(qn("w:instrText"))) == []


def test_language_is_that_of_the_concept(printed):
    assert {said.get(qn("w:val")) for said in printed.styles.element.iter(qn("w:lang"))} == {"de-DE"}


def test_template_of_word_is_used_like_a_document():
    template = with_type(MAIN_TYPE, TEMPLATE_TYPE)
    check_template(template, "Briefkopf.dotx")
    with zipfile.ZipFile(BytesIO(chapter_in(template))) as made:
        types = made.read("[Content_Types].xml").decode()
    assert (types.count(MAIN_TYPE), types.count(TEMPLATE_TYPE)) == (1, 0)


def test_columns_and_settings_of_a_printer_are_left_out():
    more = '<w:cols w:num="2"/><w:printerSettings r:id="rIdX"/></w:sectPr></w:body>'
    template = changed(letterhead(), {"word/document.xml": lambda text: text.replace("</w:sectPr></w:body>", more)})
    section = docx.Document(BytesIO(chapter_in(template))).sections[-1]._sectPr
    assert [section.find(qn(f"w:{name}")) for name in ("cols", "printerSettings")] == [None, None]


def test_protection_and_change_tracking_of_the_template_are_left_out():
    settings = '<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    template = changed(letterhead(), {"word/settings.xml": lambda text: text.replace("</w:settings>", settings)})
    found = docx.Document(BytesIO(chapter_in(template))).settings.element
    assert [found.find(qn(f"w:{name}")) for name in ("trackRevisions", "documentProtection")] == [None, None]


@pytest.mark.parametrize("form", list(ChapterForm))
def test_chapter_in_a_template_is_read_back_unchanged(form):
    assert read_document(chapter_in(letterhead(), form), "Konzept.docx").tree == TREE


def test_report_tells_what_the_template_gives_and_lacks():
    found = report_template(letterhead())
    assert (found.missing, found.width, found.height) == (("toc 1", "toc 2", "toc 3"), 210, 297)
    assert (found.has_header, found.has_footer, found.has_page_number) == (True, False, False)


def test_letterhead_with_an_address_to_click_on_may_be_a_template():
    check_template(related("hyperlink", "https://www.lindenfurt.example/"), "Briefkopf.docx")


def plain_text(_: str) -> str:
    return "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"


def twice(text: str) -> str:
    return text.replace('w:styleId="Heading2"', 'w:styleId="Heading1"')


def in_a_circle(text: str) -> str:
    before, name, after = text.partition('w:styleId="Heading1"')
    return before + name + after.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Heading1"/>', 1)


def of_characters(text: str) -> str:
    return text.replace('w:type="paragraph" w:styleId="Title"', 'w:type="character" w:styleId="Title"')


PICTURE = (b"".join(sha256(bytes([place])).digest() for place in range(32)) + b"0" * 50_000) * 820
"""More than a letterhead needs, and packed as well as an honest picture may be."""
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
UNFIT = {
    "macros by its name": (letterhead, "Briefkopf.docm", errors.TemplateWithMacros),
    "macros by its type": (lambda: with_type(MAIN_TYPE, MACRO_TYPE), "a.docx", errors.TemplateWithMacros),
    "a program inside": (
        lambda: changed(letterhead(), {}, {"word/vbaProject.bin": b"x"}),
        "a.docx",
        errors.TemplateWithMacros,
    ),
    "another template behind it": (
        lambda: related("attachedTemplate", "file:///Vorlagen/Amt.dotm"),
        "a.docx",
        errors.TemplateAttached,
    ),
    "a picture from elsewhere": (
        lambda: related("image", "https://elsewhere.example/logo.png"),
        "a.docx",
        errors.TemplateReachesOut,
    ),
    "a link into the network": (
        lambda: related("hyperlink", "file://server/share"),
        "a.docx",
        errors.TemplateReachesOut,
    ),
    "a field that fetches": (lambda: with_field(" INCLUDE", "PICTURE http://a "), "a.docx", errors.TemplateReachesOut),
    "an object": (
        lambda: related("oleObject", "embeddings/oleObject1.bin", "Internal"),
        "a.docx",
        errors.TemplateEmbedsObject,
    ),
    "a whole other document": (lambda: related("aFChunk", "a.html", "Internal"), "a.docx", errors.TemplateEmbedsObject),
    "no styles": (lambda: with_styles(plain_text), "a.docx", errors.TemplateStylesMissing),
    "a style twice": (lambda: with_styles(twice), "a.docx", errors.TemplateStyleBroken),
    "a style based on itself": (lambda: with_styles(in_a_circle), "a.docx", errors.TemplateStyleBroken),
    "a heading for characters": (lambda: with_styles(of_characters), "a.docx", errors.TemplateStyleBroken),
    "another name": (letterhead, "Briefkopf.odt", errors.TemplateKindUnknown),
    "the parts of a workbook": (
        lambda: with_type(MAIN_TYPE, "application/xml"),
        "a.docx",
        errors.TemplateKindUnknown,
    ),
    "too much": (lambda: letterhead() + b"0" * LARGEST_TEMPLATE, "a.docx", errors.TemplateTooLarge),
    "too much unpacked": (
        lambda: changed(letterhead(), {}, {"word/media/a.bmp": PICTURE}),
        "a.docx",
        errors.TemplateTooLarge,
    ),
    "nothing": (lambda: b"", "a.docx", reading_errors.DocumentEmpty),
    "no text but a sentence": (lambda: b"Hello", "a.docx", reading_errors.DocumentTypeMismatch),
    "half of itself": (lambda: letterhead()[:9000], "a.docx", reading_errors.DocumentBroken),
    "no text at all": (
        lambda: changed(letterhead(), {"word/document.xml": lambda _: "<a/>"}),
        "a.docx",
        errors.TemplateUnusable,
    ),
}


@pytest.mark.parametrize(("make", "filename", "refusal"), UNFIT.values(), ids=UNFIT)
def test_template_is_refused_for(make, filename, refusal):
    with pytest.raises(refusal) as caught:
        check_template(make(), filename)
    assert type(caught.value) is refusal


def test_document_without_sections_and_theme_may_be_a_template():
    word = docx.Document()
    body = word.element.body
    body.remove(body.sectPr)
    check_template(saved(word), "leer.docx")
