"""Real things for tests to use: a keyring, a screen, a browser. Each started here, and ended."""
