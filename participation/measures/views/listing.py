"""The list of measures: filtered, searched, sorted; and one change of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import Concept, MeasureState
from participation.concept.queries import find_newest_edition, list_concepts, list_fields
from participation.i18n import ngettext
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import DayUnreadable, SeveralRefused
from participation.measures.queries import (
    Deadline,
    MeasureFilter,
    Order,
    is_overdue,
    list_conflicts,
    list_leads,
    list_origins,
    list_page,
    load_measures,
    missing_parts,
)
from participation.measures.services import SharedChange, change_several
from participation.measures.stemming import Excerpt, excerpt, mark_hits, wanted_words
from participation.measures.views.blueprint import blueprint
from participation.web.messages import word

NAMES = ("words", "state", "goal", "field", "lead", "due", "until", "workshop", "incomplete", "sort", "down", "page")
"""What the address of a list may hold, besides the concept."""
FOUND_IN = ("text", "partners", "first_step", "indicator", "costs", "target_groups", "place", "funding_source")
"""Parts that the list does not show in full, in which words may have been found."""


@dataclass(frozen=True, slots=True)
class Address:
    """What the list is asked for, as it stands in the address."""

    arguments: Mapping[str, str]

    @classmethod
    def read(cls, arguments: MultiDict[str, str], concept: Concept | None) -> "Address":
        """Read the arguments that are known and not empty."""
        said = {name: arguments.get(name, "").strip()[:300] for name in NAMES}
        kept = {name: value for name, value in said.items() if value}
        return cls(kept | ({"concept": str(concept.id)} if concept else {}))

    def get(self, name: str) -> str:
        """Return an argument, empty when it is not there."""
        return self.arguments.get(name, "")

    def number(self, name: str) -> int | None:
        """Return an argument as a number."""
        value = self.get(name)
        return int(value) if value.isdecimal() and len(value) < 10 else None  # noqa: PLR2004 - fits every column

    def with_(self, **changes: str) -> str:
        """Return the address with other arguments; the page starts anew."""
        kept = {name: value for name, value in self.arguments.items() if name != "page"}
        said: dict[str, Any] = {name: value for name, value in (kept | changes).items() if value}
        return url_for("measures.index", **said)

    def sorted_by(self, order: str) -> str:
        """Return the address sorted by this, the other way round when it is already."""
        again = self.get("sort") == order and not self.get("down")
        return self.with_(sort=order, down="1" if again else "")

    def direction(self, order: str) -> str:
        """Return how a column is sorted, in the words of ARIA."""
        if self.get("sort") != order:
            return "none"
        return "descending" if self.get("down") else "ascending"

    @property
    def order(self) -> Order:
        """By what the list is sorted."""
        asked = self.get("sort")
        return Order(asked) if asked in set(Order) else Order.PLACE

    @property
    def narrowed(self) -> MeasureFilter:
        """What the list is narrowed to. Raises ``DayUnreadable``."""
        deadline = self.get("due")
        return MeasureFilter(
            states=[MeasureState(self.get("state"))] if self.get("state") in set(MeasureState) else [],
            goal_id=self.number("goal"),
            field_id=self.number("field"),
            origin_workshop=self.get("workshop"),
            lead=self.get("lead"),
            deadline=Deadline(deadline) if deadline in set(Deadline) else None,
            due_until=_day(self.get("until")),
            today=today(),
            incomplete=bool(self.get("incomplete")),
            words=self.get("words"),
        )


def today() -> date:
    """Return the city's day."""
    return local(clock.now()).date()


@blueprint.get("/measures")
@policy(office)
def index() -> ResponseReturnValue:
    """List the measures of a concept; filter, order and page stand in the address."""
    return _page()


@blueprint.post("/measures/chosen")
@policy(office)
def change_chosen() -> ResponseReturnValue:
    """Change the chosen measures in one go, or none of them and say why for each."""
    seen = _seen(request.form.getlist("measure"))
    try:
        with transaction():
            changed = change_several(seen, acting_staff(), _shared_change())
            count = len(changed)
    except SeveralRefused as error:
        return _page(error, error.refusals)
    except DomainError as error:
        return _page(error)
    flash(ngettext("%(num)s measure is changed.", "%(num)s measures are changed.", count), "good")
    return redirect(Address.read(request.args, _chosen(list_concepts())).with_(page=request.args.get("page", "")), 303)


def _page(error: DomainError | None = None, refusals: Sequence[tuple[int, DomainError]] = ()) -> ResponseReturnValue:
    concepts = list_concepts()
    concept = _chosen(concepts)
    edition = find_newest_edition(concept) if concept else None
    address = Address.read(request.args, concept)
    if concept is None or edition is None:
        return render_template("measures/index.html", concepts=concepts, concept=concept, edition=None)
    try:
        narrowed = address.narrowed
    except DayUnreadable as unreadable:
        error, narrowed = unreadable, MeasureFilter(words=address.get("words"))
    page = list_page(
        edition.id,
        narrowed,
        address.order,
        descending=bool(address.get("down")),
        number=address.number("page") or 1,
    )
    body = render_template(
        "measures/index.html",
        concepts=concepts,
        concept=concept,
        edition=edition,
        page=page,
        rows=[(measure, missing_parts(measure), is_overdue(measure, today())) for measure in page.measures],
        address=address,
        typed=request.form,
        chosen=_seen(request.form.getlist("measure")),
        error=word(error) if error else None,
        refused=_worded(refusals),
        shown=_Shown(narrowed.words, concept.language),
        waiting=len(list_conflicts()),
        **_choices(edition.id, concept),
    )
    return body, 422 if error else 200


def _choices(edition_id: int, concept: Concept) -> dict[str, Any]:
    edition = next(edition for edition in concept.editions if edition.id == edition_id)
    return {
        "themes": [goal for goal in edition.goals if goal.level < max(len(concept.levels) - 1, 1)],
        "fields": list_fields(concept),
        "leads": list_leads(edition_id),
        "origins": list_origins(edition_id),
    }


class _Shown:
    """Marks in the list what was looked for."""

    def __init__(self, words: str, language: str) -> None:
        self._language = language
        self._wanted = wanted_words(words, language)

    def label(self, measure: Any) -> Excerpt:  # noqa: ANN401 - called by the template
        """Return the title with its hits marked."""
        return mark_hits(measure.label, self._wanted, self._language)

    def place(self, measure: Any) -> Excerpt:  # noqa: ANN401 - called by the template
        """Return where else the words were found: the surroundings of the first hit."""
        if not self._wanted:
            return Excerpt(())
        found = (excerpt(measure_part, self._wanted, self._language) for measure_part in self._parts(measure))
        return next((place for place in found if place.has_hit), Excerpt(()))

    @staticmethod
    def _parts(measure: Any) -> list[str]:  # noqa: ANN401
        return [getattr(measure, name) for name in FOUND_IN]


def _worded(refusals: Sequence[tuple[int, DomainError]]) -> list[tuple[Any, str]]:
    said = {measure_id: word(error) for measure_id, error in refusals}
    return [(measure, said[measure.id]) for measure in load_measures(said)]


def _seen(values: list[str]) -> dict[int, int]:
    """Return the versions that the person saw, by measure; each is sent as ``id:version``."""
    pairs = [value.partition(":") for value in values]
    return {int(key): int(version) for key, _colon, version in pairs if key.isdecimal() and version.isdecimal()}


def _shared_change() -> SharedChange:
    state, field = request.form.get("state", ""), request.form.get("field", "")
    return SharedChange(
        state=MeasureState(state) if state in set(MeasureState) else None,
        reason=request.form.get("reason", "")[:2000],
        lead=request.form.get("lead", "").strip()[:500] or None,
        field_id=int(field) if field.isdecimal() else None,
        due_on=request.form.get("due_on", "").strip()[:40] or None,
    )


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DayUnreadable(written) from error


def _chosen(concepts: list[Concept]) -> Concept | None:
    """Return the concept that the address names, else the newest."""
    asked = request.args.get("concept", type=int)
    return next((concept for concept in concepts if concept.id == asked), concepts[0] if concepts else None)
