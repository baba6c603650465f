"""Thin adapters to other engines; each imports its engine only when it is used."""
