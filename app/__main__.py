"""`python -m app`: the same as `acciones`."""

from app.cli import main

if __name__ == "__main__":
    main()
