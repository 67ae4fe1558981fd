"""Tables that come in and go out as files: CSV of any usual separator and encoding, and XLSX. Pure, and nothing of the store.

A file from outside is read in a process of its own (`apart`), because it may be anything.
"""
