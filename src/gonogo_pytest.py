"""``pytest --gonogo NAME``: the laws of gonogo as tests, one for each kind, law and case.

pytest imports this module at every start, also where nobody uses gonogo. So it stands outside of the package and
imports nothing; what does the work is in :mod:`gonogo.testing.plugin`, which is loaded when the option is given.
"""


def pytest_addoption(parser, pluginmanager):  # type: ignore[no-untyped-def]  # of pytest, not imported here
    """Add the options."""
    group = parser.getgroup("gonogo", "laws of gonogo's constraints")
    group.addoption(
        "--gonogo", action="append", default=[], metavar="NAME",
        help="test the laws on the kinds of a plugin: its vendor, distribution or module, a kind, 'all' installed "
        "plugins, or 'gonogo' for the built-in kinds; may be repeated",
    )  # fmt: skip
    group.addoption("--gonogo-slow", action="store_true", help="with --gonogo: also the laws that take long")
    group.addoption("--gonogo-only", action="store_true", help="with --gonogo: collect no other tests")
    # pytest rewrites the asserts of every package whose distribution holds a plugin. A checker must run in tests as it
    # does in training, and importing gonogo in a test must not take longer; so the package is taken off that list.
    hook = getattr(pluginmanager, "rewrite_hook", None)
    getattr(hook, "_must_rewrite", set()).discard("gonogo")


def pytest_configure(config):  # type: ignore[no-untyped-def]  # of pytest, not imported here
    """Load what collects the laws, if they are asked for."""
    if config.getoption("gonogo"):
        from gonogo.testing.plugin import Laws

        config.pluginmanager.register(Laws(config), "gonogo-laws")
    elif config.getoption("gonogo_only") or config.getoption("gonogo_slow"):
        import pytest

        raise pytest.UsageError("--gonogo-only and --gonogo-slow go with --gonogo NAME, e.g. --gonogo all")
