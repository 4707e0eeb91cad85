"""Photographs: pixels only, sealed."""
