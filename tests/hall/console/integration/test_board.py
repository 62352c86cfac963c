"""The board by its forms: every move, its undo, and what the later of two people is told."""

from lxml import html

from participation.contributions.queries import list_clusters, list_moves, loose_cards
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster
from tests.hall.console.desk import refusal, words


def three_cards(workshop, _step):
    cards = [a_card(workshop, text=text) for text in ("Bus", "Halle", "Amt")]
    cluster = a_cluster(workshop, cards=cards[:1], title="Abends fährt nichts")
    return {"cards": [card.id for card in cards], "cluster": cluster.id}


def board(prepare):
    return prepare(StepKind.CLUSTER, fill=three_cards)


def state(console):
    """Return titles with the texts of their cards, and the texts of loose cards."""

    def read(workshop):
        clusters = list_clusters(workshop.id, Phase.CRITIQUE)
        sorted_ = [(cluster.title, [card.text for card in cluster.cards]) for cluster in clusters]
        return sorted_, [card.text for card in loose_cards(workshop.id, Phase.CRITIQUE)]

    return console.look(read)


def test_card_is_laid_into_an_island(prepare):
    console = board(prepare)
    console.post(f"board/cards/{console.made['cards'][1]}", cluster=str(console.made["cluster"]))
    assert state(console) == ([("Abends fährt nichts", ["Bus", "Halle"])], ["Amt"])


def test_card_is_taken_out(prepare):
    console = board(prepare)
    console.post(f"board/cards/{console.made['cards'][0]}", cluster="", **{"from": str(console.made["cluster"])})
    assert state(console) == ([("Abends fährt nichts", [])], ["Bus", "Halle", "Amt"])


def test_new_island_from_a_card(prepare):
    console = board(prepare)
    console.post(f"board/cards/{console.made['cards'][2]}", cluster="new")
    assert state(console) == ([("Abends fährt nichts", ["Bus"]), ("", ["Amt"])], ["Halle"])


def test_doubled_card_lies_in_both_and_says_so(prepare):
    console = board(prepare)
    first = console.made["cards"][0]
    console.post("board/clusters/new", title="Zweites Thema")
    second = console.look(lambda workshop: list_clusters(workshop.id, Phase.CRITIQUE)[1].id)
    console.post(f"board/cards/{first}", cluster=str(second), how="double")
    assert state(console)[0] == [("Abends fährt nichts", ["Bus"]), ("Zweites Thema", ["Bus"])]
    assert words(console.page(), f"//li[@data-card='{first}']//span[@class='slip__sign'][2]") == ["in two topics"] * 2


def test_later_of_two_moves_of_one_card_is_told_and_sees_the_board(prepare, another):
    console = board(prepare)
    other = another(console)
    card, seen = console.made["cards"][1], other.page().xpath("//form[@id='hand']/input[@name='seen']/@value")[0]
    console.post(f"board/cards/{card}", cluster=str(console.made["cluster"]), seen=seen)
    late = other.post(f"board/cards/{card}", fragment=True, cluster="new", seen=seen)
    assert (late.status_code, refusal(late)) == (
        409,
        "Somebody else has just moved this card. Nothing was changed by you. This is the board as it is now.",
    )
    assert state(console) == ([("Abends fährt nichts", ["Bus", "Halle"])], ["Amt"])
    assert words(html.fromstring(late.text), "//section[@id='island-0']//span[@class='slip__text']") == ["Amt"]


def test_one_card_is_spoken_of_in_the_singular(prepare):
    spoken = words(board(prepare).page(), "//template[@id='sentences']/p[starts-with(@data-sentence, 'over')]")
    assert spoken == ["{island}, {count} card, {place} of {places}", "{island}, {count} cards, {place} of {places}"]


def test_title_is_written_in_its_language(prepare):
    console = board(prepare)
    console.post(f"board/clusters/{console.made['cluster']}/title", title="No bus at night", language="en")
    area = console.page().xpath("//textarea[@name='title']")[0]
    assert (area.text, area.get("lang"), area.get("dir")) == ("No bus at night", "en", "ltr")


def test_refused_title_keeps_what_was_typed(prepare):
    console = board(prepare)
    long = "Zu lang " * 40
    answer = console.post(f"board/clusters/{console.made['cluster']}/title", title=long, language="de")
    typed = html.fromstring(answer.text).xpath("//textarea[@name='title']")[0].text
    assert (answer.status_code, typed) == (422, long)
    assert state(console)[0][0][0] == "Abends fährt nichts"


def test_title_gets_a_translation(prepare):
    console = board(prepare)
    titles = {"title-de": "Abends fährt nichts", "title-en": "Nothing runs at night"}
    console.post(f"board/clusters/{console.made['cluster']}/titles", **titles)

    def title(workshop):
        return list_clusters(workshop.id, Phase.CRITIQUE)[0].title_in("en")

    assert console.look(title) == ("Nothing runs at night", "en")


def test_islands_are_merged_and_the_merge_is_taken_back(prepare):
    console = board(prepare)
    console.post("board/clusters/new", title="Auch abends", card=str(console.made["cards"][1]))
    second = console.look(lambda workshop: list_clusters(workshop.id, Phase.CRITIQUE)[1].id)
    console.post(f"board/clusters/{second}/merge", into=str(console.made["cluster"]))
    assert state(console)[0] == [("Abends fährt nichts", ["Bus", "Halle"])]
    console.post("board/undo")
    assert state(console)[0] == [("Abends fährt nichts", ["Bus"]), ("Auch abends", ["Halle"])]


def test_island_is_split(prepare):
    console = board(prepare)
    cards, cluster = console.made["cards"], console.made["cluster"]
    console.post(f"board/cards/{cards[1]}", cluster=str(cluster))
    console.post(f"board/clusters/{cluster}/split", card=str(cards[1]), title="Die Halle ist zu")
    assert state(console)[0] == [("Abends fährt nichts", ["Bus"]), ("Die Halle ist zu", ["Halle"])]


def test_split_without_a_card_is_refused_with_its_title_kept(prepare):
    console = board(prepare)
    cards, cluster = console.made["cards"], console.made["cluster"]
    console.post(f"board/cards/{cards[1]}", cluster=str(cluster))
    answer = console.post(f"board/clusters/{cluster}/split", title="Die Halle ist zu")
    kept = html.fromstring(answer.text).xpath("//input[@id='split-title']/@value")
    assert (answer.status_code, kept) == (409, ["Die Halle ist zu"])


def test_undo_is_offered_only_when_something_can_be_taken_back(prepare):
    console = board(prepare)
    assert len(console.page().xpath("//button[@id='undo-button' and @disabled]")) == 1
    console.post(f"board/cards/{console.made['cards'][1]}", cluster="new")
    assert console.page().xpath("//button[@id='undo-button' and @disabled]") == []


def test_nothing_to_undo_is_told(prepare):
    answer = board(prepare).post("board/undo")
    assert (answer.status_code, refusal(answer)) == (422, "There is nothing left to take back in this step.")


def test_moves_are_listed_with_who_made_them(prepare):
    console = board(prepare)
    console.post(f"board/cards/{console.made['cards'][1]}", cluster="new")
    console.post("board/undo")
    assert console.look(lambda workshop: len(list_moves(workshop.current_step.id))) == 1
    (line,) = words(console.page("board/moves"), "//ol[@class='moves']/li")
    who = console.look(lambda workshop: workshop.moderators[0].name)
    assert line.endswith(f"{who}: made a new topic · taken back by {who}")


def test_board_does_not_move_after_the_agenda_went_on(prepare):
    console = prepare(StepKind.VOTE, fill=three_cards)
    answer = console.post(f"board/cards/{console.made['cards'][1]}", cluster="new")
    assert (answer.status_code, state(console)[1]) == (409, ["Halle", "Amt"])


def test_sheet_of_a_card_offers_the_other_islands(prepare):
    console = board(prepare)
    page = console.page(f"cards/{console.made['cards'][1]}")
    assert words(page, "//select[@name='cluster']/option") == ["Abends fährt nichts", "New topic"]


def test_work_alone_is_fetched_for_news_of_the_board(prepare):
    console = board(prepare)
    answer = console.get("work", headers={"HX-Request": "true"})
    page = html.fragment_fromstring(answer.text, create_parent=True)
    assert (page.xpath("//*[@id='agenda']"), len(page.xpath("//section[@data-cluster]"))) == ([], 3)


def test_board_takes_the_same_number_of_statements_for_one_and_three_islands(prepare, count_statements):
    def sent(count):
        def fill(workshop, _step):
            for _ in range(count):
                a_cluster(workshop, cards=[a_card(workshop) for _ in range(count)])

        console = prepare(StepKind.CLUSTER, fill=fill)
        return count_statements(console)

    assert sent(1) == sent(3)
