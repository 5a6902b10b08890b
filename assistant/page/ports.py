"""Whether the page can be served at a port, found out without loading Gradio."""

import socket

#: The one address that is served: nobody else on the network can reach it.
HOST = "127.0.0.1"


def port_is_free(port: int, host: str = HOST) -> bool:
    """Tell whether a server can listen on this port."""
    with socket.socket() as probe:
        # As the server itself does: a port that is only winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str = HOST) -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
