"""Languages: which ones there are, which one a person reads, their catalogues and formats.

Code marks and translates messages with ``gettext`` (as ``_``), ``ngettext`` and ``mark``; source texts are English.
"""

from participation.i18n.catalogues import gettext, mark, ngettext
from participation.i18n.choice import current_language, speaking

__all__ = ["current_language", "gettext", "mark", "ngettext", "speaking"]
