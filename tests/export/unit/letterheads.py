"""Templates of a city: one in order, and ways in which one may be unfit."""

import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

RELATION = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}" TargetMode="{mode}"/></Relationships>'
)


@cache
def letterhead() -> bytes:
    """A template with own headings, goals in green, wide margins, a header, two sections, and text that must go."""
    word = docx.Document()
    heading = word.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Georgia", Pt(21), RGBColor(0x7A, 0x00, 0x2E)
    word.styles["Normal"].font.name = "Georgia"
    word.styles.add_style("Goal", WD_STYLE_TYPE.PARAGRAPH).font.color.rgb = RGBColor(0x00, 0x50, 0x20)
    word.sections[0].header.paragraphs[0].text = "Stadt Lindenfurt"
    word.add_paragraph("Mustertext der Vorlage")
    word.add_section()
    section = word.sections[-1]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(35)
    word.add_paragraph("Noch ein Mustertext")
    heading.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="fr-FR"/>'))
    return saved(word)


@cache
def with_page_number() -> bytes:
    """The letterhead with a page number in its header, as a simple field."""
    word = docx.Document(BytesIO(letterhead()))
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    word.sections[0].header.paragraphs[0]._p.append(parse_xml(field))
    return saved(word)


def saved(word) -> bytes:
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def changed(
    content: bytes, edits: Mapping[str, Callable[[str], str]], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The file with some of its parts rewritten and others added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, edits[name](part.decode()).encode() if name in edits else part)
        for name, part in (more or {}).items():
            target.writestr(name, part)
    return stream.getvalue()


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """The letterhead with one more relation of its text."""
    added = RELATION.format(kind=kind, target=target, mode=mode)
    return changed(letterhead(), {"word/_rels/document.xml.rels": lambda text: text.replace("</Relationships>", added)})


def with_field(*pieces: str) -> bytes:
    """The letterhead with a field whose instruction is cut into pieces."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return changed(letterhead(), {"word/document.xml": lambda text: text.replace("<w:p>", f"<w:p>{field}", 1)})


def with_type(old: str, new: str) -> bytes:
    """The letterhead whose main part is of another type."""
    return changed(letterhead(), {"[Content_Types].xml": lambda text: text.replace(old, new)})


def with_styles(edit: Callable[[str], str]) -> bytes:
    """The letterhead with its styles rewritten."""
    return changed(letterhead(), {"word/styles.xml": edit})
