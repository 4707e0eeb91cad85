"""Pages of children and tracing requests."""
