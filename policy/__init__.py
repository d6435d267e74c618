"""The rules of the programme: dated editions, pure rules, findings."""
