"""Recipes of the small models, whose values are signals of the judge or parts of reading."""
