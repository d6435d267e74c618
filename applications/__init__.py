"""The spine: applicants, calls, and the project whose state machine is the programme's life."""
