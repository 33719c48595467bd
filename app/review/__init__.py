"""What else could let somebody into the account: every way in that a read-only call can show.

`catalogue` lists the checks, each in a small file of `checks/`; `look` runs them over one `View`
of the account; a `Finding` says what is there and how it could be closed; `closing` does that and
keeps what is needed to put it back. What couldn't be looked at is `Unseen`, and never called clean.
"""
