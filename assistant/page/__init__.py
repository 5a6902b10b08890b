"""The chat page: safe markup, the source panel, the layout and how it is served.

``markup``, ``source`` and ``conversation`` are pure functions from frozen objects to
HTML, and so are ``plan_links``, ``plan_text`` and ``plan_view`` for whole plans; ``look``
holds theme, styles and the page's scripts; only ``layout``, ``plans_tab`` and ``server`` know
Gradio, so that importing this package costs nothing.
"""
