"""Reads a page as a person without a script would: its forms, what stands in them, what each choice says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_CAPTIONS = frozenset({"label", "button"})
_CHOICES = frozenset({"radio", "checkbox", "submit"})


@dataclass(slots=True)
class Choice:
    """Something to tick or press: its name, its value, and the words beside it."""

    name: str
    value: str
    words: str = ""


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, what names it, its hidden fields, its choices, its ``data-…`` attributes."""

    action: str
    data: dict[str, str]
    hidden: dict[str, str] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    words: str = ""

    def values(self, name: str) -> list[str]:
        """Return the values that can be chosen under this name, each once, in their order."""
        return list(dict.fromkeys(choice.value for choice in self.choices if choice.name == name))

    def words_of(self, name: str, value: str) -> str:
        """Return what the page says beside a choice."""
        return next((choice.words for choice in self.choices if (choice.name, choice.value) == (name, value)), "")

    def times(self, name: str, value: str) -> int:
        """Return how often this value can be ticked."""
        return sum((choice.name, choice.value) == (name, value) for choice in self.choices)


def read_forms(page: str) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.name_all()
    return reader.forms


class _Reader(HTMLParser):
    """Collects forms, and the words of elements that choices refer to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._captioned: list[Choice] = []
        self._in_caption = False
        self._words_by_id: dict[str, str] = {}
        self._element: tuple[str, str] | None = None
        self._named_by: list[tuple[Choice | Form, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            data = {name.removeprefix("data-"): value for name, value in given.items() if name.startswith("data-")}
            self._form = Form(given.get("action", ""), data)
            self.forms.append(self._form)
            self._name_later(self._form, given)
        if tag in _CAPTIONS:
            self._in_caption, self._captioned = True, []
        if tag in {"input", "button"} and self._form is not None and "name" in given:
            self._read_control(self._form, tag, given)
        if "id" in given:
            self._element = (tag, given["id"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in _CAPTIONS:
            self._in_caption = False
        if self._element is not None and self._element[0] == tag:
            self._element = None

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            for choice in self._captioned:
                choice.words += data
        if self._element is not None:
            self._words_by_id[self._element[1]] = self._words_by_id.get(self._element[1], "") + data

    def name_all(self) -> None:
        """Give what is labelled from elsewhere its words, and take spaces at the ends away."""
        for named, element in self._named_by:
            named.words = self._words_by_id.get(element, "")
        for named in self._all_named():
            named.words = " ".join(named.words.split())

    def _all_named(self) -> Iterable[Choice | Form]:
        yield from self.forms
        for form in self.forms:
            yield from form.choices

    def _read_control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "submit" if tag == "button" else "text")
        if kind == "hidden":
            form.hidden[given["name"]] = given.get("value", "")
        elif kind in _CHOICES:
            choice = Choice(given["name"], given.get("value", ""))
            form.choices.append(choice)
            self._captioned.append(choice)
            self._name_later(choice, given)

    def _name_later(self, named: Choice | Form, given: dict[str, str]) -> None:
        labels = given.get("aria-labelledby", "").split()
        if labels:
            self._named_by.append((named, labels[-1]))
