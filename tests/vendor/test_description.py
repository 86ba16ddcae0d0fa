"""Every operation of the description under requests that schemathesis makes from it, valid and broken ones, by somebody who may use
it. Nothing answers 5xx, and every answer has a content type and a body that the description names.

Each operation is one test. `TOCSIN_SEED` repeats a run; without it the requests are the same each time.
"""

import atexit
import os
import pathlib
import shutil
import tempfile
import time

import hypothesis
import jwt
import pytest
import requests
import schemathesis
from conftest import SERVICE, Server

PASSWORD = "tocsin-demo"
EXAMPLES = 4

# One test each is made when this file is loaded, so the server runs already then.
folder = pathlib.Path(tempfile.mkdtemp(prefix="tocsin-description-"))
server = Server(folder)
atexit.register(shutil.rmtree, folder, ignore_errors=True)
atexit.register(server.stop)

config = schemathesis.Config.from_dict(
    {
        "generation": {"max-examples": EXAMPLES},
        "phases": {"coverage": {"enabled": False}},
    }
)
described = schemathesis.openapi.from_url(f"{server.url}/api/openapi.json", config=config)
# Streams do not end.
described = described.exclude(path=["/api/events", "/api/control/events"])

CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.specs.openapi.checks.status_code_conformance,
    schemathesis.specs.openapi.checks.content_type_conformance,
    schemathesis.specs.openapi.checks.response_schema_conformance,
]


def token(email):
    answer = requests.post(f"{server.url}/api/oauth/token", json={"email": email, "password": PASSWORD}, timeout=30)
    return answer.json()["accessToken"]


# Who may use which area; an admin may use the others.
PEOPLE = {
    "callouts": token("resident@demo.example"),
    "customer": token("resident@demo.example"),
    "control": token("controller@demo.example"),
}
ADMIN = token("admin@demo.example")


def credential(path, tag):
    """What stands behind `Bearer`."""
    if path.startswith(("/v2/", "/service/")):
        claims = {"iss": SERVICE, "iat": int(time.time())}
        return jwt.encode(claims, "c6a75cc9-0000-0000-0000-000000000000", algorithm="HS256")
    return PEOPLE.get(tag, ADMIN)


@described.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="TOCSIN_SEED" not in os.environ,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
def test_an_operation_answers_as_described(case):
    definition = case.operation.definition.raw
    headers = {"Authorization": f"Bearer {credential(case.operation.path, definition['tags'][0])}"}
    case.call_and_validate(headers=headers, checks=CHECKS, timeout=30)
