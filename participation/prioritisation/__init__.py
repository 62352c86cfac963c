"""Dot votes: rounds over options frozen at their opening, ballots, paper dots, counting, ties.

Tables: ``round``, ``round_option``, ``ballot``, ``ballot_dot``, ``paper_count``, ``paper_tally``, ``voting_rule``,
``voting_card``, ``voting_card_use``. Addresses: ``/<code>/ballots``, ``/<code>/v``,
``/console/<code>/rounds/…``.
"""
