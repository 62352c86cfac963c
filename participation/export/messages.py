"""Sentences for what can go wrong while files are written or read."""

from collections.abc import Mapping

from participation.export import errors
from participation.export.action_plan import errors as action_plan
from participation.export.bundle import errors as bundle
from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.kernel.jobs import errors as jobs

STYLE_NAMES: Mapping[str, str] = {
    "Title": mark("Title"),
    "Subtitle": mark("Subtitle"),
    "Heading 1": mark("Heading 1"),
    "Heading 2": mark("Heading 2"),
    "Heading 3": mark("Heading 3"),
    "Header": mark("Header"),
    "Footer": mark("Footer"),
    "toc 1": mark("Contents 1"),
    "toc 2": mark("Contents 2"),
    "toc 3": mark("Contents 3"),
}
"""What Word calls its usual styles."""

SENTENCES: Mapping[type[DomainError], str] = {
    jobs.JobUnknown: mark("This file is not there. It was deleted, or somebody else has asked for it."),
    jobs.TooManyJobs: mark(
        "%(limit)s of your files are not ready yet. Wait until one is, or cancel one; then export again."
    ),
    jobs.ResultUnready: mark("The file is not ready. Its page says how far it is."),
    jobs.ResultGone: mark("The file was kept for some days and then deleted. Export it again."),
    jobs.JobInterrupted: mark(
        "The server ended twice while it made this file. Export it again; if that does not help, tell whoever looks "
        "after the server."
    ),
    jobs.JobBroken: mark(
        "Something broke while this file was made, and the fault has been recorded. Export it again; if that does not "
        "help, tell whoever looks after the server."
    ),
    jobs.DiskFull: mark("The disk of the server is full, so the file could not be kept. Tell whoever looks after it."),
    errors.FontsMissing: mark("The fonts for PDF files are not there. Run “make setup” on the server."),
    errors.TemplateKindUnknown: mark(
        "“%(filename)s” is no Word document or template. Save it as .docx or .dotx and try again."
    ),
    errors.TemplateTooLarge: mark(
        "The template is too large: at most %(megabytes)s MB. Make its pictures smaller and try again."
    ),
    errors.TemplateWithMacros: mark(
        "The template has macros; they would come along in every document. "
        "Save it as .docx without macros and try again."
    ),
    errors.TemplateAttached: mark(
        "The template is bound to another one (%(target)s). "
        "Bring that one in instead, or take the binding away in Word."
    ),
    errors.TemplateReachesOut: mark(
        "The template fetches something from elsewhere when it is opened: %(what)s. "
        "Put pictures into the template itself, take the link away and try again."
    ),
    errors.TemplateEmbedsObject: mark(
        "The template carries an object of another program: %(what)s. Put a picture in its place and try again."
    ),
    errors.TemplateStylesMissing: mark(
        "The template has no styles. Open it in Word, save it anew as .docx and try again."
    ),
    errors.TemplateStyleBroken: mark(
        "The style “%(style)s” of the template is broken: it is there twice, is based on itself, "
        "or is not for paragraphs. Mend it in Word and try again."
    ),
    errors.TemplateUnusable: mark(
        "No document can be made of this template. Open it in Word, save it anew as Word document and try again."
    ),
    errors.NoTemplate: mark("This concept has no template. Its documents look as usual."),
    action_plan.ActionPlanUnrecognised: mark(
        "No sheet of this file has the column “%(column)s”. Choose an action plan that was exported here."
    ),
    action_plan.ActionPlanForeign: mark("No row of this file is a measure of this concept. Nothing was changed."),
    action_plan.ActionPlanOutdated: mark(
        "This file belongs to an edition that has been superseded. Export the action plan of the present edition."
    ),
    action_plan.ActionPlanMoved: mark(
        "Somebody changed these measures in the meantime. Look at the differences as they are now, and confirm again."
    ),
    action_plan.NothingTakenOver: mark("Tick at least one measure that is to be changed."),
    action_plan.ReasonUnsaid: mark("Please write why; it stands in the history of each measure."),
    action_plan.SideUnchosen: mark(
        "Some parts were changed in the office and in the file. Choose for each which of the two stands."
    ),
    action_plan.ActionPlanRefused: mark(
        "Nothing was changed, because %(count)s of these measures cannot be changed so. Mend them, or untick them."
    ),
    bundle.BundleUnreadable: mark("The file is no JSON text. Choose a file that was exported as JSON."),
    bundle.NotABundle: mark(
        "The file is no workshop: it says that it is “%(found)s”. Choose a workshop that was exported as JSON."
    ),
    bundle.BundleTooNew: mark(
        "A newer version of this application wrote the file (version %(found)s; known here: %(known)s). "
        "Update the application, then import it."
    ),
    bundle.BundleKeyMissing: mark("The file is damaged: “%(where)s” is missing. Nothing was changed."),
    bundle.BundleKeyUnknown: mark(
        "The file says something that is not understood here: “%(where)s”. Nothing was changed."
    ),
    bundle.BundleValueUnfit: mark(
        "The file is damaged: at “%(where)s” this is needed: %(needed)s. Nothing was changed."
    ),
    bundle.BundleValueTwice: mark("The file is damaged: “%(where)s” stands there twice. Nothing was changed."),
    bundle.BundleReferenceBroken: mark(
        "The file is damaged: “%(where)s” points at something that is not in it. Nothing was changed."
    ),
}
