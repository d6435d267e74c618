"""What the commands in bin/ run: set-up, the demonstration portal, the tests and the checks."""
