"""Which small faults would no test notice? `make mutate` makes some in memory and runs, for each, the tests that reach its line."""
