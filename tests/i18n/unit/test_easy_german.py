"""Easy German keeps those rules of Leichte Sprache that a machine can check; what reads well, only people can say.

The rules stand in `docs/method.md`. Each is a function from a text to the offending words, so that a failure names
them; a faulty sentence for each shows that the rule is awake.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).resolve().parents[3] / "translations" / "de_simple" / "LC_MESSAGES" / "participant.po"

MOST_WORDS = 12
MOST_LETTERS = 14
LONG_WORDS_ALLOWED: frozenset[str] = frozenset()
"""Words without a hyphen that are longer all the same, each with a reason beside it. None is needed so far."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
LONG_WORD = re.compile(rf"[^\W\d_]{{{MOST_LETTERS + 1},}}")
ABBREVIATION = re.compile(
    r"\b(?:z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|i\.\s?d\.\s?R|usw|bzw|ggf|etc|evtl|inkl|max|mind|ca|Nr|Tel"
    r"|bspw|vgl|sog|Mio|Std|Str|Hr|Fr|Dr|Abb)\.|\b[a-zäöü]\.(?=\s?[a-zäöü]\.)",
    re.IGNORECASE,
)
SUBJUNCTIVE_STEMS = ("könnte", "würde", "sollte", "möchte", "wäre", "hätte", "dürfte", "müsste")
SUBJUNCTIVE_WORD = re.compile(
    r"(?:sei(?:en)?|solle|wolle|könne|müsse|dürfe|(?:käm|gäb|fänd|läg|stünd|bräucht|wüsst|tät)en?)"
)
IMPERSONAL = re.compile(r"\b[Mm]an\b")
GENITIVE = re.compile(
    r"\b[Dd]es\b"
    r"|\b(?:[Ee]ines|[Kk]eines|[Mm]eines|[Ii]hres|[Uu]nseres|[Ss]eines)\s+(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ][\w-]*s\b"
    r"|\b(?:[Dd]essen|[Dd]eren|[Ww]essen)\b"
    r"|\b(?!(?:In|Mit|An|Auf|Bei|Von|Zu|Aus|Nach|Unter|Vor|Hinter|Über|Neben|Seit|Als|Wer|Was|Wo|Wie|Wenn|Sie|Oder|Und|Aber|Dann|Hier|Ist)\b)"
    r"[A-ZÄÖÜ][\w-]+ (?:der|einer|keiner|meiner|unserer|Ihrer) [A-ZÄÖÜ][\w-]+"
    r"|\b(?:[Ww]egen|[Tt]rotz|[Aa]ufgrund|[Mm]ithilfe|[Ii]nnerhalb|[Aa]ußerhalb|[Ww]ährend)\b"
)
PARTICIPLE = (
    r"\b(?:[a-zäöüß]*ge[a-zäöüß]{2,}t|(?:be|ver|er|ent|zer)[a-zäöüß]{3,}t|[a-zäöüß]+iert"
    r"|[a-zäöüß]*ge(?:schrieb|les|seh|nomm|schloss|fund|sproch|strich)en|verborgen|vergessen)\b"
)
PASSIVE = re.compile(
    rf"\b(?:[Ww]ird|[Ww]erden|[Ww]urden?)\b[^.!?\n]*{PARTICIPLE}"
    rf"|{PARTICIPLE} (?:wird|werden|wurden?)\b"
    r"|\bworden\b"
)
FAMILIAR = re.compile(r"\b(?:du|dir|dich|dein(?:e[mnrs]?)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)


def texts() -> Iterator[str]:
    """Every translation of the catalogue, each plural form for itself, a number standing for each placeholder."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="de"):
            forms = (message.string,) if isinstance(message.string, str) else message.string
            yield from (PLACEHOLDER.sub("7", form) for form in forms if message.id and form)


def long_sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(text) if len(sentence.split()) > MOST_WORDS]


def long_words(text: str) -> list[str]:
    return [word for word in LONG_WORD.findall(text) if word not in LONG_WORDS_ALLOWED]


def subjunctives(text: str) -> list[str]:
    words = re.findall(r"\w+", text)
    return [word for word in words if word.casefold().startswith(SUBJUNCTIVE_STEMS) or SUBJUNCTIVE_WORD.fullmatch(word)]


RULES = {
    "sentence of at most 12 words": long_sentences,
    "no abbreviation": ABBREVIATION.findall,
    "no subjunctive": subjunctives,
    "no man": IMPERSONAL.findall,
    "no genitive": GENITIVE.findall,
    "no passive": PASSIVE.findall,
    "long word with a hyphen": long_words,
    "formal Sie": FAMILIAR.findall,
}

FAULTY = [
    ("sentence of at most 12 words", "Diese Karte gehört nicht zu Ihnen und deshalb dürfen Sie sie hier nicht lesen."),
    ("sentence of at most 12 words", "Gut.\nEins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn"),
    ("no abbreviation", "Schreiben Sie z.B. einen Wunsch."),
    ("no abbreviation", "Schreiben Sie z. B. einen Wunsch."),
    ("no abbreviation", "Geld, Räume usw."),
    ("no abbreviation", "Stifte bzw. Karten"),
    ("no abbreviation", "Fragen Sie ggf. nach."),
    ("no abbreviation", "Stühle, Tische etc."),
    ("no abbreviation", "Das ist neu, d.h. anders."),
    ("no abbreviation", "Geld, Räume u. ä. Dinge"),
    ("no abbreviation", "Fragen Sie Fr. Kaya."),
    ("no abbreviation", "Die Karte i. d. Mitte"),
    ("no subjunctive", "Es gäbe mehr Platz."),
    ("no subjunctive", "Die Gruppe sagt, sie sei bereit."),
    ("no subjunctive", "Sie könnten mehr schreiben."),
    ("no subjunctive", "Was würden Sie tun?"),
    ("no subjunctive", "Sie sollten warten."),
    ("no subjunctive", "Möchten Sie mitmachen?"),
    ("no subjunctive", "Das wäre schön."),
    ("no subjunctive", "Hätten Sie Zeit?"),
    ("no man", "Hier kann man schreiben."),
    ("no man", "Man sieht die Karten."),
    ("no genitive", "Das Ende des Tages"),
    ("no genitive", "Der Titel eines neuen Themas"),
    ("no genitive", "Der Text Ihres Wunsches"),
    ("no genitive", "Wegen der Pause"),
    ("no genitive", "Der Titel der Karte"),
    ("no genitive", "Die Wünsche unserer Gruppe"),
    ("no genitive", "Die Karte, deren Text fehlt"),
    ("no passive", "Die Karte ist gezeigt worden."),
    ("no passive", "Sie sehen, wie Ihre Karten gezeigt werden."),
    ("no passive", "Ihre Karte wird gezeigt."),
    ("no passive", "Die Karten werden später vorgelesen."),
    ("no passive", "Der Plan wurde verlängert."),
    ("no passive", "Hier werden Ideen notiert."),
    ("long word with a hyphen", "Die Zukunftswerkstatt beginnt."),
    ("formal Sie", "Schreib deinen Wunsch."),
    ("formal Sie", "Was denkst du?"),
    ("formal Sie", "Wir danken euch."),
]

SOUND = [
    "Die Zukunfts-Werkstatt beginnt um 7 Uhr.\nSie können gleich schreiben.",
    "Welcher Wunsch wird wahr?\nWas muss zuerst besser werden?",
    "Mehr als ein Wunsch?\nDann schreiben Sie eine Karte mehr.",
    "Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf.\nUnd noch ein Satz.",
]


def test_catalogue_holds_texts():
    assert next(texts(), None) is not None


@pytest.mark.parametrize("rule", RULES)
def test_easy_german_keeps_the_rule(rule):
    offences = {text: found for text in texts() if (found := RULES[rule](text))}
    assert offences == {}


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_rule_catches_a_faulty_text(rule, text):
    assert [name for name, check in RULES.items() if check(text)] == [rule]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_passes_every_rule(text):
    assert [name for name, check in RULES.items() if check(text)] == []
