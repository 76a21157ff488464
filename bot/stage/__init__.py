"""The performance's rules: what was decided, what may be decided next, and what follows from it.

Pure throughout: no Discord, no database, no clock and no chance. Time comes in as a parameter, a member as a performer
key. Carrying a decision out on Discord belongs to `bot.backstage`, keeping it to `bot.store`.
"""
