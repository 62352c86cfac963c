"""What residents write and how the room sorts it: cards, moderation, translations, clusters, inversions.

Tables: ``card``, ``card_translation``, ``cluster``, ``cluster_translation``, ``placement``, ``inversion``,
``board_move``, ``gathered_topic``. Addresses: ``/<code>/cards``, ``/console/<code>/board/…``.
"""
