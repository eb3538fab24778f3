"""For a Python process, what a hosts file and port 443 do on a real machine: the store's hosts are a port here."""

import os
import socket

getaddrinfo = socket.getaddrinfo


def here(host, port, *args, **kwargs):
    if str(host).endswith(".samsungapps.com") and int(port) == 443:
        host, port = "127.0.0.1", int(os.environ["STAND_IN_TLS_PORT"])
    return getaddrinfo(host, port, *args, **kwargs)


socket.getaddrinfo = here
