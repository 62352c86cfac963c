"""Sentences for what can go wrong while files are written or read."""

from collections.abc import Mapping

from participation.export import errors
from participation.export.bundle import errors as bundle
from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.kernel.jobs import errors as jobs

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
    jobs.JobBroken: mark("Something broke while this file was made. The fault has been recorded."),
    jobs.DiskFull: mark("The disk of the server is full, so the file could not be kept. Tell whoever looks after it."),
    errors.FontsMissing: mark("The fonts for PDF files are not there. Run “make setup” on the server."),
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
