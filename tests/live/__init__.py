"""`make live`, against the practice AWS."""
