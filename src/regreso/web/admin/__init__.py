"""The administrator's desk: operations, roles that two give, accounts. No one held or sought is shown."""
