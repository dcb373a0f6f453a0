"""Records of a disaster: written at a site, brought from elsewhere, and handed on as a file by two."""
