"""The board in a real browser: by keys alone, by mouse, by finger, by two moderators; suggestions."""

import pytest
from playwright.sync_api import expect

from participation.workshop.models import StepKind
from tests.browser.conftest import LAPTOP
from tests.browser.interception import intercept
from tests.browser.navigators.board import Board, Finger
from tests.factories import a_card, a_cluster, a_moderator, a_workshop, run_step

TABLET = {"width": 820, "height": 1180}
BUS, LATE, HALL, OFFICE = "Kein Bus am Abend", "Abends fährt kein Bus mehr", "Die Halle ist zu", "Niemand im Amt hilft"
EVENING = "Abends kommt niemand hin"


@pytest.fixture
def sorting(live_app):
    """A workshop that sorts four cards, one of them on an island; its code and two moderators' names."""
    with live_app.app_context():
        workshop = a_workshop()
        cards = [a_card(workshop, text=text) for text in (BUS, LATE, HALL, OFFICE)]
        a_cluster(workshop, title=EVENING, cards=cards[:1])
        run_step(workshop, StepKind.CLUSTER)
        return workshop.code, a_moderator(workshop, name="Anna").name, a_moderator(workshop, name="Bela").name


@pytest.fixture
def board(person, sorting):
    code, anna, _bela = sorting
    board = Board(person("en", LAPTOP), code)
    board.open(anna)
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])
    return board


def test_board_is_sorted_by_keys_alone_and_every_move_is_spoken(board):
    board.press("c", "Space")
    board.says(f"Lifted: {LATE}. It lies in: Not sorted yet. Arrows choose a topic, Enter drops, Escape puts back.")
    board.press("ArrowRight")
    board.says(f"{EVENING}, 1 card, 2 of 3")
    board.press("Escape")
    board.says(f"Put back: {LATE}")
    board.press("Space", "ArrowRight", "Enter")
    board.says(f"Dropped in: {EVENING}")
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    expect(board.card(LATE)).to_be_focused()

    board.press("u")
    board.tells("The last move is taken back.")
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])
    board.press("Shift+U")
    board.tells("The move is made again.")
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])

    board.press("ArrowLeft", "ArrowUp")
    expect(board.card(HALL)).to_be_focused()
    board.press("x", "ArrowDown", "x")
    board.says(f"Chosen: {OFFICE}. 2 in all.")
    board.press("n")
    board.says("2 cards dropped in: New topic")
    board.shows({EVENING: [BUS, LATE], "Topic without a title": [HALL, OFFICE]}, [])
    board.press("t")
    board.page.keyboard.type("Türen bleiben zu")
    board.press("Enter")
    board.shows({EVENING: [BUS, LATE], "Türen bleiben zu": [HALL, OFFICE]}, [])


def test_islands_are_split_ordered_titled_and_merged_by_keys_alone(board):
    board.press("c", "Space", "ArrowRight", "Enter")
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    expect(board.card(LATE)).to_be_focused()
    board.opens_topic()
    board.walks_to("#sheet-split label.option:nth-of-type(2) input")
    board.press("Space")
    board.walks_to("#split-title")
    board.page.keyboard.type("Spät fährt nichts")
    board.press("Enter")
    board.shows({EVENING: [BUS], "Spät fährt nichts": [LATE]}, [HALL, OFFICE])

    board.card(LATE).focus()
    board.press("Shift+ArrowLeft")
    board.says("Spät fährt nichts: place 1 of 2")
    board.shows({"Spät fährt nichts": [LATE], EVENING: [BUS]}, [HALL, OFFICE])

    expect(board.card(LATE)).to_be_focused()
    board.opens_topic()
    board.walks_to("#title-en")
    board.page.keyboard.type("Nothing runs late")
    board.walks_to("#sheet-titles button")
    board.press("Enter")
    board.tells("The title is saved.")
    expect(board.island("Spät fährt nichts").get_by_text("also in: en")).to_be_visible()

    expect(board.card(LATE)).to_be_focused()
    board.opens_topic()
    board.walks_to("#merge-into")
    board.walks_to("#sheet-merge button")
    board.press("Enter")
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    expect(board.card(LATE)).to_be_focused()
    board.press("u")
    board.shows({"Spät fährt nichts": [LATE], EVENING: [BUS]}, [HALL, OFFICE])


def test_focus_returns_to_the_card_however_far_a_key_took_it_before_the_sheet_came(board):
    board.press("c", "ArrowRight")
    expect(board.card(BUS)).to_be_focused()
    with board.held_up("**/board/clusters/*"):
        board.press("m")
        board.walks_to("#island-1 textarea", key="Shift+Tab")
    expect(board.page.locator("#sheet[open] #sheet-title")).to_be_focused()
    board.press("Escape")
    expect(board.card(BUS)).to_be_focused()


def test_keys_that_are_faster_than_the_server_are_all_carried_out(board):
    for place in (LATE, HALL, OFFICE):
        board.card(place).focus()
        board.press("Space", "ArrowRight", "Enter")
        board.says(f"Dropped in: {EVENING}")
    board.page.reload()
    expect(board.page.locator("html.scripted #board")).to_be_visible()
    board.shows({EVENING: [BUS, LATE, HALL, OFFICE]}, [])
    with board.held_up("**/board/undo"):
        board.press("u", "u", "u")
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])


@pytest.mark.parametrize("fault", ["network", "server"])
def test_move_that_gets_no_answer_is_told_and_can_be_made_again(board, fault):
    board.press("c", "Space", "ArrowRight", "Enter")
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    intercept(
        board.page, "**/board/undo", lambda sent: sent.abort() if fault == "network" else sent.fulfill(status=500)
    )
    board.press("u")
    expect(board.page.locator("#said-refused")).to_have_text(
        "Your last move got no answer. See whether it was carried out, and make it again if not."
    )
    board.page.unroute("**/board/undo")
    board.press("u")
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])
    expect(board.page.locator("#said-refused")).to_have_text("")


def test_move_in_a_sheet_that_gets_no_answer_is_told_in_the_sheet_and_keeps_what_was_typed(board):
    board.press("c", "ArrowRight")
    expect(board.card(BUS)).to_be_focused()
    board.press("m")
    title = board.page.locator("#title-en")
    title.fill("Nobody gets there at night")
    intercept(board.page, "**/board/clusters/*/**", lambda sent: sent.abort())
    board.page.locator("#sheet-titles button").click()
    expect(board.page.locator("#sheet [role=alert]")).to_contain_text("Your last move got no answer.")
    expect(title).to_have_value("Nobody gets there at night")


def test_cards_chosen_by_mouse_are_dragged_together_and_one_undo_brings_all_back(board):
    board.card(LATE).click(modifiers=["Control"])
    board.card(OFFICE).click(modifiers=["Shift"])
    board.card(HALL).click(modifiers=["Control"])
    expect(board.page.locator("#chosen-count")).to_have_text("2")
    board.drag(OFFICE, EVENING)
    board.shows({EVENING: [BUS, LATE, OFFICE]}, [HALL])
    expect(board.page.locator("#chosen")).to_be_hidden()
    board.page.locator("#undo-button").click()
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])


def test_card_is_dragged_by_a_finger_and_a_swipe_across_it_scrolls(person, sorting):
    code, anna, _bela = sorting
    board = Board(person("en", TABLET, has_touch=True), code)
    board.open(anna)
    board.watch_fingers()
    board.drag_by_finger(LATE, EVENING)
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    assert board.lifted == 1

    board.page.set_viewport_size({"width": 820, "height": 500})
    finger, at_once = Finger(board.page), False
    while not at_once:
        point = board.laid_bare(HALL)
        lifted, before = board.lifted, board.page.evaluate("scrollY")
        at_once = finger.swipe_up(*point)
    board.page.wait_for_function("before => scrollY > before", arg=before)
    assert board.lifted == lifted
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])


def test_cards_touched_one_after_the_other_are_moved_together(person, sorting):
    code, anna, _bela = sorting
    board = Board(person("en", TABLET, has_touch=True), code)
    board.open(anna)
    board.page.get_by_role("button", name="Several", exact=True).tap()
    board.card(LATE).tap()
    board.card(OFFICE).tap()
    expect(board.page.locator("#chosen-count")).to_have_text("2")
    board.page.locator("#chosen-cluster").select_option(label=EVENING)
    board.page.get_by_role("button", name="Move", exact=True).tap()
    board.shows({EVENING: [BUS, LATE, OFFICE]}, [HALL])


def test_two_moderators_see_each_other_s_moves_and_who_takes_back_what(board, person, sorting):
    code, _anna, bela = sorting
    other = Board(person("en", LAPTOP), code)
    other.open(bela)
    board.press("c", "Space", "ArrowRight", "Enter")
    other.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    expect(other.page.locator("#undo-button")).to_have_text("Undo (Anna): moved a card")
    other.press("u")
    other.tells("Taken back, what somebody else did: Anna moved a card.")
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])
    board.page.get_by_role("link", name="History").click()
    expect(board.page.locator(".moves li")).to_contain_text(["Anna: moved a card · taken back by Bela"])


def test_one_of_several_cards_that_somebody_else_moved_keeps_all_and_is_named(board, person, sorting):
    code, _anna, bela = sorting
    other = Board(person("en", LAPTOP), code)
    other.open(bela)
    board.press("c", "x", "ArrowDown", "x", "Space")
    other.press("c", "Space", "ArrowRight", "Enter")
    other.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    board.press("ArrowRight", "Enter")
    board.tells(
        f"Somebody else has just moved or hidden these cards: {LATE}. Nothing was changed by you. "
        "This is the board as it is now."
    )
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])


def test_suggestion_is_shown_with_its_reason_and_accepted_or_dismissed(board):
    board.press("v")
    hint = board.page.locator(".hint")
    expect(hint).to_have_count(1)
    expect(hint).to_contain_text("This card is like a topic:")
    expect(hint.locator("li")).to_have_text([LATE])
    expect(hint).to_contain_text("They share: Abend, Bus")
    hint.get_by_role("button", name="Put there").click()
    board.shows({EVENING: [BUS, LATE]}, [HALL, OFFICE])
    expect(board.page.locator("#hints")).to_contain_text("No cards are alike enough to suggest something.")

    board.page.locator("#undo-button").click()
    hint.get_by_role("button", name="Not these").click()
    board.tells("This is not suggested again.")
    expect(board.page.locator("#hints")).to_contain_text("No cards are alike enough to suggest something.")
    board.shows({EVENING: [BUS]}, [LATE, HALL, OFFICE])
