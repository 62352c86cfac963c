"""What can go wrong while a file is written."""

from __future__ import annotations

from pathlib import Path

from participation.kernel.errors import DomainError


class FontsMissing(DomainError):
    """The folder of the PDF fonts holds no font; the set-up puts them there."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self.directory = directory


class TemplateKindUnknown(DomainError):
    """The file's name is not that of a Word document or template without macros."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class TemplateTooLarge(DomainError):
    """The template has, packed or unpacked, more than a letterhead needs: at most `megabytes` packed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(megabytes)
        self.megabytes = megabytes


class TemplateWithMacros(DomainError):
    """The template carries a program (VBA), or says that it may."""


class TemplateAttached(DomainError):
    """The template is bound to another template, which every document made of it would look for."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class TemplateReachesOut(DomainError):
    """The template fetches something from elsewhere when it is opened: `what` names the address or the field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class TemplateEmbedsObject(DomainError):
    """The template carries an object of another program (OLE, ActiveX), or a whole other document."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class TemplateStylesMissing(DomainError):
    """The template has no styles that could be used."""


class TemplateStyleBroken(DomainError):
    """The style is there twice, is based on itself, or is none of paragraphs although it is called like one."""

    def __init__(self, style: str) -> None:
        super().__init__(style)
        self.style = style


class TemplateUnusable(DomainError):
    """The template passes all checks, and still no document can be made of it."""


class NoTemplate(DomainError):
    """The concept has no template."""
