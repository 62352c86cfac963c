"""The root of every named error of the domain."""


class DomainError(Exception):
    """A rule of the domain was broken by what somebody asked for.

    Subclasses are named after the rule and carry what a sentence about it needs as attributes. They hold no
    text: whoever talks to a person (a view, a command) words and translates them.
    """
