"""One typing slip: a letter left out, put in, exchanged or swapped."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST = 4  # letters from which a word may hold one


def near_words(word: str, words: Collection[str]) -> list[str]:
    """Those of `words` that differ from it by one letter at most."""
    if len(word) < LEAST:
        return [word] if word in words else []
    return [found for found, _, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)]


def alike(words: Sequence[str], texts: Iterable[tuple[int, str]]) -> list[int]:
    """Ids of the texts that hold every word, give or take one letter in each."""
    found = [(key, text.split()) for key, text in texts]
    return [key for key, said in found if words and all(near_words(word, said) for word in words)]
