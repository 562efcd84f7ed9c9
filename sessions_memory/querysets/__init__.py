"""How rows are looked up. Every query on a person's path starts from `owned_by`."""
