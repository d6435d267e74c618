"""Messages to people; the notices themselves are declared by the apps above."""
