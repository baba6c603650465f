"""The card, the tables in the README, and the gate: drawn from reports, never typed."""
