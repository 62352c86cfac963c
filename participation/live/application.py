"""Flask with views that may wait (``kernel.waits``), on servers that can leave a request and go on with it later."""

from collections.abc import Callable, Coroutine, Iterable
from contextvars import Context, copy_context
from dataclasses import dataclass
from functools import partial
from inspect import iscoroutine
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request_started
from flask.typing import ResponseReturnValue

from participation.kernel.waits import Wait, finish

LEAVES = "participation.leaves"
"""The entry in the environment of a request by which a server says that it can leave one and go on later."""
Body = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Left:
    """What such a server gets in place of an answer while the view waits.

    It begins the wait, and when that is over calls ``go_on``, in whatever thread, which returns the answer or that the
    view waits again.
    """

    wait: Wait
    go_on: Callable[[], "Body | Left"]


class Application(Flask):
    """Flask, with views that are ordinary functions or await a ``Wait``."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is: Flask need not ask each view, and each hook, before every call."""
        return func

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:  # noqa: ANN401 - see ``Left``
        """Answer a request; returns ``Left`` to a server that can leave it, when the view waits."""
        if LEAVES not in environ:
            return super().wsgi_app(environ, start_response)
        return _go_on(copy_context(), self._answer(environ, start_response))

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view to its end."""
        answer: object = super().dispatch_request()
        return finish(answer) if iscoroutine(answer) else answer  # type: ignore[return-value]  # what views return

    async def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Body:
        """Do what ``Flask.wsgi_app`` does, with a view that may wait."""
        context = self.request_context(environ)
        fault: BaseException | None = None
        try:
            try:
                context.push()
                response = await self._respond()
            except Exception as error:  # noqa: BLE001 - answered, or raised by it
                fault = error
                response = self.handle_exception(error)
            return response(environ, start_response)
        except BaseException as error:
            fault = error
            raise
        finally:
            context.pop(fault)

    async def _respond(self) -> Response:
        """Do what ``Flask.full_dispatch_request`` does, with a view that may wait."""
        self._got_first_request = True
        try:
            request_started.send(self, _async_wrapper=self.ensure_sync)
            answer: Any = self.preprocess_request()
            if answer is None:
                answer = super().dispatch_request()
            if iscoroutine(answer):
                answer = await answer
        except Exception as error:  # noqa: BLE001 - answered, or raised by it
            answer = self.handle_user_exception(error)
        return self.finalize_request(answer)


def _go_on(context: Context, answer: Coroutine[Wait, None, Body]) -> Body | Left:
    try:
        wait = context.run(answer.send, None)
    except StopIteration as end:
        body: Body = end.value
        return body
    return Left(wait, partial(_go_on, context, answer))
