"""The only room that opens a socket: one file per outside service. It touches no row and decides nothing."""
