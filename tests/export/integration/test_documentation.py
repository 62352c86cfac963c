"""The documentation of a workshop says everything that was said and decided, and nothing that must stay inside."""

from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from participation.contributions.models import CardState
from participation.export.csv_writer import write_csv
from participation.export.document import BarChart, Heading, List, Note, Paragraph, Table
from participation.export.documentation import (
    card_sheet,
    document_workshop,
    prepare_documentation,
    sheets_of_workshop,
)
from participation.export.documentation.cards import cards_of_phase
from participation.export.documentation.record import read_record
from participation.i18n import gettext, speaking
from participation.kernel.database import db
from participation.prioritisation.models import Ballot, BallotDot, PaperCount
from participation.workshop.models import Phase, StepKind
from tests.export.integration.lived import CRITIQUE, FANTASY, reread
from tests.factories import (
    a_card,
    a_cluster,
    a_counted_round,
    a_participant,
    a_round,
    a_workshop,
    an_inversion,
    step_of,
)


@pytest.fixture
def document(lived):
    return document_workshop(reread(lived))


def paragraphs(block):
    match block:
        case Paragraph():
            return [block]
        case Note():
            return list(block.paragraphs)
        case List():
            return list(block.items)
        case Table():
            return [part for row in (*block.header, *block.rows) for cell in row.cells for part in cell.paragraphs]
    return []


def texts(document):
    """Every text of a document by its paragraphs, headings and charts."""
    found = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        if isinstance(block, BarChart):
            found.extend([block.title, *(bar.label for bar in block.bars)])
        found.extend(part.text for part in paragraphs(block))
    return found


def spoken(document):
    """Language and direction of every paragraph by its text."""
    return {part.text: (part.language, part.direction) for block in document.blocks for part in paragraphs(block)}


def test_document_speaks_the_first_language_of_the_workshop(document):
    assert (document.title, document.language, document.direction) == ("Werkstatt Ankommen", "de", "ltr")


@pytest.mark.parametrize(("languages", "papers"), [(["ar", "en", "de"], "en"), (["ar"], "de"), (["tr", "de"], "de")])
def test_papers_speak_a_language_of_the_staff(database, languages, papers):
    document = document_workshop(a_workshop(languages=languages))
    assert (document.language, document.direction) == (papers, "ltr")


def test_every_visible_card_stands_there_in_its_own_language(document):
    voices = spoken(document)
    sent = [(language, text) for language, text in (*CRITIQUE, *FANTASY) if "😀" not in text]
    expected = {text: (language, "rtl" if language == "ar" else "ltr") for language, text in sent}
    assert {text: voices.get(text) for text in expected} == expected


def test_card_that_lies_in_no_topic_is_a_theme_of_its_own(document):
    blocks = document.blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    loose = blocks[next(place for place, block in enumerate(blocks) if block == Heading(2, own_themes())) + 2]
    assert [row.cells[0].paragraphs[0].text for row in loose.rows] == [CRITIQUE[5][1], "Das Schwimmbad ist zu teuer"]
    assert headings.count(own_themes()) == 1


def own_themes():
    with speaking("de"):
        return gettext("Themes of their own")


def test_hidden_and_withdrawn_cards_are_only_counted(document, lived):
    inside = {"Frau Muster ist schuld", "Doch nicht", "Nennt eine Person."}
    assert inside & set(texts(document)) == set()
    record = read_record(reread(lived))
    assert [record.count(state) for state in (CardState.HIDDEN, CardState.WITHDRAWN)] == [1, 1]


def test_what_was_redacted_is_gone_and_marked(document):
    cells = [cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    told = [[part.text for part in cell.paragraphs] for cell in cells]
    with speaking("de"):
        mark = gettext("The office has removed personal data from this card.")
    assert [words for words in told if mark in words] == [["Im Verein […] versteht mich keiner 😀", mark]]
    assert "Im Verein versteht mich keiner 😀" not in texts(document)


def test_translation_stands_beside_the_original(document):
    rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    row = next(row for row in rows if row.cells[0].paragraphs[0].text == CRITIQUE[1][1])
    assert row.cells[2].paragraphs[0].text == "Es gibt keine Kinderbetreuung während der Deutschkurse"


def test_vote_is_told_with_ranks_ties_and_reasons(document):
    charts = [block for block in document.blocks if isinstance(block, BarChart)]
    assert [(bar.label, bar.count) for bar in charts[1].bars] == [
        ("1. Während der Kurse ist niemand für die Kinder da.", 11),
        ("2. Vereine sind schwer zu verstehen.", 6),
        ("2. Zum Kurs ist es weit und spät.", 6),
    ]
    assert "– Die Vereine sind heute hier." in texts(document)


def an_open_vote(workshop):
    """Return a vote in which 7 dots were given on a phone and 77 on paper."""
    cluster, other = a_cluster(workshop), a_cluster(workshop)
    round_ = a_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {cluster.id: "Eins", other.id: "Zwei"})
    dots = [BallotDot(option_id=round_.options[0].id, dots=7)]
    db.session.add(Ballot(round_id=round_.id, participant_id=a_participant(workshop).id, key="k", dots=dots))
    db.session.add(PaperCount(option_id=round_.options[0].id, dots=77))
    db.session.commit()
    return round_


def test_open_vote_tells_no_counts_anywhere(database):
    workshop = a_workshop()
    an_open_vote(workshop)
    assert [block for block in document_workshop(workshop).blocks if isinstance(block, BarChart)] == []
    votes = sheets_of_workshop(workshop)[2]
    assert [row[4:5] + row[7:] for row in votes.rows] == [(None,) * 8] * 2


def test_vote_without_a_dot_is_told_without_ranks(database):
    workshop = a_workshop()
    topics = [a_cluster(workshop, title=title, cards=[a_card(workshop)]) for title in ("Bus", "Halle")]
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {topic.id: 0 for topic in topics})
    document = document_workshop(workshop)
    charts = [block for block in document.blocks if isinstance(block, BarChart)]
    assert [(bar.label, bar.count) for bar in charts[0].bars] == [(f"Subject {topic.id}", 0) for topic in topics]
    said = [text for text in texts(document) if "Niemand" in text]
    assert said == ["In der Abstimmung: Niemand hat abgestimmt."] * 2 + ["Niemand hat abgestimmt."]
    assert [row[7:9] for row in sheets_of_workshop(workshop)[2].rows] == [(None, None)] * 2


def test_plan_stands_there_with_all_fields_and_its_checks(document, lived):
    heading = next(place for place, block in enumerate(document.blocks) if block == Heading(2, PLAN, "de", "ltr"))
    canvas, check = document.blocks[heading + 2], document.blocks[heading + 3]
    assert [row.cells[1].paragraphs[0].text for row in canvas.rows] == [
        lived.tables[0].name,
        "Eltern und Kinder lernen unter einem Dach.",
        "Ein Raum neben dem Kursraum, zwei Betreuerinnen, zu jeder Kurszeit.",
        "Damit Mütter und Väter am Kurs teilnehmen können.",
        "Volkshochschule",
        "Familienzentrum, Ehrenamtliche",
        "Raum im Bürgerhaus anfragen",
        "Nach den Osterferien",
        "12.000 Euro im Jahr",
        "Es fehlt Personal; Fachschülerinnen könnten helfen.",
    ]
    assert [row.cells[2].paragraphs[0].text for row in check.rows] == [
        "", "", "Der Haushalt wird erst im März beschlossen.", "", "", "",
    ]  # fmt: skip


PLAN = "Kinderbetreuung im Kurshaus"


@pytest.mark.parametrize("write", [document_workshop, sheets_of_workshop])
def test_documentation_costs_the_same_with_one_card_and_with_three(database, statements, write):
    def cost(cards):
        workshop = a_workshop()
        step = step_of(workshop, StepKind.COLLECT, Phase.CRITIQUE)
        topic = an_inversion(workshop, a_cluster(workshop))
        sent = [a_card(workshop, step, inversion_id=topic.id, language="ar") for _ in range(cards)]
        clusters = [a_cluster(workshop, cards=[card]) for card in sent]
        a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {cluster.id: 1 for cluster in clusters})
        db.session.expire_all()
        statements.clear()
        write(workshop)
        return len(statements)

    assert cost(1) == cost(3)


def test_agenda_costs_the_same_with_one_step_and_with_three(database, statements):
    def cost(steps):
        workshop = a_workshop(agenda=[(Phase.CRITIQUE, StepKind.COLLECT)] * steps)
        db.session.expire_all()
        statements.clear()
        document_workshop(workshop)
        return len(statements)

    assert cost(1) == cost(3)


def test_sheets_hold_a_row_for_every_card_in_every_topic(lived):
    cards = card_sheet(reread(lived))
    doubled = [(row[0], row[2]) for row in cards.rows if row[5] == CRITIQUE[3][1]]
    assert doubled == [
        (4, "Während der Kurse ist niemand für die Kinder da."),
        (4, "Zum Kurs ist es weit und spät."),
    ]
    assert len(cards.rows) == 13 + 1


def test_card_sheet_as_csv_has_topic_and_votes(lived):
    rows = write_csv(card_sheet(reread(lived))).decode("utf-8-sig").split("\r\n")
    assert rows[1].split(";")[2:6] == ["Während der Kurse ist niemand für die Kinder da.", "1", "11", CRITIQUE[0][1]]


def test_workbook_has_five_sheets_with_as_many_rows_as_there_are_things(lived, fonts, written_at):
    content = prepare_documentation(reread(lived), "xlsx", fonts, written_at).write()
    workbook = load_workbook(BytesIO(content))
    assert [sheet.max_row - 1 for sheet in workbook.worksheets] == [14, 5, 17, 2, 1]


def test_pdf_is_tagged_and_names_title_and_language(lived, fonts, written_at):
    reader = PdfReader(BytesIO(prepare_documentation(reread(lived), "pdf", fonts, written_at).write()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Werkstatt Ankommen", "de")


def test_docx_opens_and_has_its_headings(lived, fonts, written_at):
    word = docx.Document(BytesIO(prepare_documentation(reread(lived), "docx", fonts, written_at).write()))
    headings = [part.text for part in word.paragraphs if part.style.name == "Heading 2"]
    assert PLAN in headings
    assert word.core_properties.title == "Werkstatt Ankommen"


def test_documentation_of_a_workshop_that_has_not_begun_is_possible(database, fonts, written_at):
    endings = ("docx", "pdf", "xlsx")
    files = [prepare_documentation(a_workshop(), ending, fonts, written_at).write() for ending in endings]
    assert min(map(len, files)) > 1000


def test_file_is_written_without_the_database(lived, fonts, written_at, statements):
    download = prepare_documentation(reread(lived), "pdf", fonts, written_at)
    db.session.remove()
    statements.clear()
    download.write()
    assert statements == []


def test_phase_without_cards_has_no_blocks(database):
    record = read_record(a_workshop())
    assert list(cards_of_phase(record, Phase.CRITIQUE)) == []
