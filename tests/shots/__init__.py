"""Pictures of the windows."""
