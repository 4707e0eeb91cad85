"""Who may be whom: looked for in the background as facts change, kept with the evidence that spoke for it."""
