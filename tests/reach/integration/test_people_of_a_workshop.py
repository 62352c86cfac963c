"""Voluntary questions: set by the office, answered once on a phone, counted apart, told from five people up."""

import csv
import io
import re
import uuid
from html import unescape

import pytest
from openpyxl import load_workbook

from participation.access.models import Participant
from participation.contributions.models import Card
from participation.export.bundle import export_bundle, import_bundle
from participation.export.document import Heading
from participation.export.documentation import document_workshop
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.transaction import transaction
from participation.privacy.services import archive_workshop
from participation.reach.asked import asked_of
from participation.reach.models import AnswerCount, AnswerKey, Question
from participation.reach.queries import find_report
from participation.reach.services import count_answers, set_questions
from participation.workshop.models import Phase, StepKind, WorkshopState
from participation.workshop.queries import get_workshop
from tests.factories import a_workshop, an_office_user
from tests.hall.console.desk import sign_in
from tests.hall.integration.conftest import JSON, Device, Hall, count_requests
from tests.hall.integration.test_rooms import House

__all__ = ["count_requests"]

ALL = ["age", "district", "language", "since", "gender"]
SAID = {"age": "30-44", "district": "Nord", "language": "ar", "since": "2-5", "gender": "female"}


@pytest.fixture
def hall(app):
    with app.app_context():
        code = a_workshop().code
    return Hall(app, code)


@pytest.fixture
def asking(hall):
    hall.run(StepKind.COLLECT)
    with hall.app.app_context(), transaction():
        set_questions(get_workshop(hall.code), asked_of(ALL, "Nord\nSüd"), None)
    return hall


@pytest.fixture
def device(app, asking):
    device = Device(app.test_client(), asking.code)
    device.send("Kein Bus am Abend")
    return device


@pytest.fixture
def office(app):
    with app.app_context():
        user = an_office_user().id
    client = sign_in(app, user)
    with client.session_transaction() as session:
        session["language"] = "de"
    return client


def fields_of(page):
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in pairs}


def answer(device, **given):
    """Send the form of the page."""
    return device.client.post(f"/{device.code}/questions", data=fields_of(device.look("/questions")) | given)


def counts(hall):
    """All counts above zero."""
    with hall.app.app_context():
        rows = db.session.query(AnswerCount).filter(AnswerCount.number > 0)
        return {(row.question.value, row.answer): row.number for row in rows}


def many_answer(hall, answers):
    """Count these answers without going over pages; ``answers`` are (number of people, what they said)."""
    with hall.app.app_context():
        for number, said in answers:
            for _person in range(number):
                with transaction():
                    count_answers(get_workshop(hall.code), said, str(uuid.uuid4()))


def close(hall, state=WorkshopState.CLOSED):
    with hall.app.app_context():
        workshop = hall.row()
        workshop.state, workshop.closed_at = state, clock.now()
        db.session.commit()


class TestAsking:
    def test_workshop_asks_nothing_by_itself(self, hall):
        hall.run(StepKind.COLLECT)
        device = Device(hall.app.test_client(), hall.code)
        device.send("Kein Bus am Abend")
        assert ("/questions" in device.look().text, device.look("/questions").status_code) == (False, 303)

    def test_questions_are_offered_below_the_own_cards_which_hide_them_before_the_first_one(self, asking, device):
        page = device.look().text
        own = page.index('class="owns"')
        assert own < page.index('<aside class="after rule">') < page.index(f'href="/{asking.code}/questions"')

    def test_closing_offers_the_questions_to_who_took_part(self, asking, device):
        asking.run(StepKind.CLOSING, Phase.FOLLOW_UP)
        assert f'href="/{asking.code}/questions"' in device.look().text

    def test_form_begins_without_any_answer_and_each_question_can_be_left_out(self, device):
        page = device.look("/questions").text
        assert (page.count("<select"), page.count("selected"), page.count("required")) == (5, 5, 0)
        assert len(re.findall(r'<option value=""\s+selected', page)) == 5

    def test_device_is_asked_once(self, asking, device):
        address = answer(device, **SAID).location
        assert (address, "<form" in device.look("/questions").text) == (f"/{asking.code}/questions", False)
        assert f'href="/{asking.code}/questions"' not in device.look().text

    def test_device_that_will_not_answer_is_not_asked_again_and_nothing_is_counted(self, asking, device):
        refused = answer(device, decline="1", **SAID)
        assert (refused.location, counts(asking)) == (f"/{asking.code}", {})
        assert f'href="/{asking.code}/questions"' not in device.look().text

    def test_device_that_has_not_joined_is_not_asked(self, asking):
        stranger = Device(asking.app.test_client(), asking.code)
        assert stranger.client.get(f"/{asking.code}/questions").location == f"/{asking.code}"
        data = SAID | {"key": str(uuid.uuid4())}
        assert stranger.client.post(f"/{asking.code}/questions", data=data).status_code == 409
        assert counts(asking) == {}

    def test_phone_page_costs_no_statement_more(self, asking, device, count_requests):
        assert count_requests(device.look) == 2


class TestCounting:
    def test_answers_are_counted_and_what_was_left_out_too(self, asking, device):
        answer(device, age="30-44", gender="female")
        assert counts(asking) == {
            ("age", "30-44"): 1,
            ("district", ""): 1,
            ("language", ""): 1,
            ("since", ""): 1,
            ("gender", "female"): 1,
        }

    def test_form_sent_twice_with_one_key_is_counted_once(self, asking, device):
        form = fields_of(device.look("/questions")) | SAID
        with device.client.session_transaction() as session:
            cookie = dict(session)
        for _time in range(2):
            with device.client.session_transaction() as session:
                session.clear()
                session.update(cookie)  # both were sent before the first answer came
            assert device.client.post(f"/{asking.code}/questions", data=form).status_code == 303
        assert set(counts(asking).values()) == {1}

    def test_second_form_of_a_device_is_not_counted(self, asking, device):
        first, second = (fields_of(device.look("/questions")) | SAID for _tab in range(2))
        for form in (first, second):
            device.client.post(f"/{asking.code}/questions", data=form)
        assert set(counts(asking).values()) == {1}

    @pytest.mark.parametrize(
        "wrong",
        [{"age": "31"}, {"district": "Mond"}, {"language": "de-x-leicht"}, {"gender": "<b>"}, {"since": "x" * 999}],
    )
    def test_answer_that_is_not_offered_is_named_and_the_others_are_kept(self, asking, device, wrong):
        refused = answer(device, **SAID | wrong)
        kept = re.findall(r'<option value="([^"]+)"[^>]*selected', refused.text)
        assert (refused.status_code, 'role="alert"' in refused.text, counts(asking)) == (422, True, {})
        assert kept == [SAID[question] for question in ALL if question not in wrong]

    @pytest.mark.parametrize("key", ["", "17", "x" * 500])
    def test_form_without_a_key_is_named_and_comes_back_with_one(self, asking, device, key):
        refused = answer(device, key=key, **SAID)
        again = fields_of(refused)["key"]
        assert (refused.status_code, len(again), counts(asking)) == (422, 36, {})

    def test_program_is_told_in_its_own_way(self, asking, device):
        form = fields_of(device.look("/questions")) | {"age": "31"}
        refused = device.client.post(f"/{asking.code}/questions", data=form, headers=JSON)
        form["age"] = "75"
        taken = device.client.post(f"/{asking.code}/questions", data=form, headers=JSON)
        assert (refused.status_code, refused.json["error"], taken.status_code) == (422, "AnswerUnknown", 201)

    def test_answers_after_the_workshop_are_refused_and_nothing_is_counted(self, asking, device):
        form = fields_of(device.look("/questions")) | SAID
        close(asking)
        refused = device.client.post(f"/{asking.code}/questions", data=form)
        assert (refused.status_code, counts(asking)) == (409, {})

    def test_question_that_is_not_asked_is_not_counted(self, hall):
        with hall.app.app_context():
            with transaction():
                set_questions(get_workshop(hall.code), asked_of(["age"], ""), None)
            with transaction():
                count_answers(get_workshop(hall.code), SAID, str(uuid.uuid4()))
        assert counts(hall) == {("age", "30-44"): 1}

    def test_nothing_leads_from_an_answer_to_a_device_a_card_or_a_moment(self):
        tables = [Base.metadata.tables[name] for name in ("answer_count", "answer_key")]
        columns = {table.name: sorted(column.name for column in table.columns) for table in tables}
        points_at = {key.target_fullname for table in tables for key in table.foreign_keys}
        assert columns == {
            "answer_count": ["answer", "number", "question", "workshop_id"],
            "answer_key": ["key", "workshop_id"],
        }
        assert points_at == {"workshop.id"}

    def test_answering_changes_no_row_of_a_device_or_a_card(self, asking, device):
        def rows():
            with asking.app.app_context():
                return [
                    [str(getattr(row, column.name)) for column in table.__table__.columns]
                    for table in (Participant, Card)
                    for row in db.session.query(table)
                ]

        before = rows()
        answer(device, **SAID)
        assert rows() == before

    def test_rows_are_there_before_anybody_answers(self, asking, device):
        def places():
            with asking.app.app_context():
                return sorted((row.question, row.answer) for row in db.session.query(AnswerCount))

        before = places()
        answer(device, **SAID)
        assert (places(), len(before)) == (before, len(set(before)))

    def test_archiving_deletes_the_keys_and_keeps_the_counts(self, asking, device):
        answer(device, **SAID)
        before = counts(asking)
        close(asking)
        with asking.app.app_context():
            with transaction():
                archive_workshop(get_workshop(asking.code), None)
            keys = db.session.query(AnswerKey).count()
        assert (keys, counts(asking)) == (0, before)


class TestOffice:
    def test_office_chooses_questions_and_districts(self, hall, office):
        page = office.get(f"/office/workshops/{hall.code}/people")
        saved = office.post(
            f"/office/workshops/{hall.code}/people",
            data=fields_csrf(page) | {"asked": ["gender", "district"], "districts": "Nord\nSüd\n"},
        )
        with hall.app.app_context():
            kept = hall.row().questions
        assert (saved.status_code, kept) == (303, {"asked": ["district", "gender"], "districts": ["Nord", "Süd"]})

    def test_refused_choice_comes_back_as_it_was_typed(self, hall, office):
        page = office.get(f"/office/workshops/{hall.code}/people")
        data = fields_csrf(page) | {"asked": ["district"], "districts": "x" * 70}
        refused = office.post(f"/office/workshops/{hall.code}/people", data=data)
        assert (refused.status_code, "x" * 70 in refused.text, 'role="alert"' in refused.text) == (422, True, True)

    def test_questions_stay_once_somebody_has_answered(self, asking, office):
        page = office.get(f"/office/workshops/{asking.code}/people")
        many_answer(asking, [(1, SAID)])
        data = fields_csrf(page) | {"asked": ["age"], "districts": ""}
        refused = office.post(f"/office/workshops/{asking.code}/people", data=data)
        with asking.app.app_context():
            asked = hall_questions(asking)
        assert (refused.status_code, asked) == (422, ALL)

    def test_no_number_is_told_while_the_workshop_goes_on(self, asking, office):
        many_answer(asking, [(9, SAID)])
        page = office.get(f"/office/workshops/{asking.code}/people").text
        table = list(csv.reader(csv_of(office, asking), delimiter=";"))
        assert ("reached" in page, table) == (False, [["Frage", "Antwort", "Menschen"]])

    def test_office_sees_who_was_reached_from_five_people_up(self, asking, office):
        many_answer(asking, [(9, SAID), (6, SAID | {"age": "75", "gender": "male"}), (2, {"age": "18-29"})])
        close(asking)
        with asking.app.app_context():
            report = find_report(get_workshop(asking.code))
            told = {each.question: [entry.number for entry in each.told] for each in report.answers}
        assert report.forms == 17
        assert told[Question.AGE] == [None, None, 9, None, None, 6, None]
        assert told[Question.GENDER] == [9, 6, None, None]
        page = office.get(f"/office/workshops/{asking.code}/people").text
        found = re.findall(r'<td class="number">(\d+)</td>', page)
        assert (sorted(map(int, found), reverse=True), "nicht gezeigt" in page) == ([15, 15, 15, 9, 9, 6, 6], True)

    def test_fewer_than_five_answers_are_not_told_at_all(self, asking, office):
        many_answer(asking, [(4, SAID)])
        close(asking)
        page = office.get(f"/office/workshops/{asking.code}/people").text
        assert ("weniger als fünf" in page, '<td class="number">' in page) == (True, False)

    def test_report_costs_the_same_for_one_question_and_for_five(self, asking, count_requests):
        many_answer(asking, [(6, SAID)])
        close(asking)

        def look():
            with asking.app.app_context():
                find_report(get_workshop(asking.code))

        five = count_requests(look)
        with asking.app.app_context():
            asking.row().questions = {"asked": ["age"], "districts": []}
            db.session.commit()
        assert count_requests(look) == five

    def test_room_leads_to_the_questions_of_its_plenum(self, app, office):
        house = House(app)
        found = office.get(f"/office/workshops/{house.rooms[0]}/people")
        assert found.location == f"/office/workshops/{house.code}/people"


class TestPapers:
    def test_table_holds_back_what_must_not_be_told(self, asking, office):
        many_answer(asking, [(9, SAID), (1, {"gender": "diverse"})])
        close(asking)
        rows = list(csv.reader(csv_of(office, asking), delimiter=";"))
        gender = {answer: number for question, answer, number in rows if question == "Welches Geschlecht haben Sie?"}
        assert gender == {"weiblich": "9", "männlich": "", "divers": "", "keine Angabe": ""}

    def test_spreadsheet_has_a_sheet_of_participants_only_when_something_may_be_told(self, asking, office):
        def sheets():
            answer = office.get(f"/office/workshops/{asking.code}/documentation.xlsx")
            return load_workbook(io.BytesIO(answer.data)).sheetnames

        many_answer(asking, [(9, SAID)])
        before = sheets()
        close(asking)
        assert (sheets(), "Teilnehmende" in before) == ([*before, "Teilnehmende"], False)

    def test_documentation_has_a_chapter_of_participants_in_numbers(self, asking):
        many_answer(asking, [(9, SAID)])
        close(asking)
        with asking.app.app_context():
            blocks = document_workshop(get_workshop(asking.code)).blocks
        headings = [block.text for block in blocks if isinstance(block, Heading)]
        place = headings.index("Teilnehmende in Zahlen")
        assert headings[place + 1 : place + 3] == ["Wie alt sind Sie?", "Wo wohnen Sie?"]

    def test_bundle_carries_the_questions_and_no_answer(self, asking):
        many_answer(asking, [(9, SAID)])
        with asking.app.app_context():
            bundle = export_bundle(get_workshop(asking.code))
            with transaction():
                code = import_bundle(bundle, None).code
            again = get_workshop(code).questions
        said = {"asked": ALL, "districts": ["Nord", "Süd"]}
        assert (bundle["workshop"]["questions"], again) == (said, said)
        assert "30-44" not in str(bundle)

    def test_bundle_from_before_the_questions_asks_nothing(self, asking):
        with asking.app.app_context():
            bundle = export_bundle(get_workshop(asking.code))
            bundle["version"] = 3
            del bundle["workshop"]["questions"]
            with transaction():
                code = import_bundle(bundle, None).code
            assert get_workshop(code).questions == {"asked": [], "districts": []}


def fields_csrf(page):
    return {"csrf_token": unescape(re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1))}


def hall_questions(hall):
    return hall.row().questions["asked"]


def csv_of(office, hall):
    found = office.get(f"/office/workshops/{hall.code}/people.csv")
    return io.StringIO(found.data.decode("utf-8-sig"), newline="")
