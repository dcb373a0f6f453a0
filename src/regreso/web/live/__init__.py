"""The call: its page, the officer's lobby, and the signalling between them. Nothing is recorded anywhere."""
