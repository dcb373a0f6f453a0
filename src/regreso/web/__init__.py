"""Pages: input checked, access asked, one step called, one page rendered. Each desk is a room on web.base."""
