"""The integration concept: goal tree, editions, fields of action, indicators, measures as printed, import.

Tables: ``concept``, ``edition``, ``goal``, ``field_of_action``, ``field_spelling``, ``goal_field``, ``indicator``,
``indicator_value``, ``measure``, ``measure_goal``, ``measure_field``, ``measure_decision``, ``renumbering``.
Addresses: ``/office/concepts/…``.
"""
