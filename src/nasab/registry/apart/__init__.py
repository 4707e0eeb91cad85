"""Work on what strangers send, in a process of its own that may do next to nothing."""
