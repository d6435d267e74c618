"""Risk signals: what an officer should look at twice, explained and never deciding."""
