"""A real server for the vendor's clients: the binary that TOCSIN_SERVER names, on a fresh database with the demo's data."""

import mailbox
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

SERVICE = "15f6815b-0000-0000-0000-000000000000"
KEYS = {
    kind: f"sample-{SERVICE}-c6a75cc9-0000-0000-0000-00000000000{number}"
    for number, kind in enumerate(["live", "team", "test"])
}


def template(number):
    return f"c6a75cc9-1193-4a5d-8e0f-{number:012}"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition, what, seconds=30):
    """Gives what the condition gives, once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {seconds} seconds")


class Server:
    """One running server."""

    def __init__(self, folder, *flags):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(folder / "server.log", "wb")
        command = [
            os.environ["TOCSIN_SERVER"],
            "serve",
            "--demo",
            "--simulator=off",
            f"--listen=127.0.0.1:{self.port}",
            f"--database=sqlite:{folder}/tocsin.db",
            *flags,
        ]
        self.process = subprocess.Popen(command, stderr=self.log)
        wait_until(self.answers, "the server answers")

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}; see {self.log.name}")
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=1).status == 200
        except OSError:
            return False

    def client(self, kind="live"):
        return NotificationsAPIClient(KEYS[kind], base_url=self.url)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def client(server):
    return server.client()


class Mailbox:
    """A mail server in a process of its own, which keeps every mail in a maildir."""

    def __init__(self, folder):
        self.port = free_port()
        self.folder = folder / "mail"
        command = [sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{self.port}"]
        command += ["--class", "aiosmtpd.handlers.Mailbox", str(self.folder)]
        self.process = subprocess.Popen(command)
        wait_until(self.listens, "the mail server listens")

    def listens(self):
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    def mails_of(self, id):
        """The mails of one message: the demo's own messages arrive here too."""
        mails = mailbox.Maildir(self.folder, create=True)
        return [mail for mail in mails if mail["message-id"] == f"<{id}@demo.example>"]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
