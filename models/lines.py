"""Fit the line model: ``python models/lines.py [--data FOLDER]``.

Writes ``models/default/lines.npz`` and ``lines.json``; every step is deterministic.

