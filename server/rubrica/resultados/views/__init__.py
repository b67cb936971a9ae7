"""Officials' pages of results: cuts, oficios and their clocks, the delivery."""
