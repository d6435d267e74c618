"""What requests may say: one serializer per shape of input, amounts always in whole fen."""
