"""What a council paper says, and its sums; and the paper as a Word document."""

import json
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from participation.papers.document import make_council_paper
from participation.papers.domain import (
    INVESTMENT,
    RUNNING,
    Deliberation,
    MeasureLine,
    PaperContent,
    balance,
    total,
)

AMOUNTS = {
    "payments_in": (None, 100_00, None, None, None),
    "payments_out": (25_000_00, 12_500_50, None, None, None),
    "income": (None,) * 5,
    "staff": (48_000_00,) * 5,
    "supplies": (None, 1_00, None, None, None),
    "depreciation": (None,) * 5,
}
CONTENT = PaperContent(
    subject="Maßnahmen aus der Werkstatt",
    number="FB 56/0123",
    responsible="Fachbereich Soziales",
    involved="Fachbereich Sport\nSchulamt",
    deliberations=(
        Deliberation("Integrationsrat", "2027-01-20", "hearing"),
        Deliberation("Rat der Stadt", "", "decision"),
    ),
    resolution="Der Rat beschließt:\n– Schwimmkurse\n– Lotsen",
    has_costs=True,
    first_year=2027,
    amounts=AMOUNTS,
    funding="Aus dem Haushalt.",
    climate="positive",
    climate_size="small",
    adaptation="none",
    explanation="# Anlass\nEine Werkstatt.\n- erstens\n- zweitens\n# Maßnahme\nWas getan wird.",
    measure_ids=(3,),
    measures=(MeasureLine("Schwimmkurse", "Sportverein", "2027", "5.000 Euro"),),
    annexes=("Dokumentation", "Protokoll"),
)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@pytest.fixture
def paper(app):
    def made(content=CONTENT):
        with app.app_context():
            written = make_council_paper(content, "de", "Lindenfurt", datetime(2026, 11, 20, 19, 0, tzinfo=UTC))
        return docx.Document(BytesIO(written))

    return made


def lines(paper, style=None):
    return [entry.text for entry in paper.paragraphs if style is None or entry.style.name == style]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def boxes(paper):
    """The check boxes in their order: the label that follows, and whether it is ticked."""
    found = []
    for box in paper.element.iter(f"{W14}checkbox"):
        control = box.getparent().getparent()
        ticked = box.find(f"{W14}checked").get(f"{W14}val") == "1"
        sign = "".join(text.text for text in control.iter(qn("w:t")))
        found.append(("".join(text.text for text in control.getnext().iter(qn("w:t"))).strip(), ticked, sign))
    return found


def test_content_survives_the_database():
    kept = json.loads(json.dumps(CONTENT.to_data()))
    assert PaperContent.from_data(kept) == CONTENT


def test_money_that_goes_out_is_taken_from_money_that_comes_in():
    assert balance(AMOUNTS, INVESTMENT) == (-25_000_00, -12_400_50, 0, 0, 0)
    assert balance(AMOUNTS, RUNNING) == (-48_000_00, -48_001_00, -48_000_00, -48_000_00, -48_000_00)
    assert total(AMOUNTS["payments_out"]) == 37_500_50


def test_paper_has_the_parts_in_the_order_of_a_committee(paper):
    assert lines(paper(), "Heading 2") == [
        "Beratungsfolge",
        "Beschlussvorschlag",
        "Finanzielle Auswirkungen",
        "Klimarelevanz",
        "Erläuterungen",
        "Die Maßnahmen im Überblick",
        "Anlagen",
    ]
    assert lines(paper(), "Title") == ["Maßnahmen aus der Werkstatt"]


def test_head_names_number_treatment_and_departments(paper):
    assert cells(paper().tables[0]) == [
        ["Nummer", "FB 56/0123"],
        ["Behandlung", "öffentlich"],
        ["Datum", "20.11.2026"],
        ["Federführende Dienststelle", "Fachbereich Soziales"],
        ["Beteiligte Dienststellen", "Fachbereich Sport\nSchulamt"],
    ]


def test_course_of_deliberation_names_day_committee_and_competence(paper):
    assert cells(paper().tables[1]) == [
        ["Datum", "Gremium", "Zuständigkeit"],
        ["20.01.2027", "Integrationsrat", "Anhörung"],
        ["", "Rat der Stadt", "Entscheidung"],
    ]


def test_amounts_are_euros_with_computed_totals_and_results(paper):
    table = [[text.replace("\xa0", " ") for text in row] for row in cells(paper().tables[2])]
    assert table == [
        ["", "2027", "2028", "2029", "2030", "2031", "Gesamt"],
        ["Einzahlungen", "", "100 €", "", "", "", "100 €"],
        ["Auszahlungen", "25.000 €", "12.500,50 €", "", "", "", "37.500,50 €"],
        ["Ergebnis", "-25.000 €", "-12.400,50 €", "0 €", "0 €", "0 €", "-37.400,50 €"],
    ]
    assert [row[-1].replace("\xa0", " ") for row in cells(paper().tables[3])] == [
        "Gesamt",
        "",
        "240.000 €",
        "1 €",
        "",
        "-240.001 €",
    ]


def test_amounts_stand_at_the_end_of_their_cells(paper):
    cell = paper().tables[2].rows[1].cells[2].paragraphs[0]
    assert (cell.style.name, cell.style.paragraph_format.alignment) == (
        "Amount",
        docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT,
    )


def test_choices_are_check_boxes_of_word(paper):
    assert boxes(paper()) == [
        ("ja", True, "☒"),
        ("nein", False, "☐"),
        ("keine", False, "☐"),
        ("positiv", True, "☒"),
        ("negativ", False, "☐"),
        ("nicht eindeutig", False, "☐"),
        ("gering", True, "☒"),
        ("mittel", False, "☐"),
        ("groß", False, "☐"),
        ("nicht ermittelbar", False, "☐"),
        ("keine", True, "☒"),
        ("positiv", False, "☐"),
        ("negativ", False, "☐"),
        ("nicht eindeutig", False, "☐"),
    ]


def test_text_of_the_office_becomes_headings_lists_and_paragraphs(paper):
    found = paper()
    assert [line for line in lines(found, "Heading 3") if line in {"Anlass", "Maßnahme"}] == ["Anlass", "Maßnahme"]
    assert lines(found, "List Bullet") == ["Schwimmkurse", "Lotsen", "erstens", "zweitens"]
    assert lines(found, "List Number") == ["Dokumentation", "Protokoll"]


def test_paper_without_costs_has_no_tables_of_money(paper):
    found = paper(PaperContent(subject="Bericht", resolution="Kenntnis."))
    assert (len(found.tables), boxes(found)[:2]) == (1, [("ja", False, "☐"), ("nein", True, "☒")])
    assert "Noch ist kein Gremium genannt." in lines(found)
