"""Who plays the shards: this thread, threads, processes, or a Dask cluster; each is a `concurrent.futures` executor."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import connection
from typing import Any, Literal

from demarche.sim.terms import Unreadable

Pool = Literal["threads", "processes"]
POOL: Pool = "processes"
"""What workers are where nobody says.  A session holds the interpreter too long for threads: see bench/results.md."""


NO_LEAKS = "ignore:resource_tracker:UserWarning"
"""After a kill, Python's resource tracker removes the semaphores of a sweep, and need not warn of them."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Those who play. hire makes an executor, again if one has broken; at_once shards are given out to `workers`.

    apart: makes one with a single worker, where each worker has a memory of its own on this machine
    """

    name: str
    hire: Callable[[], Executor]
    workers: int
    at_once: int
    dismiss: Callable[[Executor], None]
    apart: Callable[[], Executor] | None = None


class ThisThread(Executor):
    """Plays each shard when it is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Do it now; what it raises, it raises here if it is a wish to stop."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def local(workers: int, pool: Pool) -> Crew:
    """Workers on this machine. One worker is this thread itself."""
    if workers == 1:
        return Crew("1 worker", ThisThread, 1, 1, lambda executor: None)
    if pool == "threads":
        return Crew(f"{workers} threads", lambda: ThreadPoolExecutor(workers), workers, workers, _leave)
    return Crew(
        f"{workers} processes", partial(_processes, workers), workers, workers, _end_processes, partial(_processes, 1)
    )


def _processes(workers: int) -> Executor:
    if NO_LEAKS not in sys.warnoptions:  # multiprocessing hands these options to every process that it starts
        sys.warnoptions.append(NO_LEAKS)
    context = multiprocessing.get_context("spawn")  # threads and fork do not go together
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)


def cluster(address: str) -> Crew:
    """The workers of a Dask cluster, by the address of its scheduler. Raises Unreadable where there is none."""
    try:
        import distributed
    except ImportError:
        raise Unreadable("--cluster needs Dask: pip install 'demarche[cluster]'") from None
    connect: Any = distributed.Client
    try:
        client = connect(address, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"--cluster {address}: no scheduler answers there: {said}") from None
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise Unreadable(f"--cluster {address}: the scheduler has no workers")

    def dismiss(executor: Executor) -> None:
        executor.shutdown(wait=False)
        client.close()

    # Pure: False, so that a shard that is asked for again is played again.
    return Crew(
        f"{threads} workers of {address}", lambda: client.get_executor(pure=False), threads, 2 * threads, dismiss
    )


def given(executor: Executor, workers: int) -> Crew:
    """An executor of the caller's own, such as MPIPoolExecutor: it is neither renewed nor closed."""
    return Crew(type(executor).__name__, lambda: executor, workers, workers, lambda executor: None)


def _begin_worker() -> None:
    """A worker leaves the interrupt to whoever started it, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _leave(executor: Executor) -> None:
    executor.shutdown(wait=True, cancel_futures=True)


def _end_processes(executor: Executor) -> None:
    """Do not wait for what is being played: it would be thrown away."""
    assert isinstance(executor, ProcessPoolExecutor)
    workers = list((executor._processes or {}).values())  # no public way to them before Python 3.14
    manager: Any = executor._executor_manager_thread  # typeshed takes it for something else
    executor.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    if manager is not None:  # it closes a pipe that Python, when it ends, would write to at the same moment
        manager.join()
