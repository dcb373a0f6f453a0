"""The operator's desk: enquiries typed for callers. Nothing here tells whether anyone is held."""
