"""The retention table: every column that could say something about a person, why it is there, how long it stays.

A test compares it with the tables: a new column that belongs here by its name or its reference must be added.
"""

from dataclasses import dataclass
from datetime import timedelta

CLOSED_KEPT = timedelta(days=30)
"""A workshop that has been over for so long is archived by ``purge``: nobody reconnects any more."""
TAKE_HOME_KEPT = timedelta(days=5 * 365)
"""So long after a workshop people can look with their code what became of their cards: measures take years."""
LOG_KEPT = timedelta(days=730)
REPORTERS_KEPT = timedelta(days=730)
"""So long after its deadline a round of status reports tells who reported."""


@dataclass(frozen=True, slots=True)
class Retention:
    """One line: the column, its purpose, and how long it is kept."""

    table: str
    column: str
    purpose: str
    kept: str


_UNTIL_ARCHIVED = "until the workshop is archived"
_WITH_WORKSHOP = "as long as the workshop's documentation"
_WITH_ACCOUNT = "as long as the account; an account is switched off, its moves stay"
_TWO_YEARS = "two years"
_FIVE_YEARS = "five years after the workshop; of a device without cards until the workshop is archived"
_TWO_YEARS_AFTER_REPORTS = "two years after the deadline of the round"
_THIRTY_DAYS = "thirty days; goes at once with a redaction"

RETENTION = (
    Retention("participant", "token_hash", "recognises the device that sent a card", _UNTIL_ARCHIVED),
    Retention("participant", "take_home_hash", "leads people to what became of their cards", _FIVE_YEARS),
    Retention("participant", "language", "counts the languages of a workshop", _WITH_WORKSHOP),
    Retention("participant", "joined_at", "counts who took part when", _WITH_WORKSHOP),
    Retention("participant", "left_at", "counts who is in which room", _WITH_WORKSHOP),
    Retention("participant", "table_id", "shows a group its own plan", _WITH_WORKSHOP),
    Retention("participant", "hosts_table", "lets a host stay while the others change tables", _WITH_WORKSHOP),
    Retention("table_visit", "participant_id", "takes people to a table that is new to them", _UNTIL_ARCHIVED),
    Retention("card", "text", "the contribution itself; may be redacted by the office", _WITH_WORKSHOP),
    Retention("card", "participant_id", "shows people their own cards", _WITH_WORKSHOP),
    Retention("mark", "text", "why somebody sees a topic differently; may be hidden", _WITH_WORKSHOP),
    Retention("mark", "participant_id", "lets people take their mark back", _WITH_WORKSHOP),
    Retention("card_report", "participant_id", "counts a report once", _UNTIL_ARCHIVED),
    Retention("answer_count", "number", "tells who was reached, in numbers from five up", _WITH_WORKSHOP),
    Retention("answer_key", "key", "counts a form once, never says what was answered", _UNTIL_ARCHIVED),
    Retention("ballot", "participant_id", "lets a device replace its ballot", _UNTIL_ARCHIVED),
    Retention("plan_field", "participant_id", "shows who of a table wrote last", _WITH_WORKSHOP),
    Retention("staff_user", "name", "signs staff in", _WITH_ACCOUNT),
    Retention("staff_user", "password_hash", "signs staff in", _WITH_ACCOUNT),
    Retention("process_steering", "user_id", "says who steers a process", _WITH_ACCOUNT),
    Retention("joined_topic", "actor_id", "says who joined topics of several workshops", _WITH_WORKSHOP),
    Retention("dismissed_joining", "actor_id", "says who did not want topics joined", _WITH_WORKSHOP),
    Retention("workshop_interpreter", "user_id", "lets an interpreter translate", _WITH_WORKSHOP),
    Retention("translation_task", "holder_id", "says who translates a text now", _WITH_WORKSHOP),
    Retention("translation_task", "doubted_by_id", "says who asked what is meant", _WITH_WORKSHOP),
    Retention("translation_task", "doubt", "what an interpreter asked", _WITH_WORKSHOP),
    Retention("workshop_moderator", "user_id", "lets a moderator lead", _WITH_WORKSHOP),
    Retention("log_entry", "actor_id", "says who made a move", _TWO_YEARS),
    Retention("log_entry", "reason", "says why a move was made", _TWO_YEARS),
    Retention("board_move", "actor_id", "says who moved a card", _WITH_WORKSHOP),
    Retention("board_move", "undone_by_id", "says who took a move back", _WITH_WORKSHOP),
    Retention("dismissed_suggestion", "actor_id", "says who dismissed a suggestion", _WITH_WORKSHOP),
    Retention("card_translation", "author_id", "says who translated", _WITH_WORKSHOP),
    Retention("feasibility_check", "actor_id", "says who rated", _WITH_WORKSHOP),
    Retention("paper_count", "entered_by_id", "says who counted", _WITH_WORKSHOP),
    Retention("paper_tally", "counted_by_id", "says who made which count", _WITH_WORKSHOP),
    Retention("invitation", "code_hash", "lets a device in once, never says which", _UNTIL_ARCHIVED),
    Retention("invitation", "number", "lets staff call an invitation", _UNTIL_ARCHIVED),
    Retention("voting_card", "secret_hash", "recognises a voting card", _UNTIL_ARCHIVED),
    Retention("voting_card", "number", "lets staff call a voting card", _UNTIL_ARCHIVED),
    Retention("voting_card_use", "way", "lets a voting card vote once, never says what", _UNTIL_ARCHIVED),
    Retention("machine_text", "text", "spares a second request for the same words", _THIRTY_DAYS),
    Retention("job", "owner", "lets whoever asked for a file fetch it", "seven days after the file is ready"),
    Retention("edition", "adopted_by_id", "says who recorded the adoption", _WITH_ACCOUNT),
    Retention("measure_decision", "actor_id", "says who decided on a measure", _WITH_ACCOUNT),
    Retention("renumbering", "actor_id", "says who gave new numbers", _WITH_ACCOUNT),
    Retention("council_paper_version", "actor_id", "says who saved a council paper", _WITH_ACCOUNT),
    Retention("measure_change", "actor_id", "says who changed a measure", _WITH_ACCOUNT),
    Retention("status_round", "opened_by_id", "says who asked", _WITH_ACCOUNT),
    Retention("status_round", "contact", "says whom to ask about reports", _TWO_YEARS_AFTER_REPORTS),
    Retention("status_request", "token_hash", "lets a lead report on one measure", "as long as the measure"),
    Retention("status_report", "reporter", "says whom to ask about a report", _TWO_YEARS_AFTER_REPORTS),
    Retention("status_report", "accepted_by_id", "says who accepted a report", _WITH_ACCOUNT),
    Retention("calendar_feed", "owner_id", "says whose calendar it is", "until it is revoked"),
    Retention("calendar_feed", "token_hash", "leads a calendar program to dates", "until it is revoked"),
    Retention("review_round", "opened_by_id", "says who named the reviewers", _WITH_ACCOUNT),
    Retention("review_round", "decided_by_id", "says who decided on the reviews", _WITH_ACCOUNT),
    Retention("word_template", "uploaded_by_id", "says who brought the template in", _WITH_ACCOUNT),
    Retention("integration_report", "created_by_id", "says who began a report", _WITH_ACCOUNT),
    Retention("recommendation", "changed_by_id", "says who wrote a recommendation", _WITH_ACCOUNT),
    Retention("text_translation", "author_id", "says who translated", _WITH_ACCOUNT),
    Retention("review", "reviewer_id", "lets a reviewer review once", _WITH_ACCOUNT),
)
