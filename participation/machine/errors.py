"""Why a machine did not translate. Nobody waits for it, so these are no refusals: the worker tries again later."""


class MachineFailed(Exception):
    """The service gave no translation; try again in ``again_in`` seconds.

    ``spent``: the text may have been counted by the service all the same, so it stays counted here.
    """

    def __init__(self, reason: str, again_in: float, *, spent: bool = False) -> None:
        """Remember why, for the log, without anything of the text."""
        super().__init__(reason)
        self.again_in = again_in
        self.spent = spent


class PairRefused(MachineFailed):
    """The service does not translate between these two languages."""
