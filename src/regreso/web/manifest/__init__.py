"""The coordinator's manifests, the telephones at the doors, and their page that needs no network."""
