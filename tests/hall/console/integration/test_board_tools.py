"""Several cards, order, titles, undo up to a move, redo, the story of a card and suggestions, by their forms."""

from lxml import html

from participation.contributions.queries import list_clusters, list_dismissed, list_moves, loose_cards
from participation.contributions.services import hide_card
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster
from tests.hall.console.desk import refusal, words

BUS, LATE, HALL = "Kein Bus am Abend", "Abends fährt kein Bus mehr", "Die Halle ist zu"


def board(prepare):
    def fill(workshop, _step):
        cards = [a_card(workshop, text=text) for text in (BUS, LATE, HALL)]
        clusters = [a_cluster(workshop, title=title) for title in ("Erstens", "Zweitens")]
        return {"cards": [card.id for card in cards], "clusters": [cluster.id for cluster in clusters]}

    return prepare(StepKind.CLUSTER, fill=fill)


def state(console):
    def read(workshop):
        clusters = list_clusters(workshop.id, Phase.CRITIQUE)
        lying = {cluster.title: [card.text for card in cluster.cards] for cluster in clusters}
        return lying, [card.text for card in loose_cards(workshop.id, Phase.CRITIQUE)]

    return console.look(read)


def lay_two(console):
    one, two, _three = console.made["cards"]
    return console.post("board/cards", spot=[f"{one}-0", f"{two}-0"], cluster=str(console.made["clusters"][0]))


def test_several_cards_are_laid_into_an_island(prepare):
    console = board(prepare)
    assert lay_two(console).status_code == 303
    assert state(console) == ({"Erstens": [BUS, LATE], "Zweitens": []}, [HALL])


def test_spots_that_are_none_are_refused(prepare):
    answer = board(prepare).post("board/cards", spot=["x-1", "7", ""], cluster="new")
    assert (answer.status_code, refusal(answer)) == (
        409,
        "This card is not on the board any more. Somebody has hidden or withdrawn it. Nothing was changed by you.",
    )


def test_island_changes_its_place(prepare):
    console = board(prepare)
    first, second = console.made["clusters"]
    console.post(f"board/clusters/{second}/place", before=str(first))
    assert list(state(console)[0]) == ["Zweitens", "Erstens"]
    console.post(f"board/clusters/{second}/place", before="")
    assert list(state(console)[0]) == ["Erstens", "Zweitens"]


def test_sheet_of_an_island_has_a_field_for_each_language_and_says_what_a_title_is(prepare):
    console = board(prepare)
    page = console.page(f"board/clusters/{console.made['clusters'][0]}")
    assert [area.get("name") for area in page.xpath("//form[@id='sheet-titles']//textarea")] == [
        "title-de",
        "title-en",
        "title-ar",
    ]
    assert words(page, "//form[@id='sheet-titles']//p[@class='notice']") == [
        "One word names a subject. Say as a sentence what the cards say about it."
    ]


def test_refused_titles_keep_what_was_typed_in_every_language(prepare):
    console = board(prepare)
    values = {"title-de": "zu lang " * 40, "title-ar": "لا حافلة في المساء"}
    answer = console.post(f"board/clusters/{console.made['clusters'][0]}/titles", **values)
    typed = {area.get("name"): area.text for area in html.fromstring(answer.text).xpath("//textarea")}
    assert (answer.status_code, {name: typed[name] for name in values}) == (422, values)


def test_moves_are_taken_back_up_to_one_and_made_again(prepare, another):
    console = board(prepare)
    lay_two(console)
    console.post(f"board/cards/{console.made['cards'][2]}", cluster="new")
    first = console.look(lambda workshop: list_moves(workshop.current_step.id)[-1].id)
    other = another(console)
    other.post(f"board/undo/{first}")
    said = words(other.page(), "//div[@id='said-good']/p")
    who = console.look(lambda workshop: workshop.moderators[0].name)
    assert said == ["2 moves are taken back.", f"Among them are moves of: {who}"]
    assert state(console) == ({"Erstens": [], "Zweitens": []}, [BUS, LATE, HALL])
    console.post("board/redo")
    assert state(console) == ({"Erstens": [BUS, LATE], "Zweitens": []}, [HALL])
    again = other.post(f"board/undo/{first + 1}")
    assert (again.status_code, refusal(again)) == (
        409,
        "This move is taken back already. This is the board as it is now.",
    )


def test_nothing_to_make_again_is_told(prepare):
    answer = board(prepare).post("board/redo")
    assert (answer.status_code, refusal(answer)) == (422, "There is nothing to make again.")


def test_sheet_of_a_card_tells_its_whole_story(prepare):
    console = board(prepare)
    first, second = console.made["clusters"]
    card = console.made["cards"][0]
    console.post(f"board/cards/{card}", cluster=str(first))
    console.post(f"board/cards/{card}", cluster=str(second), **{"from": str(first)})
    console.post("board/undo")
    console.post(f"board/clusters/{first}/merge", into=str(second))
    console.post(f"cards/{card}/hide", reason="It names a person")
    who = console.look(lambda workshop: workshop.moderators[0].name)
    story = words(console.page(f"cards/{card}"), "//details[@id='story']//li")
    assert [line.split(" · ", 1)[1] for line in story] == [
        "arrived (Deutsch)",
        f"laid into Erstens · {who}",
        f"moved from Erstens to Zweitens · {who} · taken back by {who}",
        f"came with Erstens into Zweitens, the topics were merged · {who}",
        f"hidden · Reason: It names a person · {who}",
    ]


def suggested(console):
    return [" ".join(text.split()) for text in console.page("board/suggestions").xpath("//article//li/text()")]


def test_suggestions_come_with_their_reason(prepare):
    page = board(prepare).page("board/suggestions")
    assert words(page, "//article/p") == ["These 2 cards might belong together.", "They share: Abend, Bus"]


def test_dismissed_suggestion_is_not_made_again_and_moves_nothing(prepare):
    console = board(prepare)
    assert suggested(console) == [BUS, LATE]
    before = state(console)
    console.post("board/suggestions/dismissed", card=[str(card) for card in console.made["cards"][:2]])
    assert (suggested(console), state(console)) == ([], before)
    assert console.look(lambda workshop: len(list_dismissed(workshop.id))) == 1


def test_hidden_cards_are_not_suggested(prepare):
    def fill(workshop, _step):
        cards = [a_card(workshop, text=text) for text in (BUS, LATE)]
        with transaction():
            hide_card(cards[0], None, "It names a person")

    assert suggested(prepare(StepKind.CLUSTER, fill=fill)) == []


def test_suggestions_are_refused_when_nobody_sorts(prepare):
    answer = prepare(StepKind.VOTE).get("board/suggestions", headers={"HX-Request": "true"})
    assert answer.status_code == 409
