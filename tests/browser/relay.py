"""A line with a delay and a bandwidth, between the browser and the server on this machine.

`Relay` listens on 127.0.0.1 alone, forwards to one port of 127.0.0.1, and ends with its `with`
block or, whatever happens, after `longest` seconds.
"""

import asyncio
import threading
from dataclasses import dataclass

CHUNK = 4096  # bytes that are on the way as one


@dataclass(frozen=True)
class Line:
    """What a connection is like, each way.

    Attributes
    ----------
    delay : float
        Seconds.
    bandwidth : float or None
        Bytes a second; None: as many as come.
    """

    delay: float = 0.0
    bandwidth: float | None = None


class Relay:
    """Forwards connections to `port` by way of `line`; all share the line, as on a real one.

    Attributes
    ----------
    port : int
        Where it listens.
    line : Line
        May be changed at any time.
    passed : list of int
        Bytes that came through: to the server, and back.
    """

    def __init__(self, port: int, line: Line, longest: float = 1800.0) -> None:
        self._target, self.line, self._longest = port, line, longest
        self._free_at = [0.0, 0.0]  # when the line has room again, each way
        self._connections: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self.passed = [0, 0]
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))

    def __enter__(self):
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self._loop.close()

    def cut(self, cut: bool = True) -> None:
        """Cut the line, with all connections on it, or mend it."""
        self._is_cut = cut
        if cut:
            self._loop.call_soon_threadsafe(self._drop_all)

    async def _run(self) -> None:
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            await asyncio.wait_for(self._end.wait(), self._longest)
        except TimeoutError:
            pass
        server.close()
        self._drop_all()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    def _drop_all(self) -> None:
        for writer in self._connections:
            writer.transport.abort()
        self._connections.clear()

    async def _connect(self, reader, writer) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        try:
            out_reader, out_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._connections |= {writer, out_writer}
        await asyncio.gather(
            self._forward(reader, out_writer, 0),
            self._forward(out_reader, writer, 1),
            return_exceptions=True,
        )
        self._connections -= {writer, out_writer}

    async def _forward(self, reader, writer, way: int) -> None:
        """Pass on what comes, each chunk when it has crossed the line."""
        on_the_way: asyncio.Queue = asyncio.Queue(maxsize=256)  # then the sender has to wait
        sending = asyncio.ensure_future(self._arrive(on_the_way, writer, way))
        try:
            while data := await reader.read(CHUNK):
                now = self._loop.time()
                self._free_at[way] = max(self._free_at[way], now)
                if self.line.bandwidth:
                    self._free_at[way] += len(data) / self.line.bandwidth
                await on_the_way.put((self._free_at[way] + self.line.delay, data))
                # a chunk is read when the one before has gone: the queue lies with the sender
                await asyncio.sleep(max(0.0, self._free_at[way] - self._loop.time()))
        finally:
            await on_the_way.put((0.0, b""))
            await sending

    async def _arrive(self, on_the_way: asyncio.Queue, writer, way: int) -> None:
        while True:
            when, data = await on_the_way.get()
            if not data:
                break
            await asyncio.sleep(max(0.0, when - self._loop.time()))
            writer.write(data)
            self.passed[way] += len(data)
            await writer.drain()
        writer.close()
