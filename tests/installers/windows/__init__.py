"""The Windows installer, proven under Wine (`make test-windows`)."""
