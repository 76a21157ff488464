"""Keeping: tables, the engine and the unit of work.

Rows become frozen values before they leave. Rules belong to `bot.stage`, reading texts to `lore`.
"""
