"""Pages that know more than one gate."""
