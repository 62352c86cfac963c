"""The history of a measure: all versions, and what differs between any two of them, word by word."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.concept.models import Measure
from participation.measures.queries import Version, compare_versions, get_measure, list_versions
from participation.measures.views.blueprint import blueprint
from participation.measures.words import value_words


@blueprint.get("/measures/<int:measure_id>/versions")
@policy(office)
def versions(measure_id: int) -> ResponseReturnValue:
    """Show the history; the two versions that are compared stand in the address, else the latest change is shown."""
    measure = get_measure(measure_id)
    known = list_versions(measure)
    later = _chosen(known, "to", known[0])
    earlier = _chosen(known, "from", next((version for version in known if version.number < later.number), later))
    if earlier.number > later.number:
        earlier, later = later, earlier
    return render_template(
        "measures/versions.html",
        measure=measure,
        versions=known,
        earlier=earlier,
        later=later,
        differences=compare_versions(_worded(measure, earlier), _worded(measure, later)),
    )


def _chosen(known: list[Version], name: str, usual: Version) -> Version:
    """Return the version that the address names, the usual one when there is none of that number."""
    asked = request.args.get(name, type=int)
    return next((version for version in known if version.number == asked), usual)


def _worded(measure: Measure, version: Version) -> dict[str, str]:
    concept = measure.edition.concept
    return {name: value_words(concept, name, value) for name, value in version.values.items()}
