"""Who is meant: the one directory of everybody who may be named, and the one ranking of whom a name fits. Pure."""
