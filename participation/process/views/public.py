"""The public page of a process: what it is about, its dates, what each workshop has brought; the dates as a file."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.i18n import current_language
from participation.i18n.choice import offer_languages
from participation.i18n.formats import local
from participation.kernel import clock
from participation.process.calendar import calendar_of
from participation.process.domain import by_year
from participation.process.queries import get_public_process, list_topics, strongest_topics, texts_of, timeline_of
from participation.process.views.blueprint import blueprint
from participation.workshop.agendas import PHASE_SIGNS


@blueprint.get("/process/<int:process_id>")
@policy(everyone)
def public(process_id: int) -> ResponseReturnValue:
    """Show a process that was published, in the reader's language where its texts exist in it."""
    process, tag = get_public_process(process_id), current_language().tag
    best = strongest_topics([topic for topic in list_topics(process, tag) if topic.workshop.is_over])
    whole = [workshop for workshop in process.workshops if workshop.room is None]
    return render_template(
        "process/public/show.html",
        process=process,
        texts=texts_of(process, tag),
        years=by_year(timeline_of(process)),
        today=local(clock.now()).date(),
        workshops=[(workshop, best.get(workshop.id, [])) for workshop in whole if workshop.is_over],
        offer=offer_languages(sorted({tag for workshop in whole for tag in workshop.languages})),
        signs=PHASE_SIGNS,
    )


@blueprint.get("/process/<int:process_id>/timeline.ics")
@policy(everyone)
def calendar(process_id: int) -> ResponseReturnValue:
    """Return the dates of a published process as a calendar file (RFC 5545)."""
    process, tag = get_public_process(process_id), current_language().tag
    base_url = current_app.config["SETTINGS"].base_url
    written = calendar_of(texts_of(process, tag).title, timeline_of(process), tag, base_url, clock.now())
    response = Response(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="process-{process.id}.ics"'
    response.cache_control.no_cache = True
    return response
