"""Who was reached and who was missing: voluntary questions, counted apart from everything else.

Tables: ``answer_count`` (how often each answer was given in a workshop) and ``answer_key`` (which forms were counted).
URLs: ``/office/workshops/<code>/people``; residents answer under ``/<code>/questions`` (``hall``).
"""
