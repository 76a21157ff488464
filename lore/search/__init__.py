"""Find lines: words, their weights, and the index over scripts.

What a question means and which words of a line answer it stands in `lore.answers`.
"""
