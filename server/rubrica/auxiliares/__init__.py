"""People who gather supports: their alta and baja by the promovente, their devices (ET 3, 4)."""
