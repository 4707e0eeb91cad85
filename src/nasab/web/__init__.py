"""What people see of the registry: pages over HTTP, and nothing else.  Views translate; `nasab.registry` decides."""
