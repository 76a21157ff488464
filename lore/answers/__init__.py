"""Answer questions from lines: what is asked, which lines answer it, which of their words, and how sure that is.

How lines are found by their words stands in `lore.search`.
"""
