"""The front door: settings, addresses, servers. Nothing else."""
