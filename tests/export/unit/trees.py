"""Concept trees: one that a city could have, and any that a city could think of."""

from hypothesis import strategies as st

from participation.concept.chapter import INTEGRATION_PHASES, SPATIAL_REFERENCES, STATES
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry, Origin

FIELDS = ("Sprache / Bildung", "Sport", "Wohnen, Quartier")
LEVELS = ("Themenfeld", "Leitziel", "Teilziel")

DRAFT = MeasureEntry(
    text="Der Verein öffnet die Halle.\nAuch am Sonntag.",
    title="Offene Halle",
    number="2",
    state="draft",
    origin=Origin("Sport im Viertel", 2, 14),
    lead="Sportamt",
    partners="Vereine; Jugendhaus",
    time_frame="2027",
    costs="12.000 €",
    funding_source="Land",
    first_step="Schlüssel klären",
    target_groups="Jugendliche",
    spatial_reference="district",
    place="Nord",
    integration_phase="growing_together",
    indicator="Besuche im Jahr",
    fields=("Sport",),
)
ADOPTED = MeasureEntry(text="=1+1 ist kein Rechnen, sondern ein Text.", number="1")

TREE = ConceptTree(
    title="Integrationskonzept",
    language="de",
    levels=LEVELS,
    fields_of_action=FIELDS,
    goals=(
        GoalEntry(
            "1",
            "Zusammenleben",
            children=(
                GoalEntry(
                    "1",
                    "Sport verbindet",
                    children=(
                        GoalEntry(
                            "1.1",
                            "Die Vereine sind offen.",
                            ("Sport", "Wohnen, Quartier"),
                            (ADOPTED, DRAFT),
                            (IndicatorEntry("Mitglieder", "Personen", "up", "Vereine", "100", "200"),),
                        ),
                        GoalEntry(None, "2 Hallen sind am Abend auf."),
                    ),
                ),
            ),
        ),
        GoalEntry("2", "Sprache", children=(GoalEntry("1", "Alle verstehen sich."),)),
    ),
    city="Lindenfurt",
    edition="Fassung 2026",
)

TRICKY = (
    "1. Ziel",
    "2",
    "(a) Halle",
    "Leitziel 2: Sport",
    "Teilziel: Sport",
    "Federführung: Amt",
    "Indikator: Besuche (Personen) [steigend] · Quelle: Amt",
    "Entwurf · Werkstatt „Sport“ · Rang 2 · 14 Punkte",
    "Eins · zwei",
    "=1+1",
    "'=1",
    "-5 Grad",
    "a, b; c | d",
    "eins\nzwei",
    "„Sport“",
    "لا توجد دورات",
)
# Characters one by one: `st.text` would also draw words out of the source code, such as a column's own header.
some_text = st.lists(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1, max_size=30).map(
    "".join
)
words = st.one_of(st.sampled_from(TRICKY), some_text.map(str.strip).filter(lambda text: text != ""))
maybe = st.one_of(st.just(""), words)
some_fields = st.sets(st.sampled_from(FIELDS)).map(lambda chosen: tuple(field for field in FIELDS if field in chosen))
origins = st.one_of(
    st.none(),
    st.builds(Origin, words, st.one_of(st.none(), st.integers(1, 99)), st.one_of(st.none(), st.integers(0, 500))),
)
measures = st.builds(
    MeasureEntry,
    text=words,
    title=maybe,
    number=st.one_of(st.none(), st.integers(1, 20).map(str)),
    state=st.sampled_from(STATES),
    origin=origins,
    lead=maybe,
    partners=maybe,
    time_frame=maybe,
    costs=maybe,
    funding_source=maybe,
    first_step=maybe,
    target_groups=maybe,
    spatial_reference=st.sampled_from(("", *SPATIAL_REFERENCES)),
    place=maybe,
    integration_phase=st.sampled_from(("", *INTEGRATION_PHASES)),
    indicator=maybe,
    fields=some_fields,
)
# An indicator is one line of a cell.
one_line = words.filter(lambda text: "\n" not in text)
maybe_line = st.one_of(st.just(""), one_line)
indicators = st.builds(
    IndicatorEntry, one_line, maybe_line, st.sampled_from(("", "up", "down")), maybe_line, maybe_line, maybe_line
)


def goals(depth):
    """Sibling goals with the levels below them; no two siblings share a number or a text."""
    below = goals(depth - 1) if depth else st.just(())
    made = st.builds(
        GoalEntry,
        st.one_of(st.none(), st.integers(1, 30).map(str)),
        words,
        some_fields,
        st.lists(measures, max_size=2).map(tuple),
        st.lists(indicators, max_size=1).map(tuple),
        below,
    )
    unlike = (lambda goal: goal.number, lambda goal: goal.text)
    return st.lists(made, min_size=1, max_size=2, unique_by=unlike).map(tuple)


trees = st.builds(
    ConceptTree,
    title=words.map(lambda text: " ".join(text.split())),
    language=st.sampled_from(["de", "en"]),
    levels=st.just(LEVELS),
    fields_of_action=st.just(FIELDS),
    goals=goals(2),
    city=maybe_line,
    edition=maybe_line,
)
