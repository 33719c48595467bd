"""The checks, one subject a file. Each file has a `CHECKS` tuple, which the catalogue gathers."""
