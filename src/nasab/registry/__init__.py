"""The registry: what is kept of children and families, and who may do what with it.

Django applications without a word of HTTP: services write, selectors read, policy decides.  What people see is
`nasab.web`.  Everything personal is sealed before the database has it (`sealing`), every look and every change is a
row of the audit record in the same transaction (`audit`), and nothing said is ever overwritten (`cases`).
"""
