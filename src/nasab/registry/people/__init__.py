"""Who works with the registry: people, their agencies, the roles they hold, and the files given into their care."""
