"""The `footlights` command."""


def main() -> None:
    """Run the command line."""
