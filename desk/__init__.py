"""The desk: queues, claims, saved views and decisions that are taken together."""
