"""Import everything, index the seeds, ask over HTTP: ``offline.py FOLDER``, with every way out of the machine shut.

Any call of Python's that would reach beyond loopback ends the process; in a network namespace of its own there is
nothing to reach for native code either.
"""

import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

SIOCSIFFLAGS = 0x8914
IFF_UP = 1
TESTS = Path(__file__).parents[1]


_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def refuse(event: str, arguments: tuple) -> None:
    """Watch every use of a socket, by whatever library; see the table of audit events of Python."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            give_up(event, address)
    elif event in _LOOKUPS and arguments[0] not in ("127.0.0.1", "::1", "localhost"):
        give_up(event, arguments[0])


def give_up(event: str, address: object) -> None:
    sys.stderr.write(f"{event}: {address}\n")
    os._exit(9)


def raise_loopback() -> None:
    """Bring up the loopback of a new network namespace; elsewhere it is up already."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sh14s", b"lo", IFF_UP, b""))


def main(folder: Path, *, in_namespace: bool) -> None:
    if in_namespace:
        raise_loopback()
    sys.addaudithook(refuse)
    sys.path.insert(0, str(TESTS / "support"))
    from serving import SEEDS, serve_here

    with serve_here(folder, SEEDS) as served:
        answer = served.ask("how many cooperatives in Emulation Cluster 1?")
        sys.stdout.write(f"{answer['text']}\n{answer['citations'][0]['document_id']}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), in_namespace=sys.argv[2:] == ["namespace"])
