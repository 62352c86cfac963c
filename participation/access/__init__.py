"""Who is asking, and what they may do: staff users and roles, participants' tokens, policies, the log of staff moves.

Tables: ``staff_user``, ``participant``, ``log_entry``. Addresses: ``/login``, ``/logout``, ``/password``.
"""
