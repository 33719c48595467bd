"""What Aikagi promises, tried until it would break. `make prove` prints a row for each promise.

Each file tries one promise, or one kind of trouble. `pytest tests/prove` runs a bounded part of
the cases, `make prove` all of them (the fixture `whole` tells which).
"""
