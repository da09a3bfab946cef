"""Real servers on loopback, for tests of the backends that are not in the data folder."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen, within_s: float = 60) -> None:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        assert process.poll() is None, "the server has ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port} after {within_s} s")


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """Run ``chroma run``, Chroma's server in Rust, and return its address."""
    port = port or free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder)]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, where Debian's package puts them or on the path; None without."""
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


class Cluster:
    """A PostgreSQL server of its own, on a free port; as nobody where this is root, which it refuses to run as."""

    GUARDED = ("guarded", "a pass@word")
    """A user who needs a password, and that password; the user ``qa`` needs none."""

    def __init__(self, programs: Path, *options: str) -> None:
        self._programs = programs
        self._options = options
        self._user: dict = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        self._folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))  # pytest's own folders are closed to others
        if self._user:
            shutil.chown(self._folder, "nobody", "nogroup")
        self._data = self._folder / "data"
        self._run("initdb", "-D", self._data, "-U", "qa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"host all {self.GUARDED[0]} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        self._port = free_port()
        self._made = 0
        self._dictionary: str | None = None
        self._process: subprocess.Popen | None = None
        self.start()
        self.tell(f"CREATE ROLE {self.GUARDED[0]} SUPERUSER LOGIN PASSWORD '{self.GUARDED[1]}'")

    def start(self) -> None:
        """Start, or start again, on the same port; return once it answers."""
        command = [self._programs / "postgres", "-D", self._data, "-p", str(self._port), "-k", self._folder]
        options = ("listen_addresses=127.0.0.1", "shared_buffers=16MB", *self._options)
        self._process = subprocess.Popen(
            [*command, *(part for option in options for part in ("-c", option))], **self._user, **self._quiet()
        )
        until = time.monotonic() + 60
        while True:
            try:
                self.tell("SELECT 1")
            except psycopg.OperationalError:
                assert self._process.poll() is None, "PostgreSQL has ended"
                assert time.monotonic() < until, "PostgreSQL does not answer"
                time.sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: by default at once and in order; SIGQUIT stops as a crash does, SIGKILL leaves its children behind."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(30)

    def close(self) -> None:
        """Stop for good."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str = "postgres", *, user: str = "qa", port: int | None = None) -> str:
        return f"postgresql://{user}@127.0.0.1:{port or self._port}/{database}"

    def new_place(self) -> str:
        """Make an empty schema, in a database that orders text as a dictionary does, and return its address.

        What is written to it is what would be written to a database of its own, which takes 7 MB and a while to remove.
        """
        if self._dictionary is None:
            self._dictionary = self.new_database("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de'")
        self._made += 1
        self.tell(f"CREATE SCHEMA place{self._made}", self._dictionary)
        return f"{self._dictionary}?options=-csearch_path%3Dplace{self._made}"

    def new_database(self, options: str = "TEMPLATE template0") -> str:
        """Make an empty database, and return its address."""
        self._made += 1
        self.tell(f"CREATE DATABASE test{self._made} {options}")
        return self.url(f"test{self._made}")

    def tell(self, statement: str, url: str | None = None) -> list[tuple]:
        """Carry out a statement, at an address that was made here or beside them; return its rows."""
        with psycopg.connect(url or self.url(), autocommit=True, connect_timeout=5) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def dumped(self, url: str, file: Path) -> None:
        """Write a backup of a database."""
        with file.open("wb") as stream:
            self._run("pg_dump", "--format=custom", f"--dbname={url}", stdout=stream)

    def restored(self, file: Path, url: str) -> None:
        """Read a backup into an empty database."""
        with file.open("rb") as stream:
            self._run("pg_restore", f"--dbname={url}", stdin=stream)

    def _run(self, program: str, *arguments: str | Path, **streams: object) -> None:
        subprocess.run([self._programs / program, *arguments], check=True, **self._user, **{**self._quiet(), **streams})

    def _quiet(self) -> dict:
        return {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self._folder}
