"""Forms of the concept. The corrections of a preview have as many fields as the document has words."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.datastructures import MultiDict
from wtforms import StringField

from participation.concept.services import Upload
from participation.i18n import mark
from participation.web.forms import Form, at_most, required


class TitleForm(Form):
    """The title of a concept."""

    title = StringField(mark("Title of the concept"), validators=[required(), at_most(300)])


def corrected(upload: Upload, sent: MultiDict[str, str]) -> Upload:
    """Return the upload with what a person chose in its preview: the concept, its title, level names, fields.

    Lists go in pairs: ``level_shown`` and ``level``, ``spelling`` and ``field``. Level names that were left as shown
    are not held as confirmed, so that the next document speaks for itself; an emptied field stands for its spelling.
    """
    shown, levels = sent.getlist("level_shown"), [name.strip() for name in sent.getlist("level")]
    changed = levels != shown and len(levels) == len(shown) and all(levels)
    spellings = zip(sent.getlist("spelling"), sent.getlist("field"), strict=False)
    mapping = replace(
        upload.mapping,
        levels=tuple(levels) if changed else upload.mapping.levels,
        field_spellings={spelling: " ".join(field.split()) or spelling for spelling, field in spellings},
    )
    return replace(
        upload, concept_id=sent.get("concept", type=int), title=" ".join(sent.get("title", "").split()), mapping=mapping
    )
