"""Small learned additive models over strings: their weights are data, their maths numpy."""
