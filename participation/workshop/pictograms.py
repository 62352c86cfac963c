"""Signs that the office may put beside a prompt, for people who read little; without one the kind of step has its own.

The drawings are in ``templates/hall/phone/_pictogram.svg``.
"""

from collections.abc import Mapping

from participation.i18n import mark

PICTOGRAMS: Mapping[str, str] = {
    "way": mark("Bus and ways"),
    "home": mark("Living"),
    "learning": mark("School and learning"),
    "work": mark("Work"),
    "health": mark("Health"),
    "people": mark("Being together"),
    "talk": mark("Language and talking"),
    "play": mark("Sport and play"),
    "paper": mark("Offices and forms"),
    "tree": mark("Green and open air"),
}
