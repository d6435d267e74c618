"""People, the organisations they act for, and the roles in which they act."""
