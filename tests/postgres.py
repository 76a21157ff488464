"""A PostgreSQL server of our own on loopback, for the tests that need one.

The server programs are found on the machine; the cluster lives in a temporary folder. Where the tests run as root,
which PostgreSQL refuses, an unprivileged user runs it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIRED = os.environ.get("FOOTLIGHTS_REQUIRE_POSTGRES") == "1"
_SERVICE_USER = "nobody"


def _programs() -> Path | None:
    """Return the folder with initdb and pg_ctl, newest version first, or None."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None
    )
    if found is None and (initdb := shutil.which("initdb")):
        found = Path(initdb).resolve().parent
    return found


def _run(command: list[str]) -> None:
    as_user = {"user": _SERVICE_USER, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60, **as_user)  # type: ignore[call-overload]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Yield `user@127.0.0.1:port` of a server started for this run."""
    programs = _programs()
    if programs is None:
        reason = "PostgreSQL's server programs are not on this machine"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="footlights-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _SERVICE_USER, "nogroup")
    data, port = folder / "data", _free_port()
    _run([str(programs / "initdb"), "-D", str(data), "-U", "footlights", "--auth=trust", "--no-sync"])
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={folder} -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _run([*control, "-o", options, "start"])
    try:
        yield f"footlights@127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def postgres_address(server: str, name: str, *, like: str | None = None) -> str:
    """Make a database of that name on the server, a copy of another one where `like` names it; return its address."""
    database = _database_name(name)
    copied = [] if like is None else ["-T", _database_name(like)]
    _run([*_client_program("createdb", server), *copied, database])
    return f"postgresql+asyncpg://{server}/{database}"


def drop_postgres(server: str, name: str) -> None:
    """Remove the database of that name, whoever is still connected: each takes some megabytes."""
    _run([*_client_program("dropdb", server), "--force", _database_name(name)])


def _database_name(name: str) -> str:
    return re.sub(r"\W", "_", name).lower()[:60]


def _client_program(program: str, server: str) -> list[str]:
    host, port = server.partition("@")[2].split(":")
    programs = _programs()
    assert programs is not None
    return [str(programs / program), "-h", host, "-p", port, "-U", "footlights"]
