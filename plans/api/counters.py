"""Counters that all processes of this machine share: a small file, mapped into memory. No database, no server, no growth."""

import fcntl
import logging
import mmap
import os
import stat
import struct
from hashlib import blake2b
from threading import Lock

SLOT = struct.Struct("<QII")  # whose it is, in which window, how many
SLOTS = 32_768
NEAR = 8  # places where a key may stand
logger = logging.getLogger(__name__)


class SharedCounters:
    """How much was counted for a key within a window of time: exact for as many keys as come within one, and bounded.

    What was counted in an earlier window is forgotten. Where more keys come at once than there is room for, the smallest
    counts give way.
    """

    def __init__(self, path):
        """`path` is made if it is not there. Where it can't be, this process counts for itself alone, and says so."""
        self.lock = Lock()
        try:
            self.file = _own_file(path)
            self.slots = mmap.mmap(self.file, SLOTS * SLOT.size)
        except OSError as error:
            logger.warning("Rate limits hold for each process by itself: %s can't be shared (%s)", path, error)
            self.file, self.slots = None, mmap.mmap(-1, SLOTS * SLOT.size)

    def add(self, key, window, amount=1):
        """Counts `amount` more for `key` in the window of this number; returns how much that makes."""
        whose = int.from_bytes(blake2b(key.encode(), digest_size=8).digest())
        with self.lock:  # threads of this process, then other processes
            if self.file is not None:
                fcntl.flock(self.file, fcntl.LOCK_EX)
            try:
                place, count = self._find(whose, window)
                SLOT.pack_into(self.slots, place, whose, window, min(count + amount, 2**32 - 1))
            finally:
                if self.file is not None:
                    fcntl.flock(self.file, fcntl.LOCK_UN)
        return count + amount

    def _find(self, whose, window):
        room, least = None, 2**32
        for n in range(NEAR):
            place = (whose + n) % SLOTS * SLOT.size
            stored, when, count = SLOT.unpack_from(self.slots, place)
            if when != window:
                count = -1  # forgotten: the best room there is
            elif stored == whose:
                return place, count
            if count < least:
                room, least = place, count
        return room, 0


def _own_file(path):
    """A file that nobody else can have put there."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    found = os.fstat(file)
    if found.st_uid != os.geteuid() or not stat.S_ISREG(found.st_mode):
        os.close(file)
        raise PermissionError(f"{path} belongs to somebody else")
    os.ftruncate(file, SLOTS * SLOT.size)
    return file
