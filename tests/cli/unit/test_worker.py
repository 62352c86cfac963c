"""What a server process does at its start."""

from gunicorn.config import Config

from participation.cli.worker import SettledOptions


def test_settled_options_say_what_gunicorn_says():
    options = Config()
    options.set("keepalive", 7)
    options.set("certfile", "city.pem")
    settled = SettledOptions(options)
    names = [name for name in options.settings if name not in {"worker_class", "logger_class"}]
    assert [getattr(settled, name) for name in names] == [getattr(options, name) for name in names]
    assert (settled.is_ssl, settled.forwarded_allow_networks()) == (options.is_ssl, options.forwarded_allow_networks())
    assert settled.keepalive == 7


def test_option_that_is_settled_is_asked_for_once():
    options = Config()
    settled = SettledOptions(options)
    options.set("keepalive", options.keepalive + 1)
    assert settled.keepalive == options.keepalive - 1
