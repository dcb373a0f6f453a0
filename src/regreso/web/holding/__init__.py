"""The registrar's desk at a camp, hospital or shelter: those held at one's own site, and nobody else."""
