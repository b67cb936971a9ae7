"""The pages of the Mesa de Control."""
