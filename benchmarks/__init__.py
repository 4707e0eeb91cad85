"""Accuracy and speed, against peers, on the same invented lists."""
