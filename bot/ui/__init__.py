"""What members see: pages as pure values first, and the few classes that turn them into Discord's components.

Nothing here decides or stores anything; a press is handed to the client, which knows who answers it.
"""
