"""Paper: sheets that come by lots, captured at speed by the OPL, counted with the rest (ET 8)."""
