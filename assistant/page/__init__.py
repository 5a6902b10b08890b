"""The chat page: safe markup, the source panel, the layout and how it is served.

``markup``, ``source`` and ``conversation`` are pure functions from frozen objects to
HTML; ``look`` holds theme, styles and the page's script; only ``layout`` and ``server``
know Gradio, so that importing this package costs nothing.
"""
