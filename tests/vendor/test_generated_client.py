"""A client that openapi-python-client generates from the description: every module of it loads, and it takes one alarm from the
press to the close."""

import importlib
import json
import os
import pathlib
import pkgutil
import subprocess
import sys
import uuid

import httpx
import pytest

PASSWORD = "tocsin-demo"
# Files come as they are, whatever they are.
OVERRIDES = """
content_type_overrides:
  application/pdf: application/octet-stream
  "*/*": application/octet-stream
"""


@pytest.fixture(scope="module")
def generated(server, tmp_path_factory):
    """The package, generated from the running server's description."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "config.yaml").write_text(OVERRIDES)
    description = folder / "openapi.json"
    api = httpx.get(f"{server.url}/api/openapi.json").json()
    # Where a body comes in several formats and nothing else is optional, the generator forgets an import.
    del api["paths"]["/api/oauth/token"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    description.write_text(json.dumps(api))
    command = [sys.executable, "-c", "from openapi_python_client.cli import app; app()", "generate", "--meta=none"]
    command += [f"--path={description}", f"--output-path={folder / 'tocsin_client'}", f"--config={folder / 'config.yaml'}"]
    # The generator formats what it wrote with ruff, which stands beside this Python.
    tools = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": tools, "COLUMNS": "200"})
    assert run.returncode == 0, run.stdout + run.stderr
    assert "will not be generated" not in run.stdout, run.stdout
    assert "Unable to process schema" not in run.stdout, run.stdout
    sys.path.insert(0, str(folder))
    yield importlib.import_module("tocsin_client")
    sys.path.remove(str(folder))


def test_every_module_of_the_client_loads(generated):
    names = [module.name for module in pkgutil.walk_packages(generated.__path__, "tocsin_client.")]
    for name in names:
        importlib.import_module(name)
    operations = [name for name in names if name.startswith("tocsin_client.api.") and name.count(".") == 3]
    assert len(operations) > 150


def test_an_alarm_is_pressed_followed_taken_and_closed(server, generated):
    from tocsin_client.api.callouts import create_callout, create_location, get_callout
    from tocsin_client.api.control import acknowledge_callout, close_callout, list_control_callouts, own_callout
    from tocsin_client.api.oauth import create_token
    from tocsin_client.models import Callout, CalloutStatus, ControlCallout, Fix, LocationFix, NewCallout, Outcome, UserPassword

    def signed_in(email):
        anyone = generated.Client(base_url=server.url)
        answer = create_token.sync(client=anyone, body=UserPassword(email=email, password=PASSWORD))
        return generated.AuthenticatedClient(base_url=server.url, token=answer.access_token)

    resident, controller = signed_in("resident@demo.example"), signed_in("controller@demo.example")
    key = str(uuid.uuid4())
    press = NewCallout(callout_location=Fix(latitude=51.5362, longitude=-0.1033, accuracy=12))
    pressed = create_callout.sync_detailed(client=resident, body=press, idempotency_key=key)
    assert pressed.status_code in (200, 201)
    callout = pressed.parsed
    assert isinstance(callout, Callout)
    assert create_callout.sync(client=resident, body=press, idempotency_key=key).id == callout.id

    heartbeat = LocationFix(latitude=51.5363, longitude=-0.1034, accuracy=8)
    assert create_location.sync_detailed(callout.id, client=resident, body=heartbeat).status_code == 200
    polled = get_callout.sync(callout.id, client=resident, should_include_events=True)
    assert polled.location.latitude == "51.5363"
    assert [event.callout_id for event in polled.callout_events]

    queue = list_control_callouts.sync(client=controller)
    assert callout.id in [row.callout.id for row in queue]
    for take in (acknowledge_callout, own_callout):
        assert isinstance(take.sync(callout.id, client=controller), ControlCallout)
    outcome = Outcome(incident_details="All is well.", any_injuries=False)
    closed = close_callout.sync(callout.id, client=controller, body=outcome)
    assert closed.callout.status == CalloutStatus.CLOSED
    assert get_callout.sync(callout.id, client=resident).status == CalloutStatus.CLOSED
    late = create_location.sync_detailed(callout.id, client=resident, body=heartbeat)
    assert (late.status_code, late.parsed.callout.status) == (409, CalloutStatus.CLOSED)
