"""The demonstration programme: an invented cast plays real steps through the services."""
