"""The vault's folder on this machine: closed to others, and copied whole while it is in use."""
