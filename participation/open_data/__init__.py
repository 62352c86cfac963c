"""Open data: what the city publishes, for programs. Read-only JSON (docs/api.md) composed from the lower features.

Only what residents may see as well: adopted editions, measures from their adoption on, workshops that are over in
processes that were published. Tables: none. Addresses: ``/api/v1/…``.
"""
