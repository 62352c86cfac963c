"""Named errors of the live room."""

from participation.kernel.errors import DomainError


class StreamsExhausted(DomainError):
    """No further stream may be opened in this process.

    Attributes:
        retry_after: whole seconds after which another try makes sense. The view answers 503 with
            ``Retry-After``; a browser's ``EventSource`` does not come back by itself after that, so the page
            polls ``stage``.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
