"""What a workshop leaves on paper: everything that was said and decided in it, in the words in which it was said.

`record` reads the workshop once; `whole` turns it into a document of chapters (`front`, `cards`, `votes`, `plans`,
`measures`, `open_questions`, `people`, `prompts`), `sheets` into tables, `files` into the file that somebody asked for.
Headings speak the workshop's first language, every contribution keeps its own. Counts of a vote that is still open are
in none.
"""

from participation.export.documentation.files import ENDINGS, documentation_file, prepare_documentation
from participation.export.documentation.people import people_sheet
from participation.export.documentation.sheets import card_sheet, sheets_of_workshop
from participation.export.documentation.whole import document_workshop

__all__ = [
    "ENDINGS",
    "card_sheet",
    "document_workshop",
    "documentation_file",
    "people_sheet",
    "prepare_documentation",
    "sheets_of_workshop",
]
