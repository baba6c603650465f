"""The judge: its settings, its fit, and how good it is on pages it has not seen."""
