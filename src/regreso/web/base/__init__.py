"""What every page stands on: layout, sign-in, desks and their access, paging, the audit of reads."""
