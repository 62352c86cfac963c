"""Phone, projector and console: each a function of the current step's kind and phase.

One module a step kind under ``kinds`` says what each of the three shows and accepts; this feature only composes what
the others offer. Addresses: ``/``, ``/<code>…``, ``/console/…``, ``/healthz``, ``/readyz``.
"""
