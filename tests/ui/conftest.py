from __future__ import annotations

from hypothesis import settings

# A busy machine takes its time; what is tested here is what comes out, not how fast.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
