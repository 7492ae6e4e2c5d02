"""Search in Chinese: every occurrence of any string, through an index of pairs of neighbouring characters.

PostgreSQL keeps a folded copy of each text (half width, lower case, Simplified; character by character, so places agree)
and an index of its pairs (migration 0007). A text can only hold a word if it holds all pairs of the word; the few that do
are then searched for the word itself, so what is found is exact.

    query      what was asked: words, phrases, exclusions
    matching   conditions in SQL, for lists and for the search
    sources    which records are searched, and in which order they are told
    hits       a page of hits, their number, their facets
    frequency  which pairs are so common that reading the newest rows is faster than the index
    marking    where the words stand in a hit
"""
