"""The fixed words of answers and of the page, in Vietnamese and English."""
