"""The audit record: every look and every change is a row, chained to the one before, in the same transaction.

`record` writes; `verify` reads the whole chain and names the first row that does not fit.  The database itself refuses
to change or delete a row (triggers).  A chain can be cut at its end by whoever owns the database, and nobody could tell
from the rest; so its head is signed and handed out daily (`head`), and `verify` takes such heads.
"""
