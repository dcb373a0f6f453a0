"""The reviewers' desk: both sides side by side, judged by two who see no verdict first."""
