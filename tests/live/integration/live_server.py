"""A small application with a live room, and the gunicorn configuration that serves it in the tests.

Started by ``test_server.py`` as ``gunicorn --config live_server.py live_server:create_app()``.
"""

import os

from flask import has_app_context, request

from participation.live import extension
from participation.live.application import Application
from participation.live.errors import StreamsExhausted
from participation.live.shutdown import end_streams_on_signals

bind = "127.0.0.1:0"
threads = 8
graceful_timeout = 30
control_socket_disable = True


def post_worker_init(worker):
    end_streams_on_signals(worker.wsgi)
    worker.wsgi.config["WORKER"] = worker


class Bell:
    """What requests wait for until somebody rings."""

    def __init__(self):
        self.waiters = []

    def begin(self, waiter):
        self.waiters.append(waiter)

    def __await__(self):
        yield self

    def ring(self):
        waiters, self.waiters = self.waiters, []
        for waiter in waiters:
            waiter.go_on()


def add_waits(app, bell):
    @app.get("/wait/<word>")
    async def wait(word):
        await bell
        if word == "break":
            raise LookupError
        return f"{word} {request.path}"

    @app.post("/ring/<int:expected>")
    def ring(expected):
        if len(bell.waiters) == expected:
            bell.ring()
            return "", 204
        return str(len(bell.waiters)), 409


def create_app():
    app = Application("live_server")
    add_waits(app, Bell())
    app.config.update(
        LIVE_STREAM_LIMIT=int(os.environ.get("LIVE_STREAM_LIMIT", "2")),
        LIVE_HEARTBEAT_SECONDS=0.1,
        LIVE_RETRY_MILLISECONDS=(5, 5),
        LIVE_REDIS_URL=os.environ.get("LIVE_REDIS_URL"),
    )
    extension.init_app(app)

    @app.get("/live")
    def live():
        return extension.open_stream(["a"], lambda: {("a", "stage"): 17})

    @app.post("/publish/<event>/<int:revision>")
    def publish(event, revision):
        extension.publish("a", event, revision)
        return "", 204

    @app.get("/streams")
    def streams():
        return str(extension.live_room(app).hub.streams)

    @app.post("/read")
    def read():
        return str(len(request.get_data()))

    @app.get("/connections")
    def connections():
        return str(app.config["WORKER"].nr_conns)

    @app.get("/context")
    def context():
        return app.response_class(str(has_app_context()) for _ in [request.method])

    @app.errorhandler(StreamsExhausted)
    def exhausted(error):
        return "", 503, {"Retry-After": str(error.retry_after)}

    return app
