"""Formats of files and messages, read and written without a socket."""
