"""The Debian package, proven in clean Debian trees (`make test-deb`)."""
