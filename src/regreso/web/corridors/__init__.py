"""The coordinator's desk of corridors: agreed, planned, sent off by two, aborted by one, with its papers."""
