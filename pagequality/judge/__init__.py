"""From signals to a verdict: probability, reasons and quotes."""
