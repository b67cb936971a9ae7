"""Review with the promovente (ET 10.8) and garantía de audiencia (ET 11)."""
