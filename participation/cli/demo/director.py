"""The moderator's part: walks the agenda at the pace of the script and does what people in the room decide aloud."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from participation.cli.demo.city import Act
from participation.cli.demo.pace import Stretch
from participation.cli.demo.planning import complete, draft, judge, lay_plans
from participation.cli.demo.residents import Crowd, Story
from participation.cli.demo.sorting import Board, moves_for
from participation.contributions.queries import count_cards, list_inversions
from participation.contributions.services import choose_topics, write_inversion
from participation.hall.services import finish, walk
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import list_plans
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import count_ballots, find_round
from participation.prioritisation.services import close_round
from participation.workshop.agendas import PHASE_NAMES, PHASE_SIGNS, kind_name
from participation.workshop.errors import WorkshopOver
from participation.workshop.models import Phase, Step, StepKind, Workshop
from participation.workshop.queries import get_workshop

PATIENCE_SECONDS = 75
"""How long the moderator waits for those who are not through: longer than a device is asked to wait that sent fast."""
BALLOTS_IN, TABLES_READY = 0.65, 0.9
"""The shares of a step after which the vote is closed and shown, and after which the canvases are looked at."""
SORTED, TURNED, CHECKED, DRAFTED = 0.85, 0.7, 0.8, 0.5


class Director:
    """Leads the workshop of the ``story`` through the services, as the console and the command line do.

    Holds ids only: every move is a transaction of its own. ``measures`` are the draft measures at the end.
    """

    def __init__(self, story: Story, crowd: Crowd, tell: Callable[[str], None], check: Callable[[], None]) -> None:
        """Take the story, the residents, where progress is told, and what raises when the server is gone."""
        self._story = story
        self._crowd = crowd
        self._tell = tell
        self._check = check
        self._clusters: dict[str, dict[int, int]] = {}
        self._plans: list[int] = []
        self.measures: list[int] = []

    def play(self) -> None:
        """Walk the agenda from its first step to the end.

        Raises ``WorkshopOver`` when somebody else ends the workshop meanwhile, and what ``check`` raises.
        """
        begun = self._story.pace.started(sum(act.seconds for act in self._story.script.acts))
        for position, act in enumerate(self._story.script.acts):
            self._check()
            stretch = self._enter(position, act, begun)
            self._lead(position, act, stretch)
            stretch.wait_for(1)
            self._wait_for_everybody(position)
            self._tell_outcome(position)
        with self._moving() as workshop:
            finish(workshop, None)

    def _enter(self, position: int, act: Act, begun: Stretch) -> Stretch:
        with self._moving() as workshop:
            if act.kind == StepKind.PLAN and not list_plans(workshop.id):
                self._plans = lay_plans(workshop, self._story.voices.plans, self._clusters["fantasy"])
            step = walk(workshop, position, None)
            name = kind_name(StepKind(act.kind), step.settings if step else {})
        phase = Phase(act.phase)
        minutes, seconds = divmod(int(begun.elapsed), 60)
        self._tell(f"  {minutes}:{seconds:02}  {PHASE_SIGNS[phase]} {_(PHASE_NAMES[phase])} · {_(name)}")
        return self._story.pace.started(act.seconds)

    def _lead(self, position: int, act: Act, stretch: Stretch) -> None:
        match act.kind:
            case StepKind.CLUSTER:
                self._sort(act, stretch)
            case StepKind.VOTE | StepKind.SCALE:
                self._close_vote(position, stretch)
            case StepKind.INVERT:
                self._turn_round(stretch)
            case StepKind.PLAN:
                self._look_at_tables(position, stretch)
            case StepKind.CHECK:
                self._check_plans(stretch)
            case StepKind.CLOSING:
                self._draft_measures(stretch)

    def _sort(self, act: Act, stretch: Stretch) -> None:
        voices = self._story.voices.of_phase(act.phase)
        moves = moves_for(voices.topics)
        with self._moving() as workshop:
            board = Board(voices, workshop, _current_step(workshop))
        for beat in stretch.beats(len(moves), until=SORTED):
            with self._moving() as workshop:
                board.carry_out(moves[beat], workshop, _current_step(workshop))
        with self._moving() as workshop:
            board.translate_loose(workshop)
        self._clusters[act.phase] = board.clusters

    def _close_vote(self, position: int, stretch: Stretch) -> None:
        """Close the vote before its step ends, so that the room sees the result."""
        stretch.wait_for(BALLOTS_IN)
        self._wait_for_everybody(position)
        with self._moving() as workshop:
            round_ = find_round(_current_step(workshop).id)
            if round_ is not None and round_.state is RoundState.OPEN:
                close_round(round_, None)

    def _turn_round(self, stretch: Stretch) -> None:
        """Turn the strongest topics round; those that the script answers with wishes are among them."""
        topics = self._story.voices.critique.topics
        clusters = self._clusters["critique"]
        with self._moving() as workshop:
            strongest = [inversion.cluster_id for inversion in list_inversions(workshop.id)]
            answered = [clusters[index] for index, topic in enumerate(topics) if topic.chosen]
            choose_topics(workshop, _current_step(workshop), None, list(dict.fromkeys([*strongest, *answered])))
        for beat in stretch.beats(len(topics), until=TURNED):
            with self._moving() as workshop:
                for inversion in list_inversions(workshop.id):
                    if inversion.cluster_id == clusters[beat]:
                        for language, text in topics[beat].inversion.items():
                            write_inversion(inversion, None, language, text)

    def _look_at_tables(self, position: int, stretch: Stretch) -> None:
        stretch.wait_for(TABLES_READY)
        self._wait_for_everybody(position)
        for plan_id, said in zip(self._plans, self._story.voices.plans, strict=True):
            with self._moving() as workshop:
                complete(workshop, plan_id, said)

    def _check_plans(self, stretch: Stretch) -> None:
        judgements = [
            (plan_id, said, criterion)
            for plan_id, said in zip(self._plans, self._story.voices.plans, strict=True)
            for criterion in said.ratings
        ]
        for beat in stretch.beats(len(judgements), until=CHECKED):
            with self._moving() as workshop:
                judge(workshop, *judgements[beat])

    def _draft_measures(self, stretch: Stretch) -> None:
        for beat in stretch.beats(len(self._plans), until=DRAFTED):
            with self._moving() as workshop:
                self.measures.append(draft(workshop, self._plans[beat], self._story.voices.plans[beat]))

    def _wait_for_everybody(self, position: int) -> None:
        if self._crowd.wait_for(position, 2):
            return
        self._tell("        " + _("Some are not through yet. The moderator waits for them."))
        self._crowd.wait_for(position, PATIENCE_SECONDS)

    def _tell_outcome(self, position: int) -> None:
        with self._moving() as workshop:
            outcome = _outcome(workshop.steps[position])
        if outcome:
            self._tell(f"        {outcome}")

    @contextmanager
    def _moving(self) -> Iterator[Workshop]:
        """Make one move on the workshop as it is now, and let go of the database afterwards."""
        with transaction():
            yield get_workshop(self._story.code)
        db.session.remove()


def _current_step(workshop: Workshop) -> Step:
    """Return the running step; raises ``WorkshopOver`` when somebody else has ended the workshop."""
    if workshop.current_step is None or workshop.is_over:
        raise WorkshopOver
    return workshop.current_step


def _outcome(step: Step) -> str:
    """Return in a few words what a step has brought; nothing where it shows elsewhere."""
    if step.kind is StepKind.COLLECT:
        number = count_cards(step.workshop_id, phase=step.phase)
        return ngettext("%(num)s card", "%(num)s cards", number)
    if step.kind in {StepKind.VOTE, StepKind.SCALE}:
        round_ = find_round(step.id)
        number = count_ballots(round_.id) if round_ else 0
        return ngettext("%(num)s ballot", "%(num)s ballots", number)
    return ""
