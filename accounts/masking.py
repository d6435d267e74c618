"""How a personal number is shown where its holder is not the reader."""

SHOWN = 4


def masked_account(number: str) -> str:
    """The last four characters of an account number behind a star for each of the others."""
    return f"{'*' * max(len(number) - SHOWN, 0)}{number[-SHOWN:]}"
