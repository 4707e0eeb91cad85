"""Lists that come in: read apart, shown before they are taken, and taken cell by cell."""
