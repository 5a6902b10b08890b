"""Dates as each language writes them; the months by name do not depend on the machine."""

#: The months as English names them.
MONTHS: tuple[str, ...] = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(day: int, month: int, year: int, language: str) -> str:
    """Return a date as a page in this language writes it: "25/7/2026", "25 July 2026"."""
    if language == "en":
        return f"{day} {MONTHS[month - 1]} {year}"
    return f"{day}/{month}/{year}"
