"""Small rules, one notion each: they look at the tokens from one place on and give back a node or None."""
