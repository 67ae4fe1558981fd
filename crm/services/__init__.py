"""What the office does, one transaction each, in rooms by what is asked of it; doors call these and never the store."""
