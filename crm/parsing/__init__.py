"""Understanding what people write: pure functions, no I/O."""
