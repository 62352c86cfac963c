"""Two people changed one measure: what can be brought together, and where somebody must choose. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Names of parts: ``taken`` only the other person changed, ``conflicts`` both changed, differently."""

    taken: tuple[str, ...]
    conflicts: tuple[str, ...]


def reconcile(base: Mapping[str, Any] | None, now: Mapping[str, Any], mine: Mapping[str, Any]) -> Reconciled:
    """Compare what stands there ``now`` with what somebody wrote (``mine``) over ``base``, part by part.

    Without a ``base`` every difference is a conflict: nobody can tell who changed it.
    """
    differing = [name for name in mine if mine[name] != now[name]]
    taken = tuple(name for name in differing if base is not None and base.get(name) == mine[name])
    kept = {name for name in differing if base is not None and base.get(name) == now[name]}
    return Reconciled(taken, tuple(name for name in differing if name not in taken and name not in kept))
