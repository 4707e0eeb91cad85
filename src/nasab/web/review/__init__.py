"""Pages of candidates: the worklist, side by side, judgements."""
