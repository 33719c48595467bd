"""The tests. A package, so that a library that installs a `tests` of its own can't stand in."""
