"""Background work: what takes too long for an answer is done by a process of its own and fetched when it is ready.

Table ``job``. The queue is in the database, results are files under the instance folder. Knows no user: an owner is a
key that means something to whoever asks (ADR 29).
"""
