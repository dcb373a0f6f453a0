"""What everybody may see: what this is, how to ask, how to check a paper. No names, anywhere."""
