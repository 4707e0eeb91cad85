"""Children, tracing requests, and what was said of them: statements, never overwritten.

What a record is today is derived from its statements (`deriving`); who said otherwise stands beside it.
"""
