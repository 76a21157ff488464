"""A small local Discord: REST, gateway and the members' side over real sockets.

An unmodified discord.py bot runs against it, people use it through the page in ``page/`` and tests through
``/room``. It knows nothing of the bot that it serves and imports nothing of it. Voice, forums, stickers, polls,
invites and rate limits (other than those that a fault asks for) are not here.
"""
