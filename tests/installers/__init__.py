"""Proofs of the packages that are installed, in clean systems of their own."""
