"""How the page looks and what its script does; words stand in ``prompts.page``.

Fonts are the system's own, whose Vietnamese letters exist in every weight used, so that
nothing is fetched and no letter falls back to another face.
"""

from pathlib import Path

FONTS = ("Segoe UI", "Roboto", "Noto Sans", "Helvetica", "Arial", "sans-serif")
MONO_FONTS = ("Consolas", "Noto Sans Mono", "monospace")

_STATIC = Path(__file__).parent / "static"
#: Style sheets in the order in which they count; each tab has one of its own.
STYLES = ("page.css", "register.css", "plans.css")


def css() -> str:
    """Return all style sheets as one text."""
    return "\n".join(_read(name) for name in STYLES if (_STATIC / name).exists())


def script(name: str) -> str:
    """Return one of the page's scripts: an arrow function, or lines for ``js_on_load``."""
    return _read(name)


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
