"""One support: its estatus table, its history, the account that always balances (ET 10.7)."""
