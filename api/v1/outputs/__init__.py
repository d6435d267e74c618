"""What answers say: plain serializers over narrow rows."""
