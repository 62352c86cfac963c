"""Topics that are turned round."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import (
    ClusterUnknown,
    LanguageUnknown,
    TitleEmpty,
    TitleTooLong,
    TopicUnknown,
)
from participation.contributions.models import Inversion
from participation.contributions.queries import get_inversion, list_inversions
from participation.contributions.services import choose_topics, write_inversion
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_moderator, a_workshop, an_inversion, run_step


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.INVERT, Phase.FANTASY)


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


@pytest.fixture
def topics(workshop):
    return [a_cluster(workshop, title=f"Topic {number}") for number in range(3)]


def choose(workshop, step, moderator, topics):
    with transaction():
        return choose_topics(workshop, step, moderator, [topic.id for topic in topics])


def write(inversion, language, text):
    with transaction():
        write_inversion(inversion, None, language, text)


def revisions(workshop):
    return workshop.stage_revision, workshop.board_revision


def test_chosen_topics_stand_in_the_order_of_choice(workshop, step, moderator, topics):
    stage, board = revisions(workshop)
    inversions = choose(workshop, step, moderator, [topics[2], topics[0], topics[2]])

    assert [inversion.cluster for inversion in inversions] == [topics[2], topics[0]]
    assert list_inversions(workshop.id) == inversions
    assert [inversion.text_in("de") for inversion in inversions] == [("Topic 2", "de"), ("Topic 0", "de")]
    assert revisions(workshop) == (stage + 1, board + 1)
    entry = db.session.scalars(select(LogEntry)).one()
    assert (entry.actor, entry.action, entry.subject_id) == (moderator, "choose_topics", step.id)
    assert entry.details == {"clusters": [topics[2].id, topics[0].id], "position": step.position}


def test_topic_not_chosen_any_more_is_dropped_and_chosen_again_has_its_text(workshop, step, moderator, topics):
    first, second = choose(workshop, step, moderator, topics[:2])
    write(first, "de", "Der Bus fährt.")
    assert choose(workshop, step, moderator, [topics[1]]) == [second]
    assert (first.dropped, get_inversion(workshop.id, first.id)) == (True, first)

    assert choose(workshop, step, moderator, topics[:2]) == [first, second]
    assert (first.dropped, first.texts) == (False, {"de": "Der Bus fährt."})
    assert len(db.session.scalars(select(Inversion)).all()) == 2


def test_same_choice_again_changes_nothing(workshop, step, moderator, topics):
    chosen = choose(workshop, step, moderator, topics)
    before = revisions(workshop)

    assert (choose(workshop, step, moderator, topics), revisions(workshop)) == (chosen, before)
    assert len(db.session.scalars(select(LogEntry)).all()) == 1


def test_only_critique_topics_on_the_board_are_chosen(workshop, step, moderator, topics):
    for foreign in (
        a_cluster(workshop, phase=Phase.FANTASY),
        a_cluster(workshop, dissolved=True),
        a_cluster(workshop, merged_into_id=topics[0].id),
        a_cluster(a_workshop()),
    ):
        with pytest.raises(ClusterUnknown):
            choose(workshop, step, moderator, [topics[0], foreign])

    assert list_inversions(workshop.id) == []


def test_opposite_is_written_by_language_the_workshops_first_one_first(workshop, step, topics):
    inversion = an_inversion(workshop, topics[0], texts={})
    stage, board = revisions(workshop)
    write(inversion, "en", " The bus\nruns. ")
    write(inversion, "de", "Der Bus fährt.")

    assert list(inversion.texts.items()) == [("de", "Der Bus fährt."), ("en", "The bus runs.")]
    assert inversion.text_in("ar") == ("Der Bus fährt.", "de")
    assert revisions(workshop) == (stage + 2, board + 2)
    assert [entry.details for entry in db.session.scalars(select(LogEntry).order_by(LogEntry.id))] == [
        {"language": "en"},
        {"language": "de"},
    ]


def test_empty_text_takes_a_language_away_and_the_same_text_changes_nothing(workshop, step, topics):
    inversion = an_inversion(workshop, topics[0], texts={"de": "Gut.", "en": "Good."})
    write(inversion, "en", " ")
    assert inversion.texts == {"de": "Gut."}

    before = revisions(workshop)
    write(inversion, "de", "Gut.")
    write(inversion, "ar", "")
    assert revisions(workshop) == before


@pytest.mark.parametrize(
    ("language", "text", "error"),
    [("xx", "Good.", LanguageUnknown), ("de", "\u200b", TitleEmpty), ("de", "a" * 201, TitleTooLong)],
)
def test_refused_opposite_leaves_the_text_as_it_was(workshop, topics, language, text, error):
    inversion = an_inversion(workshop, topics[0])
    with pytest.raises(error):
        write(inversion, language, text)

    assert inversion.texts == {"de": "Es ist gut.", "en": "It is good."}


def test_topic_is_found_only_in_its_workshop(workshop, topics):
    inversion = an_inversion(workshop, topics[0])
    assert get_inversion(workshop.id, inversion.id) == inversion
    with pytest.raises(TopicUnknown):
        get_inversion(a_workshop().id, inversion.id)
