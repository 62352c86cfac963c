"""What waits for a look of staff: the queue, reports, lightning marks."""

from participation.contributions.models import CardReport, CardState, Mark, ReportKind
from participation.contributions.queries import count_reported, get_card, marks_by_cluster
from participation.kernel.database import db
from participation.workshop.models import StepKind
from tests.factories import a_card, a_cluster, a_participant, saved
from tests.hall.console.desk import words


def a_report(workshop, _step):
    card = a_card(workshop, text="Frau Muster ist schuld")
    saved(CardReport(card_id=card.id, participant_id=a_participant(workshop).id, kind=ReportKind.PERSON))
    return card.id


def a_mark(workshop, _step):
    cluster = a_cluster(workshop, cards=[a_card(workshop)])
    return saved(Mark(workshop_id=workshop.id, cluster_id=cluster.id, key="1", text="Bei uns schon", language="de"))


def test_console_counts_what_waits_in_every_step(prepare):
    def fill(workshop, step):
        a_report(workshop, step)
        a_card(workshop, state=CardState.WAITING)

    console = prepare(StepKind.VOTE, fill=fill)
    assert words(console.page(), "//a[@class='now__queue']") == ["2 to look at"]


def test_console_without_anything_to_look_at_says_nothing(prepare):
    assert words(prepare().page(), "//a[@class='now__queue']") == []


def test_queue_shows_reported_and_waiting_cards(prepare):
    def fill(workshop, step):
        a_report(workshop, step)
        a_card(workshop, text="Noch nicht gesehen", state=CardState.WAITING)

    page = prepare(fill=fill).page("queue")
    assert words(page, "//li[@class='look-at']//p[not(@class)]") == ["Frau Muster ist schuld", "Noch nicht gesehen"]
    assert "It names a person or tells something private." in words(page, "//li[@class='look-at']//p[@class]")


def test_reported_card_may_stay(prepare):
    console = prepare(fill=a_report)
    assert console.post(f"cards/{console.made}/keep").status_code == 303

    def now(workshop):
        return count_reported(workshop.id), get_card(workshop.id, console.made).state

    assert console.look(now) == (0, CardState.VISIBLE)


def test_reported_card_is_hidden_from_the_queue(prepare):
    console = prepare(fill=a_report)
    console.post(f"cards/{console.made}/hide", reason="It names a person")

    def now(workshop):
        return count_reported(workshop.id), get_card(workshop.id, console.made).state

    assert console.look(now) == (0, CardState.HIDDEN)


def test_lightning_mark_is_hidden_and_shown_on_the_sheet_of_its_topic(prepare):
    console = prepare(StepKind.CLUSTER, fill=lambda workshop, step: a_mark(workshop, step).id)
    assert console.post(f"marks/{console.made}/hide", reason="It insults").status_code == 303
    assert console.look(lambda workshop: marks_by_cluster(workshop.id)) == {}
    cluster = console.look(lambda _workshop: db.session.query(Mark).one().cluster_id)
    sheet = console.page(f"board/clusters/{cluster}")
    assert "Hidden. Reason: It insults" in words(sheet, "//li[@class='hidden-card']//p")
    console.post(f"marks/{console.made}/show")
    assert len(console.look(lambda workshop: marks_by_cluster(workshop.id))[cluster]) == 1
