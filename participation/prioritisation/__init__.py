"""Dot votes: rounds over options frozen at their opening, ballots, paper dots, counting, ties.

Tables: ``round``, ``round_option``, ``ballot``, ``ballot_dot``, ``paper_count``. Addresses: ``/<code>/ballots``,
``/console/<code>/rounds/…``.
"""
