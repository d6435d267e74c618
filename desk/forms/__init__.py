"""What people at the desk type."""
