"""The terminal face in a browser: who may come in, and a process for each session."""
