"""The desks around a family: liaison, message reviewer, officer, bureau. One page a row and role."""
