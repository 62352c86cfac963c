"""What people call the choices and lines of a council paper: messages for its form and for the paper."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.i18n import mark
from participation.papers.domain import Competence, Effect, Size

COMPETENCES: Mapping[Competence, str] = MappingProxyType(
    {
        Competence.DECISION: mark("Decision"),
        Competence.RECOMMENDATION: mark("Recommendation"),
        Competence.HEARING: mark("Hearing"),
        Competence.NOTICE: mark("For information"),
    }
)
EFFECTS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.NONE: mark("no effect"),
        Effect.POSITIVE: mark("positive"),
        Effect.NEGATIVE: mark("negative"),
        Effect.UNCLEAR: mark("not clear"),
    }
)
SIZES: Mapping[Size, str] = MappingProxyType(
    {
        Size.SMALL: mark("small"),
        Size.MEDIUM: mark("medium"),
        Size.LARGE: mark("large"),
        Size.UNKNOWN: mark("cannot be determined"),
    }
)
LINE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "payments_in": mark("Payments received"),
        "payments_out": mark("Payments made"),
        "income": mark("Income"),
        "staff": mark("Staff costs"),
        "supplies": mark("Materials and services"),
        "depreciation": mark("Depreciation"),
    }
)
CLIMATE: Mapping[str, str] = MappingProxyType(
    {
        "climate": mark("Effect on the protection of the climate"),
        "climate_size": mark("Size of this effect"),
        "adaptation": mark("Effect on adapting to the consequences of climate change"),
    }
)
