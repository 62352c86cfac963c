"""The console for people without a phone: cards from paper, counts by two people, voting cards, recount sheet."""

import io
import uuid

import pytest
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.models import CardState
from participation.contributions.queries import list_board_cards
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import VotingCard, VotingRules
from participation.prioritisation.queries import find_round
from participation.prioritisation.rules import rules_of
from participation.prioritisation.voting_cards import count_uses
from participation.privacy.services import archive_workshop
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.factories import a_card, a_cluster, a_table, a_workshop, run_step
from tests.hall.console.desk import SAME_SITE, refusal, words

JSON = SAME_SITE | {"Accept": "application/json"}
POSITION = 3


def send(console, text, **fields):
    """Type a card in as the script does."""
    console.token = console.token or console.page().xpath("//input[@name='csrf_token']/@value")[0]
    values = {"language": "de", "key": str(uuid.uuid4()), "position": "1", "text": text, "csrf_token": console.token}
    return console.client.post(f"/console/{console.code}/paper", data=values | fields, headers=JSON)


def texts(console):
    def read(workshop):
        return [(card.text, card.state, card.on_paper) for card in list_board_cards(workshop.id, visible_only=False)]

    return console.look(read)


def test_typed_card_is_told_its_number_among_the_cards_from_paper(prepare):
    console = prepare(fill=lambda workshop, _step: a_card(workshop, text="Vom Telefon").id)
    first, second = send(console, "Eins"), send(console, "Zwei")
    assert [answer.status_code for answer in (first, second)] == [201, 201]
    assert [(card["number"], card["text"]) for card in first.json["cards"] + second.json["cards"]] == [
        (1, "Eins"),
        (2, "Zwei"),
    ]
    assert second.json["count"] == 2


def test_line_sent_again_is_one_card_with_one_number(prepare):
    console = prepare()
    key = str(uuid.uuid4())
    answers = [send(console, "Eins", key=key).json["cards"][0]["number"] for _ in range(2)]
    assert (answers, len(texts(console))) == ([1, 1], 1)


def test_several_lines_are_looked_at_before_they_are_stored(prepare):
    console = prepare()
    values = {"language": "ar", "key": str(uuid.uuid4()), "position": "1"}
    look = html.fromstring(console.post("paper", text="واحد\n\n اثنان ", **values).text)
    assert look.xpath("//input[@name='line']/@value") == ["واحد", " اثنان "]
    assert texts(console) == []
    for _time in range(2):
        assert console.post("paper", line=["واحد", "اثنان"], **values).status_code == 303
    assert texts(console) == [("واحد", CardState.VISIBLE, True), ("اثنان", CardState.VISIBLE, True)]


def test_one_bad_line_stores_none_and_is_named(prepare):
    console = prepare()
    values = {"language": "de", "key": str(uuid.uuid4()), "position": "1"}
    answer = console.post("paper", line=["Gut", "x" * 501], **values)
    why = "The card has 501 characters, at most 500 fit. Shorten it, or make two cards of it."
    assert answer.status_code == 422
    assert refusal(answer) == f"Line 2 cannot be a card. Nothing was stored yet. {why}"
    assert html.fromstring(answer.text).xpath("//input[@name='line']/@value") == ["Gut", "x" * 501]
    assert texts(console) == []


def test_too_many_lines_come_back_whole_and_store_nothing(prepare):
    console = prepare()
    answer = console.post("paper", text="\n".join(["x"] * 101), language="de", key=str(uuid.uuid4()), position="1")
    assert (answer.status_code, refusal(answer)) == (
        422,
        "At most 100 cards fit at once. Paste them in two parts.",
    )
    assert texts(console) == []


def test_language_and_table_stay_for_the_next_card(prepare):
    console = prepare(fill=lambda workshop, _step: a_table(workshop).id)
    answer = console.post(
        "paper", text="Eins", language="ar", key=str(uuid.uuid4()), position="1", table=str(console.made)
    )
    page = html.fromstring(console.client.get(answer.location).text)
    chosen = [page.xpath(f"//select[@name='{name}']/option[@selected]/@value") for name in ("language", "table")]
    assert chosen == [["ar"], [str(console.made)]]
    assert console.look(lambda workshop: [card.table_id for card in list_board_cards(workshop.id)]) == [console.made]


def test_card_is_taken_back_logged_and_unchanged(prepare):
    console = prepare()
    card_id = send(console, "Falsch abgetippt").json["cards"][0]["id"]
    for _time in range(2):
        assert console.post(f"paper/{card_id}/withdraw").status_code == 303
    assert texts(console) == [("Falsch abgetippt", CardState.WITHDRAWN, True)]

    def entries(_workshop):
        statement = select(LogEntry.subject_id).where(LogEntry.action == "withdraw_paper_card")
        return db.session.scalars(statement).all()

    assert console.look(entries) == [card_id]


def test_card_from_a_phone_is_not_taken_back_by_staff(prepare):
    console = prepare(fill=lambda workshop, _step: a_card(workshop).id)
    assert console.post(f"paper/{console.made}/withdraw").status_code == 409
    assert [state for _text, state, _paper in texts(console)] == [CardState.VISIBLE]


def go_to(console, kind):
    with console.app.app_context():
        run_step(get_workshop(console.code), kind, Phase.CRITIQUE)


def test_cards_are_typed_in_until_the_vote_begins(prepare):
    console = prepare()
    console.get()
    card_id = send(console, "Beim Sammeln").json["cards"][0]["id"]
    key = str(uuid.uuid4())
    go_to(console, StepKind.CLUSTER)
    assert send(console, "Beim Ordnen", key=key).status_code == 201
    go_to(console, StepKind.VOTE)
    late = send(console, "Beim Punkten")
    assert (late.status_code, late.json["error"]) == (409, "PaperTooLate")
    assert send(console, "Beim Ordnen", key=key).status_code == 201
    assert console.post(f"paper/{card_id}/withdraw").status_code == 409
    assert [text for text, _state, _paper in texts(console)] == ["Beim Sammeln", "Beim Ordnen"]
    assert "the vote on this phase has begun" in console.get("paper").text


def test_nothing_is_typed_in_before_anything_is_collected(prepare):
    console = prepare(StepKind.WELCOME, Phase.PREPARATION)
    console.get()
    assert send(console, "Zu früh").status_code == 409
    assert texts(console) == []


@pytest.mark.parametrize("cards", [1, 3])
def test_page_of_paper_cards_takes_the_same_number_of_statements(prepare, statements_of, cards):
    console = prepare()
    for number in range(cards):
        send(console, f"Karte {number}")
    assert statements_of(lambda: console.get("paper")) == 8


@pytest.fixture
def statements_of(count_statements):
    """Return a function that counts the statements of one request."""

    def count(request):
        class Once:
            get = staticmethod(request)

        return count_statements(Once)

    return count


def three_topics(workshop, _step):
    return [a_cluster(workshop, title=title).id for title in ("Bus", "Halle", "Amt")]


def opened(console, **rules):
    answer = console.post(f"rounds/{POSITION}/open", option=[str(cluster) for cluster in console.made], **rules)
    assert answer.status_code == 303
    return console.look(lambda workshop: [option.id for option in find_round(workshop.steps[POSITION].id).options])


@pytest.fixture
def vote(prepare):
    return prepare(StepKind.VOTE, fill=three_topics)


def paper(options, *numbers):
    return {f"paper-{option}": str(number) for option, number in zip(options, numbers, strict=True)}


def test_second_person_counts_without_seeing_the_first_count(vote, another):
    options = opened(vote)
    vote.post(f"rounds/{POSITION}/count", **paper(options, 4711, 0, 0))
    second = another(vote)
    assert "4711" not in second.get().text
    assert "4711" not in vote.get().text
    second.post(f"rounds/{POSITION}/count", **paper(options, 4711, 0, 0))
    assert vote.page().xpath("//section[@id='paper-count']/@data-state") == ["settled"]
    vote.post(f"rounds/{POSITION}/close")
    rows = [
        words(row, "./th | ./td[last()]/strong")
        for row in vote.page().xpath("//table[contains(@class, 'result')]/tbody/tr")
    ]
    assert rows[0] == ["Bus", "4,711"]


def test_same_person_does_not_count_twice_unless_alone(vote):
    options = opened(vote)
    vote.post(f"rounds/{POSITION}/count", **paper(options, 4, 0, 0))
    refused = vote.post(f"rounds/{POSITION}/count", **paper(options, 4, 0, 0))
    assert refused.status_code == 422
    assert refusal(refused).startswith("You made the first count.")
    vote.post(f"rounds/{POSITION}/count", alone="1", **paper(options, 4, 0, 0))
    vote.post(f"rounds/{POSITION}/close")
    assert "single-handed" in vote.get(f"rounds/{POSITION}/recount").text


def test_vote_with_half_counted_paper_is_neither_closed_nor_left(vote):
    options = opened(vote)
    vote.post(f"rounds/{POSITION}/count", **paper(options, 4, 0, 0))
    closing = vote.post(f"rounds/{POSITION}/close")
    assert (closing.status_code, refusal(closing)[:38]) == (422, "The paper is not counted to the end. A")
    assert vote.post("next").status_code == 422
    assert vote.look(lambda workshop: workshop.current_step.position) == POSITION


def test_difference_is_shown_settled_with_a_reason_and_stays_on_the_sheet(vote, another):
    options = opened(vote)
    vote.post(f"rounds/{POSITION}/count", **paper(options, 4, 1, 0))
    another(vote).post(f"rounds/{POSITION}/count", **paper(options, 5, 1, 0))
    shown = [words(row, "./th | ./td") for row in vote.page().xpath("//form[@id='settle-paper']//tbody/tr")]
    assert shown == [["Bus", "4", "5", ""]]
    without = vote.post(f"rounds/{POSITION}/settle", **{f"paper-{options[0]}": "5"})
    assert (without.status_code, 'value="5"' in without.text) == (422, True)
    unsaid = vote.post(f"rounds/{POSITION}/settle", reason="Zusammen gezählt")
    assert unsaid.status_code == 422
    vote.post(f"rounds/{POSITION}/settle", reason="Zusammen gezählt", **{f"paper-{options[0]}": "5"})
    vote.post(f"rounds/{POSITION}/close")
    sheet = vote.page(f"rounds/{POSITION}/recount")
    assert words(sheet, "//tbody/tr[1]/td") == ["0", "0", "4", "5", "5 the counts differed≠", "5"]
    assert words(sheet, "//tfoot/tr/td") == ["0", "0", "5", "6", "6", "6"]
    assert "Zusammen gezählt" in sheet.text_content()
    assert words(sheet, "//header//p[contains(@class, 'notice--good')]") == [
        "✓ It adds up: the ways together are the result that was announced."
    ]


def test_counts_are_put_aside_with_a_reason(vote):
    options = opened(vote)
    vote.post(f"rounds/{POSITION}/count", **paper(options, 4, 0, 0))
    assert vote.post(f"rounds/{POSITION}/recount").status_code == 422
    vote.post(f"rounds/{POSITION}/recount", reason="Ein Plakat fehlte")
    assert vote.page().xpath("//section[@id='paper-count']/@data-state") == ["nothing"]


def test_recount_sheet_waits_for_the_result(vote):
    opened(vote)
    assert vote.get(f"rounds/{POSITION}/recount").status_code == 409
    assert vote.get(f"rounds/{POSITION}/recount.csv").status_code == 409


def test_recount_sheet_is_handed_out_as_files(vote):
    options = opened(vote, counting="once", voting="devices")
    vote.post(f"rounds/{POSITION}/paper", **paper(options, 3, 0, 2))
    vote.post(f"rounds/{POSITION}/close")
    csv = vote.get(f"rounds/{POSITION}/recount.csv").data.decode("utf-8-sig")
    assert csv.splitlines()[1:] == ["Bus;0;0;3;3", "Halle;0;0;0;0", "Amt;0;0;2;2", "Sum;0;0;5;5"]
    book = load_workbook(io.BytesIO(vote.get(f"rounds/{POSITION}/recount.xlsx").data))
    assert [cell.value for cell in book.worksheets[0][5]] == ["Sum", 0, 0, 5, 5]
    assert vote.get(f"rounds/{POSITION}/recount.odt").status_code == 404


def test_rules_of_the_form_are_fixed_with_the_vote(vote):
    with vote.app.app_context(), transaction():
        make_cards(get_workshop(vote.code), 3, None)
    opened(vote, voting="cards", counting="once")
    kept = vote.look(lambda workshop: (find_round(workshop.steps[POSITION].id).by_cards, rules_of(workshop.id)))
    assert kept == (True, VotingRules(by_cards=False, counted_twice=True))


def test_vote_by_cards_without_cards_is_refused(vote):
    answer = vote.post(
        f"rounds/{POSITION}/open", option=[str(cluster) for cluster in vote.made], voting="cards", counting="once"
    )
    assert (answer.status_code, refusal(answer)) == (
        422,
        "There are no voting cards yet. Print them first, or let every device vote.",
    )


def test_card_is_handed_in_and_given_back_on_the_console(vote):
    with vote.app.app_context(), transaction():
        make_cards(get_workshop(vote.code), 3, None)
    opened(vote, voting="cards", counting="once")
    uses = lambda: vote.look(lambda workshop: count_uses(find_round(workshop.steps[POSITION].id).id).paper)  # noqa: E731
    vote.post(f"rounds/{POSITION}/hand-in", card="2")
    assert uses() == 1
    unknown = vote.post(f"rounds/{POSITION}/hand-in", card="77")
    assert (unknown.status_code, 'value="77"' in unknown.text) == (422, True)
    assert vote.post(f"rounds/{POSITION}/give-back", card="2").status_code == 422
    vote.post(f"rounds/{POSITION}/give-back", card="2", reason="Verlesen")
    assert uses() == 0
    assert words(vote.page(), "//p[@class='big-number']") == ["0 of 3 have voted"]


def test_cards_are_printed_once_and_only_their_hashes_stay(prepare):
    console = prepare()
    answer = console.post("voting-cards.pdf", count="9")
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]
    stored = console.look(lambda _workshop: db.session.scalars(select(VotingCard.number)).all())
    assert stored == list(range(1, 10))


@pytest.mark.parametrize("count", ["0", "501", "many", "-3"])
def test_so_many_cards_are_not_printed(prepare, count):
    console = prepare()
    assert console.post("voting-cards.pdf", count=count).status_code == 422
    assert console.look(lambda _workshop: db.session.scalars(select(VotingCard.number)).all()) == []


def test_cards_are_declared_void_with_a_reason(prepare):
    console = prepare()
    with console.app.app_context(), transaction():
        make_cards(get_workshop(console.code), 3, None)
    assert console.post("without-phone/void", first="2", last="3").status_code == 422
    assert console.post("without-phone/void", first="2", last="3", reason="Papierstau").status_code == 303
    read = lambda _workshop: db.session.scalars(select(VotingCard.void).order_by(VotingCard.number)).all()  # noqa: E731
    assert console.look(read) == [False, True, True]


def test_rules_of_the_workshop_are_saved(prepare):
    console = prepare()
    assert console.post("without-phone/rules", voting="cards", counting="once").status_code == 303
    assert console.look(lambda workshop: rules_of(workshop.id)) == VotingRules(by_cards=True, counted_twice=False)


def test_address_of_the_tablet_is_of_this_workshop_only(prepare, app):
    console = prepare()
    (address,) = set(
        console.page("without-phone").xpath("//p[contains(@class, 'address')]/a[not(contains(@href, 'end'))]/@href")
    )
    given = address.rsplit("/", 1)[-1]
    with app.app_context():
        other = a_workshop().code
    device = app.test_client()
    assert [device.get(f"/{code}/tablet/{given}").status_code for code in (console.code, other)] == [303, 404]


def test_archive_takes_the_cards_and_keeps_the_sheet(vote):
    with vote.app.app_context(), transaction():
        make_cards(get_workshop(vote.code), 3, None)
    opened(vote, voting="cards", counting="once")
    vote.post(f"rounds/{POSITION}/hand-in", card="2")
    vote.post(f"rounds/{POSITION}/close")
    vote.post("end", seen=str(vote.look(lambda workshop: workshop.current_step_id)))
    with vote.app.app_context(), transaction():
        archive_workshop(get_workshop(vote.code), None)
    assert vote.look(lambda _workshop: db.session.scalars(select(VotingCard.number)).all()) == []
    assert "1 of 3 were used" in vote.get(f"rounds/{POSITION}/recount").text
