"""Processes and their workshops: agenda, steps as a state machine, prompts, tables, timer, templates of agendas.

Tables: ``process``, ``workshop``, ``workshop_moderator``, ``workshop_goal``, ``workshop_field``, ``step``,
``step_prompt``, ``prompt_draft``, ``workshop_table``, ``room``. Addresses: ``/office/workshops/…``.
"""
