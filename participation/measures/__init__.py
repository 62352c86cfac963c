"""From a table's plan to a measure of the concept: plans, feasibility, draft measures, review, history, trace.

Tables: ``plan``, ``plan_wish``, ``plan_field``, ``feasibility_check``, ``measure_plan``, ``measure_change``.
Addresses: ``/office/measures/…``, ``/<code>/plans/…``.
"""
