"""Brings the demonstration into the database: the city's concept, somebody in the office, the workshop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.models import Role, StaffUser
from participation.access.queries import find_user_by_name
from participation.access.services import add_user, change_password, new_one_time_password, reset_password
from participation.cli.demo.city import Script, read_translations
from participation.cli.demo.past import live_through, read_past
from participation.cli.demo.years import moved_to_this_year
from participation.concept.models import Concept, Edition, Goal
from participation.concept.queries import find_concept_by_title, list_fields, newest_edition
from participation.concept.services import apply_import, prepare_import, read_for
from participation.concept.translations.saving import Written, save_translations
from participation.concept.translations.texts import hash_of
from participation.kernel import clock
from participation.kernel.database import db
from participation.reach.asked import asked_of
from participation.reach.models import Question
from participation.reach.services import set_questions
from participation.workshop.services import (
    WorkshopDraft,
    add_table,
    create_workshop,
    default_process,
    open_workshop,
)

OFFICE, INTERPRETER = "office", "interpreter"


@dataclass(frozen=True, slots=True)
class City:
    """The concept of the city; ``is_new`` when it was loaded just now."""

    concept_id: int
    title: str
    name: str
    is_new: bool


def settle_city(script: Script) -> City:
    """Load the city's concept and its past; one that is there already stays as it is, with what workshops added."""
    document = moved_to_this_year(script.concept.read_text("utf-8")).encode()
    plan = prepare_import(read_for(None, document, script.concept.name))
    present = find_concept_by_title(plan.tree.title)
    if present is not None:
        return City(present.id, present.title, present.city, is_new=False)
    edition = apply_import(plan, None, script.concept.name)
    translate(edition, read_translations())
    live_through(edition, read_past())
    return City(edition.concept.id, edition.concept.title, edition.concept.city, is_new=True)


def translate(edition: Edition, translations: Mapping[str, Mapping[str, str]]) -> None:
    """Translate some texts of the concept; the next edition has them too where it says the same."""
    for language, texts in translations.items():
        written = [Written(hash_of(original), text) for original, text in texts.items()]
        save_translations(edition, language, written, None)


def welcome_office() -> str | None:
    """Return a new one-time password for the user ``office``; ``None`` when that person has chosen an own one."""
    member = find_user_by_name(OFFICE)
    if member is None:
        return add_user(OFFICE, Role.OFFICE)[1]
    return reset_password(member) if member.password_is_one_time else None


def welcome_interpreter() -> str:
    """Return the password of the user ``interpreter``, a new one each time: the play signs in with it."""
    password = new_one_time_password()
    member = find_user_by_name(INTERPRETER)
    if member is None:
        add_user(INTERPRETER, Role.INTERPRETER, password)
    else:
        change_password(member, password)
    return password


def prepare_workshop(script: Script, concept_id: int, interpreters: Sequence[StaffUser] = ()) -> str:
    """Create the workshop of the script in the concept's default process, open its doors, return its code."""
    concept = db.session.get_one(Concept, concept_id)
    draft = WorkshopDraft(
        title=script.title,
        template=script.agenda,
        languages=script.languages,
        place=script.place,
        planned_for=clock.now(),
        goals=goals_numbered(newest_edition(concept), script.goals),
        fields=[field for field in list_fields(concept) if field.name in script.fields_of_action],
        interpreters=interpreters,
    )
    workshop = create_workshop(default_process(concept, None), draft, None)
    for name in script.tables:
        add_table(workshop, name, None)
    set_questions(workshop, asked_of(list(Question), "\n".join(script.districts)), None)
    open_workshop(workshop, None)
    return workshop.code


def goals_numbered(edition: Edition, numbers: tuple[str, ...]) -> list[Goal]:
    """Return the goals of an edition that are printed with these numbers."""
    statement = select(Goal).where(Goal.edition_id == edition.id, Goal.number.in_(numbers))
    return list(db.session.scalars(statement.order_by(Goal.level, Goal.position)))
