"""What is left when a program is killed, or the power goes, while it writes an index file or a folder of results."""
