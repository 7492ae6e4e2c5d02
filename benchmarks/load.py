"""HTTP requests over some connections that stay open, one after the other on each: how many are answered in a second.

One thread and plain sockets, so that little of two cores is taken from what is measured; `cpu` tells how much it was.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field
from itertools import cycle

PIECE = 1 << 18
PATIENCE = 30


@dataclass(slots=True)
class Load:
    """What came of it: answers by status, their bytes, how long each took, and how busy this process was.

    `spent` is for the CPU seconds of the server and of the database meanwhile, which only the caller knows.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    received: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    spent: tuple[float, float] = (0.0, 0.0)

    @property
    def per_second(self):
        return len(self.times) / self.seconds

    def at(self, share):
        """The milliseconds within which this share of the requests was answered."""
        return 1000 * sorted(self.times)[int(share * (len(self.times) - 1))]


def request_of(path, **headers):
    """A request as bytes.

    >>> request_of("/a", if_none_match='"1"')
    b'GET /a HTTP/1.1\\r\\nHost: localhost\\r\\nif-none-match: "1"\\r\\n\\r\\n'
    """
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def drive(port, requests, *, seconds, connections=8):
    """Send the requests in turn, again and again, for some seconds."""
    load, requests, selector = Load(), cycle(requests), selectors.DefaultSelector()
    for _ in range(connections):
        stream = socket.create_connection(("127.0.0.1", port))
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream.setblocking(False)
        selector.register(stream, selectors.EVENT_READ, _Exchange(stream, requests))
    started, busy = time.perf_counter(), time.process_time()
    end = started + seconds
    exchanges = [key.data for key in selector.get_map().values()]
    for exchange in exchanges:
        exchange.ask()
    waiting = len(exchanges)
    while waiting:
        ready = selector.select(PATIENCE)
        if not ready:
            raise TimeoutError(f"No answer within {PATIENCE} seconds.")
        for key, _ in ready:
            if key.data.hear(load):
                if time.perf_counter() < end:
                    key.data.ask()
                else:
                    waiting -= 1
    load.seconds, load.cpu = time.perf_counter() - started, time.process_time() - busy
    for exchange in exchanges:
        selector.unregister(exchange.stream)
        exchange.stream.close()
    return load


class _Exchange:
    """One connection: a request, and its answer until the last byte."""

    def __init__(self, stream, requests):
        self.stream, self.requests = stream, requests
        self.missing = None

    def ask(self):
        self.head, self.missing, self.asked = b"", None, time.perf_counter()
        self.stream.send(next(self.requests))

    def hear(self, load):
        """Take what has arrived; true when the answer is whole."""
        piece = self.stream.recv(PIECE)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        load.received += len(piece)
        if self.missing is None:
            self.head += piece
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = self.head[:end].lower()
            status = int(head[9:12])
            load.statuses[status] = load.statuses.get(status, 0) + 1
            self.missing = end + 4 + _length(head, status) - len(self.head)
        else:
            self.missing -= len(piece)
        if self.missing:
            return False
        load.times.append(time.perf_counter() - self.asked)
        return True


def _length(head, status):
    """How many bytes follow the head."""
    if status in (204, 304):
        return 0
    at = head.index(b"content-length:") + 15
    end = head.find(b"\r", at)
    return int(head[at : end if end >= 0 else None])
