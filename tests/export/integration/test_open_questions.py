"""What a workshop leaves to be answered, and how its votes were counted, stand in its documentation."""

import pytest

from participation.export.document import Heading, List, Note, Paragraph, Table
from participation.export.documentation import document_workshop
from participation.i18n import gettext, speaking
from participation.kernel.database import db
from participation.prioritisation.models import PaperCount, RoundState
from participation.workshop.models import Phase, StepKind
from tests.export.integration.lived import reread
from tests.factories import a_card, a_cluster, a_counted_round, a_workshop, step_of


@pytest.fixture
def document(lived):
    return document_workshop(reread(lived))


def said(message):
    with speaking("de"):
        return gettext(message)


def chapter_of_open_questions(document):
    """The lists below the chapter's headings of the second level, by heading."""
    blocks = list(document.blocks)
    start = blocks.index(Heading(1, said("Open questions")))
    found = {}
    for heading, block in zip(blocks[start:], blocks[start + 1 :], strict=False):
        if isinstance(block, Heading) and block.level == 1:
            break
        if isinstance(heading, Heading) and isinstance(block, List):
            found[heading.text] = [item.text for item in block.items]
    return found


def test_open_questions_are_drawn_from_everything_that_is_not_settled(document):
    found = chapter_of_open_questions(document)
    assert {title: len(items) for title, items in found.items()} == {
        said("Is it feasible?"): 3,
        said("Plans that are no measure yet"): 1,
        said("Measures that are not complete"): 1,
        said("Cards without translation"): 1,
        said("Seen differently"): 1,
    }
    assert found[said("Plans that are no measure yet")] == ["Sprachpaten im Verein"]


def test_check_that_is_open_or_blocked_is_told_with_its_reason(document):
    items = chapter_of_open_questions(document)[said("Is it feasible?")]
    assert [item for item in items if "Haushalt" in item or "Satzung" in item] == [
        "Kinderbetreuung im Kurshaus: Kosten – noch offen. Der Haushalt wird erst im März beschlossen.",
        "Sprachpaten im Verein: Recht – nicht machbar. Der Verband muss die Satzung ändern.",
    ]


def test_words_of_people_keep_their_language_in_the_list(document):
    lists = [block for block in document.blocks if isinstance(block, List)]
    runs = {run.text: (run.language, run.direction) for block in lists for item in block.items for run in item.runs}
    assert runs["Sprachpaten im Verein"] == ("de", "ltr")


def test_wish_that_no_plan_takes_up_stays_visible(database):
    workshop = a_workshop(languages=["de"])
    step = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
    a_cluster(workshop, title="Ein Haus für alle", language="de", phase=Phase.FANTASY, cards=[a_card(workshop, step)])
    found = chapter_of_open_questions(document_workshop(workshop))
    assert found[said("Wishes without a plan")] == ["Ein Haus für alle"]


def test_workshop_without_anything_has_no_chapter_of_open_questions(database):
    headings = [block.text for block in document_workshop(a_workshop()).blocks if isinstance(block, Heading)]
    assert [text for text in headings if text == said("Open questions")] == []


def recounts(document):
    """The rows of each table of a recount."""
    heads = [said(message) for message in ("Option", "By phone", "By voting card", "On paper", "Sum")]
    tables = [block for block in document.blocks if isinstance(block, Table) and block.header]
    return [[words(row) for row in table.rows] for table in tables if words(table.header[0]) == heads]


def words(row):
    return [" ".join(part.text for part in cell.paragraphs) for cell in row.cells]


def test_vote_with_paper_is_recounted_by_ways(document):
    assert recounts(document) == [
        [
            ["Während der Kurse ist niemand für die Kinder da.", "7", "0", "4", "11"],
            ["Zum Kurs ist es weit und spät.", "5", "0", "1", "6"],
            ["Vereine sind schwer zu verstehen.", "5", "0", "1", "6"],
            [said("Sum"), "17", "0", "6", "23"],
        ]
    ]
    adds_up = said("It adds up: the ways together are the result that was announced.")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)].count(adds_up) == 1


def test_vote_that_does_not_add_up_says_so(database):
    workshop = a_workshop(languages=["de"])
    topic = a_cluster(workshop, title="Bus", cards=[a_card(workshop)])
    round_ = a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {topic.id: 9})
    db.session.add(PaperCount(option_id=round_.options[0].id, dots=2))
    db.session.commit()
    assert round_.state is RoundState.CLOSED
    notes = [
        part.text
        for block in document_workshop(workshop).blocks
        if isinstance(block, Note)
        for part in block.paragraphs
    ]
    assert said("This vote does not add up.") in notes
