"""Which sentences hedge, speculate, or name no source."""
