"""The reading desk: what public pages, channels and lists claim, judged one sentence at a time."""
