"""The open-laboratory catalogue: laboratory, instrument, service item and the listing."""
