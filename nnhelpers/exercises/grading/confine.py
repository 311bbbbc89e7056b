"""What the process that runs an answer can no longer do, once `confine` was called in it.

Three layers, each as strong as the system allows:

* limits of the system (`resource`): memory, processor time, size of a file. Linux, partly macOS.
* Linux alone: a filter of system calls (seccomp: no socket, no new process, no signal to others,
  no tracing) and of the file system (Landlock: reading Python and NumPy, writing one folder).
  Code cannot take them off again; they stand against malice.
* functions of Python that are replaced by ones which refuse. They give the clearer message, but
  code that wants to can go around them: they stand against accidents only.

Imports nothing of this package: it runs where the exercises must not be.
"""

import builtins
import ctypes
import os
import platform
import socket
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

REFUSED = "is not available while work is graded"


class NotWhileGrading(OSError):
    """What an answer tried is not available while it is graded."""


def confine(folder: str, memory: int, seconds: float) -> list[str]:
    """Take from this process what an answer does not need.

    Parameters
    ----------
    folder : str
        The only one in which it may write.
    memory : int
        Bytes of address space.
    seconds : float
        Of processor time.

    Returns
    -------
    list of str
        What holds: "limits", "system calls", "files".
    """
    held = [name for name, layer in (
        ("limits", lambda: _limits(memory, seconds)),
        ("files", lambda: _landlock(folder)),
        ("system calls", _seccomp),
    ) if layer()]  # fmt: skip
    _patches()
    return held


def _limits(memory: int, seconds: float) -> bool:
    try:
        import resource
    except ImportError:  # Windows
        return False
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_DATA", memory),
        ("RLIMIT_CPU", int(seconds) + 1),
        ("RLIMIT_FSIZE", 16 * 2**20),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_NPROC", 0),  # no new process, if it does not run as root
    ):
        limit = getattr(resource, name, None)
        if limit is not None:
            try:
                resource.setrlimit(limit, (most, most))
            except (ValueError, OSError):  # macOS does not take RLIMIT_AS
                continue
    return True


# Landlock -----------------------------------------------------------------------------------

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # numbers of the system calls, the same everywhere
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_WRITING = 0x1FF2  # write, remove, make: all that changes files and folders (first version)
_READING = _READ_FILE | _READ_DIR


def _landlock(folder: str) -> bool:
    """Let this process read Python and NumPy and write one folder; False where that is not to be
    had."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    handled = _EXECUTE | _READING | _WRITING
    handled |= 0x2000 if version >= 2 else 0  # moving between folders
    handled |= 0x4000 if version >= 3 else 0  # truncating
    attribute = struct.pack("Q", handled)
    rules = libc.syscall(_CREATE, attribute, ctypes.c_size_t(len(attribute)), 0)
    if rules < 0:
        return False
    for path in _readable():
        _allow(libc, rules, path, _READING)
    _allow(libc, rules, folder, _READING | (handled & ~_EXECUTE))
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges: the condition of both filters
    done = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return done


def _allow(libc, rules: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        access &= _EXECUTE | _WRITE_FILE | _READ_FILE
    rule = struct.pack("=Qi", access, place)
    libc.syscall(_ADD, rules, 1, rule, 0)
    os.close(place)


def _readable() -> list[str]:
    """The standard library without what is installed in it, NumPy, and the system's libraries."""
    import numpy as np

    paths = ["/lib64", "/usr/lib64", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom"]
    for system in (Path("/usr/lib"), Path("/lib")):  # where Python's packages may lie, too
        entries = [*system.iterdir()] if system.is_dir() else []
        paths += [str(e) for e in entries if not e.name.startswith("python")]
    for name in ("stdlib", "platstdlib"):
        library = Path(sysconfig.get_path(name))
        entries = [*library.iterdir()] if library.is_dir() else []
        paths += [str(e) for e in entries if e.name not in ("site-packages", "dist-packages")]
    home = Path(np.__file__).resolve().parent
    return [*paths, str(home), str(home.with_name("numpy.libs"))]


# seccomp ------------------------------------------------------------------------------------

# machine: (architecture, whether numbers above 2^30 are another way of calling, the calls)
_CALLS = {
    "x86_64": (0xC000003E, {
        "fork": 57, "vfork": 58, "clone": 56, "clone3": 435, "execve": 59, "execveat": 322,
        "socket": 41, "socketpair": 53, "connect": 42, "bind": 49, "sendmsg": 46, "listen": 50,
        "kill": 62, "tkill": 200, "tgkill": 234, "pidfd_open": 434, "pidfd_send_signal": 424,
        "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "ptrace": 101, "process_vm_readv": 310,
        "process_vm_writev": 311, "pidfd_getfd": 438, "mount": 165, "umount2": 166,
        "unshare": 272, "setns": 308, "io_uring_setup": 425, "bpf": 321, "perf_event_open": 298,
        "userfaultfd": 323, "keyctl": 250, "add_key": 248, "setpriority": 141, "prlimit64": 302,
        "sched_setaffinity": 203, "shmget": 29, "msgget": 68, "semget": 64, "inotify_init1": 294,
        "inotify_init": 253, "fanotify_init": 300, "chmod": 90, "fchmod": 91, "fchmodat": 268,
        "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260, "utimensat": 280, "mknod": 133,
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "utime": 132, "utimes": 235,
        "futimesat": 261,
    }),
    "aarch64": (0xC00000B7, {
        "clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "socket": 198,
        "socketpair": 199, "connect": 203, "bind": 200, "sendmsg": 211, "listen": 201,
        "kill": 129, "tkill": 130, "tgkill": 131, "pidfd_open": 434, "pidfd_send_signal": 424,
        "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "pidfd_getfd": 438, "mount": 40, "umount2": 39, "unshare": 97,
        "setns": 268, "io_uring_setup": 425, "bpf": 280, "perf_event_open": 241,
        "userfaultfd": 282, "keyctl": 219, "add_key": 217, "setpriority": 140, "prlimit64": 261,
        "sched_setaffinity": 122, "shmget": 194, "msgget": 186, "semget": 190,
        "inotify_init1": 26, "fanotify_init": 262, "fchmod": 52, "fchmodat": 53, "fchown": 55,
        "fchownat": 54, "utimensat": 88, "mknodat": 33, "setxattr": 5, "lsetxattr": 6,
        "fsetxattr": 7,
    }),
}  # fmt: skip
_ALLOW, _KILL, _NO, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026  # EPERM, ENOSYS
_THREAD = 0x00010000  # the flag of clone that makes a thread, not a process


def _seccomp() -> bool:
    """Refuse the system calls of the table to this process; False where that is not to be had."""
    if not sys.platform.startswith("linux") or platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    steps = [
        (0x20, 0, 0, 4),  # load the architecture
        (0x15, 1, 0, architecture),  # another one is killed: its numbers mean something else
        (0x06, 0, 0, _KILL),
        (0x20, 0, 0, 0),  # load the number
        (0x35, 0, 1, 0x40000000),  # x32: the same calls under other numbers
        (0x06, 0, 0, _NO),
        (0x15, 0, 1, calls["clone3"]),  # "unknown": the library then uses clone
        (0x06, 0, 0, _UNKNOWN),
        (0x15, 0, 4, calls["clone"]),
        (0x20, 0, 0, 16),  # its flags: threads may be made
        (0x45, 0, 1, _THREAD),
        (0x06, 0, 0, _ALLOW),
        (0x06, 0, 0, _NO),
    ]
    for name, number in calls.items():
        if name not in ("clone", "clone3"):
            steps += [(0x15, 0, 1, number), (0x06, 0, 0, _NO)]
    steps.append((0x06, 0, 0, _ALLOW))
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(1, 9, 0, 0, 0)  # killed when the grader dies
    libc.prctl(4, 0, 0, 0, 0)  # its memory is not read by others
    libc.prctl(38, 1, 0, 0, 0)
    return libc.prctl(22, 2, header, 0, 0) == 0


# Python's own doors -------------------------------------------------------------------------


def _refusing(name: str):
    def refuse(*arguments: object, **keywords: object):
        raise NotWhileGrading(f"{name} {REFUSED}")

    return refuse


def _patches() -> None:
    """Put functions that refuse in the place of those that start processes or open sockets."""
    for name in ("fork", "forkpty", "system", "popen", "execv", "execve", "posix_spawn", "kill",
                 "killpg"):  # fmt: skip
        if hasattr(os, name):
            setattr(os, name, _refusing(f"os.{name}"))
    socket.socket = _refusing("socket.socket")
    socket.create_connection = _refusing("socket.create_connection")
    subprocess.Popen = _refusing("subprocess.Popen")
    builtins.input = _refusing("input")
