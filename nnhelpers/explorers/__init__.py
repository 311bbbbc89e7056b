"""Explorers: live widgets that show what a network does while you move its controls."""
