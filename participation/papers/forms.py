"""The form of a council paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from participation.concept.models import Measure
from participation.i18n import current_language, gettext, mark
from participation.kernel import clock
from participation.papers.domain import LINES, YEARS, Competence, Deliberation, PaperContent
from participation.papers.errors import AmountUnreadable
from participation.papers.words import CLIMATE, COMPETENCES, EFFECTS, LINE_NAMES, SIZES
from participation.web.forms import Form, Optional, at_most, required
from participation.web.messages import word

COMMITTEES = 6
LONGEST_LINE = 500
LONGEST_TEXT = 60_000
_MOST_CENTS = 10**14
_FIGURES = re.compile(r"[\d.,\s]+")
_TEXTS = ("subject", "number", "responsible", "involved", "resolution", "funding", "climate_reason", "explanation")


class _Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AmountField(Field):
    """An amount in euros as the reader's language writes it, kept in whole cents; says which one cannot be read."""

    widget = TextInput()

    def __init__(self, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 - as WTForms passes them
        super().__init__(label, **options)
        self.typed: str | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; raises ``ValueError`` with the sentence for one that is no amount."""
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        written = self.typed.removesuffix("€").strip()
        if not written:
            return
        if not _FIGURES.fullmatch(written):
            raise ValueError(word(AmountUnreadable(self.typed)))
        try:
            cents = parse_decimal(written, locale=current_language().locale, strict=True) * 100
        except NumberFormatError as error:
            raise ValueError(word(AmountUnreadable(self.typed))) from error
        if cents != int(cents) or abs(cents) > _MOST_CENTS:
            raise ValueError(word(AmountUnreadable(self.typed)))
        self.data = int(cents)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else format_decimal(self.data / 100, locale=current_language().locale)


class DeliberationForm(Form):
    """A committee, its day and what it does."""

    class Meta(Form.Meta):
        """A part of a form that is protected as a whole."""

        csrf = False

    committee = StringField(mark("Committee"), validators=[at_most(200)])
    day = DateField(mark("Date"), validators=[Optional()])
    competence = SelectField(mark("Competence"))

    def __init__(self, *values: Any, **options: Any) -> None:  # noqa: ANN401 - as WTForms passes them
        super().__init__(*values, **options)
        self.competence.choices = [(key.value, gettext(name)) for key, name in COMPETENCES.items()]


def _amounts() -> FieldList[AmountField]:
    return FieldList(AmountField(validators=[Optional()]), min_entries=YEARS, max_entries=YEARS)


class PaperForm(Form):
    """Everything that a paper says; ``seen_version`` is the version over which it was written."""

    seen_version = HiddenField(validators=[required()])
    subject = StringField(mark("Subject"), validators=[required(), at_most(300)])
    number = StringField(mark("Number"), validators=[at_most(80)])
    public = BooleanField(mark("Treated in public"))
    responsible = StringField(mark("Responsible department"), validators=[at_most(LONGEST_LINE)])
    involved = TextAreaField(mark("Involved departments, one a line"), validators=[at_most(2000)])
    deliberations = FieldList(FormField(DeliberationForm), min_entries=COMMITTEES, max_entries=COMMITTEES)
    resolution = TextAreaField(mark("Proposed resolution"), validators=[at_most(LONGEST_TEXT)])
    has_costs = BooleanField(mark("It has financial effects"))
    first_year = SelectField(mark("First year of the tables"), coerce=int)
    payments_in = _amounts()
    payments_out = _amounts()
    income = _amounts()
    staff = _amounts()
    supplies = _amounts()
    depreciation = _amounts()
    funding = TextAreaField(mark("How it is paid for"), validators=[at_most(LONGEST_TEXT)])
    climate = SelectField(CLIMATE["climate"])
    climate_size = SelectField(CLIMATE["climate_size"])
    adaptation = SelectField(CLIMATE["adaptation"])
    climate_reason = TextAreaField(mark("Reasons"), validators=[at_most(LONGEST_TEXT)])
    measures = _Checkboxes(mark("Measures"), coerce=int)
    explanation = TextAreaField(mark("Explanation"), validators=[at_most(LONGEST_TEXT)])
    annexes = TextAreaField(mark("Annexes, one a line"), validators=[at_most(LONGEST_TEXT)])

    def offer(self, measures: Iterable[Measure], first_year: int) -> None:
        """Set what can be chosen; `first_year` is that of the paper, which stays choosable."""
        years = {first_year, *(clock.now().year + ahead for ahead in range(-1, YEARS))}
        self.first_year.choices = [(year, str(year)) for year in sorted(years)]
        nothing = ("", gettext(mark("not said yet")))
        for name, choices in (("climate", EFFECTS), ("climate_size", SIZES), ("adaptation", EFFECTS)):
            self[name].choices = [nothing, *((key.value, gettext(label)) for key, label in choices.items())]
        self.measures.choices = [(measure.id, measure.label) for measure in measures]

    def show(self, content: PaperContent, version: int) -> None:
        """Fill in what a version says."""
        self.seen_version.data = str(version)
        for name in (*_TEXTS, "public", "has_costs", "first_year", "climate", "climate_size", "adaptation"):
            self[name].data = getattr(content, name)
        self.measures.data = list(content.measure_ids)
        self.annexes.data = "\n".join(content.annexes)
        for part, said in zip(self.deliberations, content.deliberations, strict=False):
            part.committee.data, part.competence.data = said.committee, said.competence
            part.day.process_formdata([said.day] if said.day else [])
        for name in LINES:
            for part, amount in zip(self[name], content.amounts.get(name, ()), strict=False):
                part.data = amount

    def content(self, before: PaperContent) -> PaperContent:
        """Return what was written, over the measures at a glance that stood there before."""
        said: dict[str, Any] = {name: (self[name].data or "").replace("\r\n", "\n").strip() for name in _TEXTS}
        chosen: dict[str, Any] = {name: self[name].data for name in ("public", "has_costs", "first_year")}
        climate: dict[str, Any] = {name: self[name].data or "" for name in CLIMATE}
        return replace(
            before,
            **said,
            **chosen,
            **climate,
            deliberations=tuple(self._deliberations()),
            amounts={name: tuple(self[name].data) for name in LINES},
            measure_ids=tuple(self.measures.data or ()),
            annexes=tuple(filter(None, (line.strip() for line in (self.annexes.data or "").split("\n")))),
        )

    def _deliberations(self) -> Iterable[Deliberation]:
        """Yield the rows that name a committee; the others are empty."""
        for part in self.deliberations:
            committee = (part.committee.data or "").strip()
            if committee:
                day = part.day.data.isoformat() if part.day.data else ""
                yield Deliberation(committee, day, Competence(part.competence.data).value)

    @property
    def version(self) -> int:
        """The version that the person saw; 0, which no paper has, when it was tampered with."""
        seen = self.seen_version.data or ""
        return int(seen) if seen.isdigit() else 0

    @property
    def lines(self) -> dict[str, str]:
        """The names of the lines of money."""
        return {name: gettext(label) for name, label in LINE_NAMES.items()}
