"""Forms of the office around rounds and reports, and the short form of whoever leads a measure."""

from datetime import date, timedelta
from typing import Final

from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from participation.concept.models import Measure, MeasureState
from participation.i18n import gettext, mark
from participation.measures.standing import STATE_NAMES
from participation.monitoring.domain import REPORTABLE, cleaned, halves_to_choose, steps_to
from participation.monitoring.models import Half, Progress, StatusReport, StatusRound
from participation.monitoring.services import Acceptance, Said
from participation.monitoring.words import PARTS, PROGRESS_NAMES, REPORTED_STATES, half_name
from participation.web.forms import Form, Optional, at_most, required

LONGEST_TEXT, LONGEST_LINE, LONGEST_REASON = 5000, 300, 2000
USUAL_TIME: Final = timedelta(weeks=4)
"""From the beginning of a round to its deadline, as long as the office chooses nothing else."""
TEXTS: Final = (*PARTS, "reporter")


class _Choice(RadioField):
    """One of several; nothing chosen is no wrong choice but a missing one."""

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            raise StopValidation(gettext("Please choose an answer."))
        super().pre_validate(form)


class RoundForm(Form):
    """When a round ends, and whom those who report may ask."""

    deadline = DateField(mark("Reports are taken until"), validators=[required()])
    contact = StringField(mark("Whom to ask (name, telephone, e-mail)"), validators=[at_most(LONGEST_LINE)])

    def show(self, round_: StatusRound) -> None:
        """Fill in how the round is set."""
        self.deadline.data, self.contact.data = round_.deadline, round_.contact

    @property
    def day(self) -> date:
        """The deadline; a form without a day is not valid."""
        if self.deadline.data is None:
            raise ValueError(self.deadline.raw_data)
        return self.deadline.data


class NewRoundForm(RoundForm):
    """A round to begin."""

    half = SelectField(mark("Which half of the year"))

    def offer(self, today: date) -> None:
        """Set what can be chosen, and propose a deadline where nothing was typed."""
        self.half.choices = [(half.key, half_name(half)) for half in halves_to_choose(today)]
        if not self.is_submitted():
            self.deadline.data = today + USUAL_TIME

    @property
    def asks_about(self) -> Half:
        """The half of the year that was chosen."""
        year, number = self.half.data.split("-")
        return Half(int(year), int(number))


class _SeenForm(Form):
    """A form over a report that may be handed in anew meanwhile."""

    seen_version = HiddenField()

    @property
    def version(self) -> int:
        """The version of the report that the person saw."""
        seen = self.seen_version.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0  # noqa: PLR2004 - fits every column


class ReportForm(_SeenForm):
    """What whoever leads a measure says about it.

    Its address is the secret: nobody who does not know it can send the form, so it needs no cookie of its own.
    """

    class Meta(Form.Meta):
        """Asks for no token; ``web.security`` asks for one from whoever has a session."""

        csrf = False

    state = _Choice(
        mark("How does the measure stand?"),
        choices={state: REPORTED_STATES[state] for state in REPORTABLE},
    )
    progress = _Choice(
        mark("Does it get on as planned?"),
        choices={progress.value: name for progress, name in PROGRESS_NAMES.items()},
    )
    happened = TextAreaField(
        mark("What has happened since the last report?"),
        validators=[required(), at_most(LONGEST_TEXT)],
        render_kw={"rows": 5},
    )
    next_steps = TextAreaField(mark("What comes next?"), validators=[at_most(LONGEST_TEXT)], render_kw={"rows": 3})
    obstacles = TextAreaField(
        mark("What is in the way, what would help?"), validators=[at_most(LONGEST_TEXT)], render_kw={"rows": 3}
    )
    spent = StringField(mark("Money spent so far"), validators=[at_most(LONGEST_LINE)])
    due_on = DateField(mark("New date, if the deadline cannot be kept"), validators=[Optional()])
    reporter = StringField(mark("Your name, for questions"), validators=[at_most(200)])

    def show(self, report: StatusReport | None) -> None:
        """Fill in what has been reported."""
        self.seen_version.data = str(report.version if report else 0)
        if report is not None:
            self.state.data, self.progress.data = report.state.value, report.progress.value
            self.due_on.data = report.due_on
            for name in TEXTS:
                self[name].data = getattr(report, name)

    def said(self) -> Said:
        """Return what was typed into a valid form."""
        return Said(
            state=MeasureState(self.state.data),
            progress=Progress(self.progress.data),
            due_on=self.due_on.data,
            **{name: cleaned(self[name].data or "") for name in TEXTS},
        )

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed with the names of its parts, for a page that cannot take it any more."""
        texts = [(self[name].label.text, self[name].data or "") for name in TEXTS]
        new_day = [(self.due_on.label.text, " ".join(self.due_on.raw_data or []))]
        named: dict[str, str] = {**REPORTED_STATES, **{key.value: name for key, name in PROGRESS_NAMES.items()}}
        chosen = [
            (field.label.text, gettext(named[field.data]))
            for field in (self.state, self.progress)
            if field.data in named
        ]
        return chosen + [(label, text) for label, text in texts + new_day if text]


class AcceptForm(_SeenForm):
    """What the office makes of a report."""

    state = SelectField(mark("State of the measure from now on"), default="")
    takes_day = BooleanField(mark("Take over the new date as the deadline"))
    reason = TextAreaField(mark("Reason"), validators=[at_most(LONGEST_REASON)], render_kw={"rows": 3})

    def offer(self, measure: Measure, reachable: tuple[MeasureState, ...]) -> None:
        """Set what can be chosen: the state as it is, those that the flow leads to, done by way of in progress."""
        through = [MeasureState.DONE] if len(steps_to(measure.state, MeasureState.DONE)) > 1 else []
        self.states = tuple(dict.fromkeys((*reachable, *through)))
        stays = gettext("stays as it is: %(state)s", state=gettext(STATE_NAMES[measure.state]))
        self.state.choices = [("", stays), *((state.value, gettext(STATE_NAMES[state])) for state in self.states)]

    def propose(self, report: StatusReport, measure: Measure) -> None:
        """Fill in what the report asks for."""
        self.state.data = report.state.value if report.state in self.states else ""
        self.takes_day.data = report.due_on is not None and report.due_on != measure.due_on
        round_ = report.request.round
        self.reason.data = gettext("Status report, %(half)s", half=half_name(round_.asks_about))
        self.seen_version.data = str(report.version)

    def acceptance(self, report: StatusReport) -> Acceptance:
        """Return what was chosen."""
        return Acceptance(
            state=MeasureState(self.state.data) if self.state.data else None,
            due_on=report.due_on if self.takes_day.data else None,
            reason=cleaned(self.reason.data or ""),
        )
