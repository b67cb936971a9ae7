"""Pages of paper: lots, capture, and what the promovente reads."""
