"""What the programme does, in numbers: for everybody, and in more detail for the office."""
