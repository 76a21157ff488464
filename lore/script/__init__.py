"""From a text to a script: paragraphs, quotation marks, play form, headings, notes and scenes.

Who speaks is not decided here; that is `lore.attribution`.
"""
