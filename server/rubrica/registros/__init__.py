"""THE record of one support: its estatus table, its history, the account that balances (ET 10.7)."""
