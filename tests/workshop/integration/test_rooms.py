"""The office splits a workshop into rooms, prepares each, and takes the split back."""

import pytest
from lxml import html

from participation.cli import COMMANDS
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.privacy.services import archive_workshop
from participation.workshop.errors import (
    AlreadySplit,
    RoomCountInvalid,
    RoomNameTaken,
    RoomNotEmpty,
    RoomsHaveBegun,
    RoomStepsInvalid,
    RoomWithinRoom,
)
from participation.workshop.models import Phase, StepKind, Workshop, WorkshopState
from participation.workshop.queries import get_workshop, list_processes, list_workshops
from participation.workshop.room_agendas import usual_range
from participation.workshop.rooms import list_rooms
from participation.workshop.services import (
    RoomDraft,
    RoomsDraft,
    WorkshopDraft,
    add_room,
    change_room,
    change_workshop,
    create_workshop,
    default_process,
    move_stage,
    remove_room,
    split_workshop,
    unite_workshop,
    write_prompt,
)
from tests.factories import a_moderator, a_participant, a_workshop, an_interpreter, an_office_user
from tests.hall.console.desk import SAME_SITE, sign_in, words

CRITIQUE = (1, 3)


@pytest.fixture
def plenum(database):
    code = a_workshop(title="Werkstatt Sport").code
    with transaction():
        split_workshop(get_workshop(code), RoomsDraft(["", "Süd"], *CRITIQUE), None)
    return get_workshop(code)


def agenda(workshop):
    return [(step.position, step.kind, step.phase) for step in workshop.steps]


def test_unnamed_rooms_are_numbered_and_titled_after_the_plenum(plenum):
    assert [(room.name, room.workshop.title) for room in list_rooms(plenum.id)] == [
        ("Raum 1", "Werkstatt Sport · Raum 1"),
        ("Süd", "Werkstatt Sport · Süd"),
    ]


def test_usual_rooms_hold_critique_and_fantasy_up_to_its_vote(database):
    steps = a_workshop().steps
    first, last = usual_range(steps)
    assert [(steps[place].kind, steps[place].phase) for place in (first, last)] == [
        (StepKind.COLLECT, Phase.CRITIQUE),
        (StepKind.VOTE, Phase.FANTASY),
    ]


def test_taking_the_split_back_leaves_the_agenda_as_it_was(database):
    workshop = a_workshop()
    before = agenda(workshop)
    with transaction():
        split_workshop(get_workshop(workshop.code), RoomsDraft(["", ""], *CRITIQUE), None)
    with transaction():
        unite_workshop(get_workshop(workshop.code), None)
    found = get_workshop(workshop.code)
    assert (
        agenda(found),
        found.pace,
        any(step.in_rooms for step in found.steps),
        db.session.query(Workshop).count(),
    ) == (
        before,
        None,
        False,
        1,
    )


@pytest.mark.parametrize(
    ("names", "first", "last", "error"),
    [
        ([""], 1, 3, RoomCountInvalid),
        ([""] * 41, 1, 3, RoomCountInvalid),
        (["Nord", "nord"], 1, 3, RoomNameTaken),
        (["", ""], 3, 1, RoomStepsInvalid),
        (["", ""], 2, 3, RoomStepsInvalid),
        (["", ""], 1, 8, RoomStepsInvalid),
        (["", ""], 0, 99, RoomStepsInvalid),
    ],
)
def test_split_that_cannot_work_is_refused_and_changes_nothing(database, names, first, last, error):
    code = a_workshop().code
    with pytest.raises(error), transaction():
        split_workshop(get_workshop(code), RoomsDraft(names, first, last), None)
    assert (get_workshop(code).pace, db.session.query(Workshop).count()) == (None, 1)


def test_split_workshop_and_a_room_are_not_split_again(plenum):
    for workshop, error in ((plenum, AlreadySplit), (list_rooms(plenum.id)[0].workshop, RoomWithinRoom)):
        with pytest.raises(error), transaction():
            split_workshop(get_workshop(workshop.code), RoomsDraft(["", ""], *CRITIQUE), None)


@pytest.mark.parametrize(
    "move",
    [
        lambda plenum: add_room(plenum, "Nord", None),
        lambda plenum: remove_room(plenum.rooms[0], None),
        lambda plenum: unite_workshop(plenum, None),
        lambda plenum: change_room(plenum.rooms[0], RoomDraft("Nord", "", ["de"]), None),
    ],
)
def test_rooms_stay_as_they_are_once_the_workshop_has_begun(plenum, move):
    with transaction():
        move_stage(get_workshop(plenum.code), 0, None)
    with pytest.raises(RoomsHaveBegun), transaction():
        move(get_workshop(plenum.code))


def test_room_in_which_somebody_was_is_not_removed(plenum):
    with transaction():
        room = add_room(get_workshop(plenum.code), "Nord", None).workshop_id
    a_participant(db.session.get(Workshop, room))
    with pytest.raises(RoomNotEmpty), transaction():
        remove_room(get_workshop(plenum.code).rooms[2], None)


def test_language_of_a_room_brings_the_prompts_of_its_own_agenda(database):
    with transaction():
        draft = WorkshopDraft("Werkstatt", "full", ["de"])
        workshop = create_workshop(default_process(None, None), draft, None)
        first, last = usual_range(workshop.steps)
        room = split_workshop(workshop, RoomsDraft(["", ""], first, last), None)[0]
        change_room(room, RoomDraft("Raum 1", "2. Stock", ["ar", "de"]), None)
        change_workshop(workshop, WorkshopDraft("Werkstatt Sport", "full", ["de", "ar"]), None)
        wanted = {step.position: step.prompt_in("ar").text for step in workshop.steps}
        inside = [step.prompt_in("ar").text for step in room.workshop.steps]
        title = room.workshop.title
    added = [wanted[position] for position in (last + 1, last + 2)]
    assert (inside[:-1], len(set(wanted.values())), added[0] in inside, title) == (
        [wanted[position] for position in range(first, last + 1)],
        len(wanted),
        False,
        "Werkstatt Sport · Raum 1",
    )


def test_new_words_of_a_prompt_reach_the_rooms_that_had_the_old_ones(plenum):
    def first_words():
        return [room.workshop.steps[0].prompt_in("de").text for room in list_rooms(plenum.id)]

    with transaction():
        write_prompt(list_rooms(plenum.id)[0].workshop.steps[0], "de", "Was fehlt im Norden?", None)
    with transaction():
        write_prompt(get_workshop(plenum.code).steps[1], "de", "Was fehlt?", None)
    assert first_words() == ["Was fehlt im Norden?", "Was fehlt?"]


def test_archiving_the_plenum_archives_its_rooms(plenum):
    with transaction():
        for workshop in (get_workshop(plenum.code), *(room.workshop for room in get_workshop(plenum.code).rooms)):
            workshop.state = WorkshopState.CLOSED
    a_participant(list_rooms(plenum.id)[0].workshop)
    with transaction():
        erased = archive_workshop(get_workshop(plenum.code), None)
    states = [room.workshop.state for room in list_rooms(plenum.id)]
    assert (erased, states) == (1, [WorkshopState.ARCHIVED] * 2)


def test_rooms_are_beneath_their_plenum_and_no_events_of_their_own(app, plenum):
    page = html.fromstring(sign_in(app, an_office_user().id).get("/office/").text)
    rows = [row.get("class") for row in page.xpath("//table//tbody/tr")]
    assert ([workshop.code for workshop in list_workshops()], rows) == ([plenum.code], [None, *["list__beneath"] * 2])


@pytest.mark.parametrize("rooms", [2, 5])
def test_list_of_processes_takes_a_constant_number_of_statements(database, statements, rooms):
    code = a_workshop().code
    with transaction():
        split_workshop(get_workshop(code), RoomsDraft([""] * rooms, *CRITIQUE), None)
    db.session.expunge_all()
    statements.clear()
    [room.workshop.title for process in list_processes() for each in process.workshops for room in each.rooms]
    assert len(statements) == 3


def office(app):
    with app.app_context():
        user = an_office_user().id
    client = sign_in(app, user)

    def post(path, **values):
        page = html.fromstring(client.get("/office/workshops/new").text)
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        return client.post(path, data={"csrf_token": token} | values, headers=SAME_SITE)

    return client, post


def test_office_splits_on_a_page_and_prepares_a_room(app):
    with app.app_context():
        code = a_workshop().code
    client, post = office(app)
    address = f"/office/workshops/{code}/rooms"
    proposed = html.fromstring(client.get(address).text).xpath("//select/option[@selected]/@value")
    choices = {"first": "1", "last": "3", "pace": "own", "entry": "choice"}
    refused = post(address, count="1", names="", **choices)
    made = post(address, names="Nord\nSüd\n", **choices)
    with app.app_context():
        rooms = [room.workshop.code for room in get_workshop(code).rooms]
    saved = post(f"{address}/{rooms[0]}", name="Nord", place="2. OG", first_language="ar", languages=["de"])
    page = html.fromstring(client.get(address).text)
    listed = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr[1]/*")][:3]
    removed = post(f"{address}/{rooms[1]}/remove")
    strange = client.get(f"{address}/ZZZZZZ")
    assert (proposed, refused.status_code, "at least" in refused.text or "2 to 40" in refused.text) == (
        ["1", "7"],
        422,
        True,
    )
    assert (made.status_code, saved.status_code, listed, removed.status_code, strange.status_code) == (
        303,
        303,
        ["Nord 2. OG", rooms[0], "العربية, Deutsch"],
        422,
        404,
    )


def test_office_names_the_interpreters_of_a_room(app):
    with app.app_context():
        code = a_workshop().code
        ada, moderator = an_interpreter(name="Ada").id, a_moderator(name="Mo").id
        with transaction():
            room = split_workshop(get_workshop(code), RoomsDraft(["Nord", "Süd"], *CRITIQUE), None)[0].workshop.code
    client, post = office(app)
    address = f"/office/workshops/{code}/rooms/{room}"
    named = {"name": "Nord", "first_language": "de", "interpreters": [ada]}
    saved = post(address, **named)
    refused = post(address, **named | {"interpreters": [moderator]})
    page = html.fromstring(client.get(address).text)
    with app.app_context():
        stored = [user.name for user in get_workshop(room).interpreters]
    assert (saved.status_code, refused.status_code, stored) == (303, 422, ["Ada"])
    assert words(html.fromstring(refused.text), "//fieldset/*[@class='field__error']") == [
        "This choice is not there any more. Look at the list as it is now, and choose again."
    ]
    assert words(page, "//label[input[@name='interpreters'][@checked]]") == ["Ada"]


def test_command_creates_a_workshop_with_rooms_and_lists_them_beneath(app):
    runner = app.test_cli_runner()
    workshop = next(command for command in COMMANDS if command.name == "workshop")
    made = runner.invoke(
        workshop, ["create", "--title", "T", "--template", "full", "--rooms", "3", "--start", "--json"]
    )
    listed = runner.invoke(workshop, ["list"])
    refused = runner.invoke(workshop, ["create", "--title", "T", "--template", "full", "--rooms", "1"])
    lines = listed.output.splitlines()
    assert ('"pace": "together"' in made.output, len(lines), [line[:2] for line in lines[1:]], refused.exit_code) == (
        True,
        4,
        ["  "] * 3,
        1,
    )
