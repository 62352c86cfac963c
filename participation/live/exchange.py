"""A request over HTTP/1 and its answer, which may be given later and by another thread than the one that read it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gunicorn.http import wsgi
from gunicorn.http.body import LengthReader

from participation.kernel.waits import Work
from participation.live.application import LEAVES, Body, Left
from participation.live.handover import KEY, Handover
from participation.live.patient_socket import PatientSocket
from participation.live.relay import Relay

Application = Callable[[Any, Any], Body | Left]


class Exchange:
    """A request and its answer.

    Args:
        worker: gunicorn's worker, whose settings and log are used.
        request: as gunicorn has read it.
        connection: on which it came.
    """

    def __init__(self, worker: Any, request: Any, connection: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        self.request = request
        self.connection = connection
        self._log = worker.log
        self._begun = datetime.now()  # noqa: DTZ005 - gunicorn's log subtracts it from its own
        self._response, self._environ = wsgi.create(
            request, connection.sock, connection.client, connection.server, worker.cfg
        )
        self._environ["wsgi.multithread"] = True
        self._environ[LEAVES] = True
        if not worker.cfg.is_ssl:
            self._environ[KEY] = Handover(announce_end=request.force_close)

    def end_connection(self) -> None:
        """Let the answer say that its connection carries no more requests."""
        self._response.force_close()

    def begin(self, application: Application) -> Body | Left:
        """Return the answer of ``application``, or that it waits."""
        return application(self._environ, self._response.start_response)

    def send(self, body: Body) -> bool:
        """Send the answer; returns whether the connection may carry another request.

        Raises what ``body`` raises as long as nothing has been sent, and ``OSError`` when the client is gone.
        """
        try:
            self._write(body)
        except OSError:
            raise
        except Exception:
            if not self._response.headers_sent:
                raise
            self._log.exception("an answer broke off")
            return False
        finally:
            self._log.access(self._response, self.request, self._environ, datetime.now() - self._begun)  # noqa: DTZ005
            close = getattr(body, "close", None)
            if close is not None:
                close()
        return not self._response.should_close()

    def _write(self, body: Body) -> None:
        line = self.connection.sock
        if isinstance(line, PatientSocket):
            line.hold_head()
        if isinstance(body, wsgi.FileWrapper):
            self._response.write_file(body)
        else:
            for part in body:
                self._response.write(part)
        self._response.close()
        if isinstance(line, PatientSocket):
            line.let_go()


def was_read(request: Any) -> bool:  # noqa: ANN401
    """Whether the application has taken the whole body of a request, as long as its head said."""
    body = request.body
    is_at_end = isinstance(body.reader, LengthReader) and not body.reader.length
    return is_at_end and not body.failed and not body.buf.tell()


class RequestLeft(BaseException):
    """The application waits; the thread does something else meanwhile.

    No ``Exception``: it is no fault, and nothing on its way through the server may take it for one.
    """

    def __init__(self, exchange: Exchange, left: Left) -> None:
        super().__init__(exchange, left)
        self.exchange = exchange
        self.left = left


class Leaving:
    """Waits without a thread: ``rest`` is done by ``relay`` when the wait is over."""

    def __init__(self, relay: Relay, rest: Work) -> None:
        self._rest = rest
        self._relay = relay

    def do(self, work: Work) -> None:
        """Have ``work`` done behind what has come by now."""
        self._relay.put_off(work)

    def go_on(self) -> None:
        """Go on with the rest, before anything new."""
        self._relay.submit_rest(self._rest)


class Outcome:
    """What came of an answer, as gunicorn asks for it.

    Args:
        goes_on: whether the connection may carry another request.
        fault: why nothing is known of the connection.
    """

    def __init__(self, *, goes_on: object = False, fault: BaseException | None = None) -> None:
        self._goes_on = goes_on
        self._fault = fault

    def cancelled(self) -> bool:
        """Never."""
        return False

    def result(self) -> object:
        """Return whether the connection goes on; raises the fault."""
        if self._fault is not None:
            raise self._fault
        return self._goes_on
