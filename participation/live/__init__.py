"""The live room: tells open pages that something changed, never what it says.

A page opens one stream (server-sent events) and hears ``stage 17`` or ``board 204``; it then fetches the
fragment by an ordinary GET, so that permission, moderation, language and direction are decided for each
viewer in one place. This package knows no feature and no user: a channel is a string, an event is a name, a
revision is a number that only grows within one channel and event.

- ``topics``: what one stream still has to hear: bounded, coalescing, paced.
- ``subscription``: the same for a stream that waits in a thread or greenlet of its own.
- ``line``, ``writer``: streams whose connections the server hands over, and the one thread that writes them all.
- ``stream_worker``: gunicorn's worker with the threads of a ``relay``, of which one works at a time (``runner``,
  ``processor``) and sends over a ``patient_socket``; ``handover``: how a connection comes from there to the writer.
- ``hub``: all streams of this process, and the cap on them.
- ``turns``: when a page without a stream may ask again.
- ``broker``: carries notices to the hub; ``redis_broker`` carries them to the hubs of all processes.
- ``stream``: the response that a browser reads.
- ``extension``: ``init_app``, ``publish``, ``open_stream`` and ``is_healthy`` for the application.
- ``shutdown``: ends the streams when the server is told to stop.
- ``spread``: the chance that keeps a hall from coming back in one instant.
- ``errors``: ``StreamsExhausted``.

It has no tables and no addresses of its own.
"""
