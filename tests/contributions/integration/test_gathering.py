"""The plenum takes up the strongest topics of its rooms, joins equal ones, and the thread walks through."""

import pytest
from lxml import html

from participation.contributions.errors import ClusterUnknown, TooFewTopics
from participation.contributions.models import Card, Cluster, GatheredTopic
from participation.contributions.queries import list_clusters, shown_text
from participation.contributions.services import RoomTopic, gather_topics, join_topics, undo_move
from participation.export.bundle import export_bundle, import_bundle
from participation.export.document import Heading
from participation.export.documentation import card_sheet, document_workshop, sheets_of_workshop
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import outcome_of_card, trace_of_measure
from participation.prioritisation.queries import cluster_options
from participation.prioritisation.standings import standings_of_rooms
from participation.workshop.models import Phase, StepKind, Workshop
from participation.workshop.queries import get_workshop
from participation.workshop.rooms import list_rooms
from participation.workshop.services import RoomsDraft, open_workshop, split_workshop
from tests.factories import (
    a_card,
    a_cluster,
    a_counted_round,
    a_measure,
    a_moderator,
    a_plan,
    a_workshop,
    an_inversion,
    step_of,
)
from tests.hall.console.desk import SAME_SITE, sign_in


@pytest.fixture
def plenum(database):
    """A workshop with two rooms, each with two topics of the critique, back in the plenum's step for gathering.

    In the first room a vote was counted: topic 1 got 5 dots, topic 2 got 3. In the second nobody voted: topic 1 has
    two cards, topic 2 one.
    """
    workshop = a_workshop()
    with transaction():
        split_workshop(get_workshop(workshop.code), RoomsDraft(["Nord", "Süd"], 1, 3), None)
        open_workshop(get_workshop(workshop.code), None)
    for room in get_workshop(workshop.code).rooms:
        inside = room.workshop
        cards = [a_card(inside, text=f"{room.name} {number}") for number in range(3)]
        first = a_cluster(inside, title=f"{room.name}: zuerst", cards=cards[:2])
        second = a_cluster(inside, title=f"{room.name}: danach", cards=cards[2:])
        if room.name == "Nord":
            a_counted_round(step_of(inside, StepKind.VOTE, Phase.CRITIQUE), {second.id: 3, first.id: 5})
    with transaction():
        walk(get_workshop(workshop.code), 4, None)
    return get_workshop(workshop.code)


def strongest(plenum, count=1):
    return [
        RoomTopic(topic.cluster.id, standings.room.id, topic.rank, topic.points)
        for standings in standings_of_rooms(list_rooms(plenum.id), Phase.CRITIQUE)
        for topic in standings.strongest(count)
    ]


def gather(plenum, count=1):
    chosen = strongest(plenum, count)
    with transaction():
        plenum = get_workshop(plenum.code)
        return len(gather_topics(plenum, plenum.current_step, None, chosen))


def on_board(plenum):
    return {
        cluster.title: [(origin.room.name, origin.rank, origin.points) for origin in cluster.origins]
        for cluster in list_clusters(plenum.id, Phase.CRITIQUE)
    }


def test_topics_stand_by_the_last_vote_and_without_one_by_their_cards(plenum):
    told = [
        (standings.room.name, standings.counted, [(topic.cluster.title, topic.rank) for topic in standings.topics])
        for standings in standings_of_rooms(list_rooms(plenum.id), Phase.CRITIQUE)
    ]
    assert told == [
        ("Nord", True, [("Nord: zuerst", 1), ("Nord: danach", 2)]),
        ("Süd", False, [("Süd: zuerst", 1), ("Süd: danach", 2)]),
    ]


def test_topics_that_stand_level_at_the_edge_all_come_along(plenum):
    south = list_rooms(plenum.id)[1].workshop
    a_cluster(south, title="Süd: auch eine Karte", cards=[a_card(south)])
    (_north, standings) = standings_of_rooms(list_rooms(plenum.id), Phase.CRITIQUE)
    assert [topic.cluster.title for topic in standings.strongest(2)] == [
        "Süd: zuerst",
        "Süd: danach",
        "Süd: auch eine Karte",
    ]


def test_gathered_topics_know_where_they_come_from_and_show_the_cards_of_the_rooms(plenum):
    gather(plenum)
    cards = {
        cluster.title: (len(cluster.cards), [shown_text(card, "de").text for card in cluster.all_cards])
        for cluster in list_clusters(plenum.id, Phase.CRITIQUE)
    }
    assert (on_board(plenum), cards) == (
        {"Nord: zuerst": [("Nord", 1, 5)], "Süd: zuerst": [("Süd", 1, None)]},
        {"Nord: zuerst": (0, ["Nord 0", "Nord 1"]), "Süd: zuerst": (0, ["Süd 0", "Süd 1"])},
    )


def test_gathering_again_takes_nothing_twice_but_what_is_new(plenum):
    assert [gather(plenum), gather(plenum), gather(plenum, 2), db.session.query(GatheredTopic).count()] == [2, 0, 2, 4]


def test_joined_topics_keep_both_origins_until_the_joining_is_taken_back(plenum):
    gather(plenum)
    ids = [cluster.id for cluster in list_clusters(plenum.id, Phase.CRITIQUE)]
    with transaction():
        join_topics(plenum, plenum.current_step, None, ids)
    joined = on_board(plenum)
    again = gather(plenum)
    with transaction():
        undo_move(plenum, plenum.current_step, None)
    assert (joined, again, len(on_board(plenum))) == ({"Nord: zuerst": [("Nord", 1, 5), ("Süd", 1, None)]}, 0, 2)


def test_joining_changes_the_topic_that_stays_for_screens_that_ask_what_is_new(plenum):
    gather(plenum)
    one, two = list_clusters(plenum.id, Phase.CRITIQUE)
    before = one.revision
    with transaction():
        join_topics(plenum, plenum.current_step, None, [one.id, two.id])
    assert db.session.get(Cluster, one.id).revision > before


def test_gathering_that_was_taken_back_can_be_done_again(plenum):
    gather(plenum)
    with transaction():
        undo_move(plenum, plenum.current_step, None)
    gone = on_board(plenum)
    assert (gone, gather(plenum), db.session.query(GatheredTopic).count()) == ({}, 2, 2)


def test_topic_of_a_strange_workshop_is_refused(plenum):
    strange = a_cluster(a_workshop())
    room = list_rooms(plenum.id)[0]
    with pytest.raises(ClusterUnknown), transaction():
        gather_topics(plenum, plenum.current_step, None, [RoomTopic(strange.id, room.id, 1, None)])


def test_one_topic_alone_is_not_joined(plenum):
    gather(plenum)
    with pytest.raises(TooFewTopics), transaction():
        join_topics(plenum, plenum.current_step, None, [list_clusters(plenum.id, Phase.CRITIQUE)[0].id])


def test_plenum_votes_on_what_it_gathered(plenum):
    gather(plenum)
    with transaction():
        walk(get_workshop(plenum.code), 5, None)
    options = cluster_options(list_clusters(plenum.id, Phase.CRITIQUE))
    assert [option.titles["de"] for option in options] == ["Nord: zuerst", "Süd: zuerst"]


@pytest.fixture
def measured(plenum):
    """A measure made of a plan for a wish in the plenum, written to a gathered topic of the critique."""
    gather(plenum)
    topic = list_clusters(plenum.id, Phase.CRITIQUE)[0]
    inversion = an_inversion(plenum, topic)
    wish_card = a_card(plenum, step_of(plenum, StepKind.COLLECT, Phase.FANTASY), inversion_id=inversion.id, text="Bus")
    wish = a_cluster(plenum, phase=Phase.FANTASY, cards=[wish_card])
    measure = a_measure(goals=[])
    plan = a_plan(plenum, wishes=[wish])
    plan.measures.append(measure)
    db.session.commit()
    return measure


def test_measure_leads_back_to_the_cards_in_the_room(measured):
    trace = trace_of_measure(measured)
    texts = {db.session.get(Card, card_id).text for card_id in trace.card_ids}
    topic = trace.plans[0].wishes[0].inversions[0].topic
    assert (texts, [(origin.room, origin.rank, origin.points) for origin in topic.origins]) == (
        {"Bus", "Nord 0", "Nord 1"},
        [("Nord", 1, 5)],
    )


def test_card_in_a_room_leads_forward_to_the_measure(measured):
    cards = {card.text: outcome_of_card(card) for card in db.session.query(Card)}
    led = {text: [measure.id for measure in outcome.measures] for text, outcome in cards.items()}
    assert (led["Nord 0"], led["Nord 2"], led["Süd 0"]) == ([measured.id], [], [])


def test_documentation_has_a_chapter_for_each_room(plenum):
    gather(plenum)
    headings = [block.text for block in document_workshop(plenum).blocks if isinstance(block, Heading)]
    chapters = [
        block.text for block in document_workshop(plenum).blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert (chapters[1:4], headings.count("Nord: zuerst")) == (["Nord", "Süd", "Kritik"], 2)


def test_tables_name_the_room_of_each_row(plenum):
    gather(plenum)
    cards = card_sheet(plenum)
    gathered = sheets_of_workshop(plenum)[-1]
    assert (cards.columns[0], sorted({row[0] for row in cards.rows}), [row[1:6] for row in gathered.rows]) == (
        "Raum",
        ["Nord", "Süd"],
        [("Nord: zuerst", "Nord", "Nord: zuerst", 1, 5), ("Süd: zuerst", "Süd", "Süd: zuerst", 1, None)],
    )


def test_bundle_carries_rooms_and_origins_there_and_back(plenum):
    gather(plenum)
    told = export_bundle(plenum)
    with transaction():
        taken_over = import_bundle(told, None).id
    db.session.expunge_all()
    again = export_bundle(db.session.get(Workshop, taken_over))
    for data in (told, again):
        for held in (data, *data["rooms"]["held"]):
            held["workshop"].pop("code")
    assert (again["rooms"], again["clusters"]) == (told["rooms"], told["clusters"])


def test_bundle_of_the_first_version_is_a_workshop_without_rooms(database):
    workshop = a_workshop()
    told = export_bundle(workshop) | {"version": 1}
    del told["rooms"]
    with transaction():
        assert import_bundle(told, None).pace is None


class Desk:
    def __init__(self, app, code, user_id):
        self.client, self.code = sign_in(app, user_id), code

    def page(self, path):
        return html.fromstring(self.client.get(f"/console/{self.code}/{path}").text)

    def post(self, path, **values):
        token = self.page("rooms").xpath("//input[@name='csrf_token']/@value")[0]
        return self.client.post(f"/console/{self.code}/{path}", data={"csrf_token": token} | values, headers=SAME_SITE)


def test_moderator_gathers_joins_and_takes_back_on_one_page(app, plenum):
    desk = Desk(app, plenum.code, a_moderator(plenum).id)
    said = desk.page("gather").xpath("//p[@class='harvest__note']/text()")
    statuses = [desk.post("gather", count="1").status_code]
    ids = desk.page("gather").xpath("//input[@name='cluster']/@value")
    statuses.append(desk.post("gather/join", cluster=ids[:1]).status_code)
    statuses.append(desk.post("gather/join", cluster=ids).status_code)
    origins = [
        " ".join(found.text_content().split()) for found in desk.page("gather").xpath("//ul[@class='origins']/li")
    ]
    statuses.append(desk.post("gather/undo").status_code)
    assert (said, statuses, origins) == (
        ["No vote was counted here. The topics stand by their number of cards."],
        [303, 422, 303, 303],
        ["Nord rank 1 · 5 dots · 2 cards", "Süd place 1 by cards · 2 cards"],
    )


def test_topics_are_only_shown_before_the_step_for_gathering(app, plenum):
    with transaction():
        walk(get_workshop(plenum.code), 3, None)
    desk = Desk(app, plenum.code, a_moderator(plenum).id)
    assert (desk.page("gather").xpath("//button[contains(., 'plenum')]"), desk.post("gather").status_code) == ([], 409)
