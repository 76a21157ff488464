"""Carrying out: what was decided becomes posts, and what time brings becomes decisions.

The rules are in `bot.stage`, the wording in `bot.ui`. Everything here can be repeated: after a kill, a reset or an
error, what was stored says what is still to do.
"""
