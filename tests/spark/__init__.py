"""The match on Spark."""
