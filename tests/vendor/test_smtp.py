"""E-mail really leaves by SMTP, to a mail server in another process."""

import pytest
from conftest import Mailbox, Server, template, wait_until


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smtp")
    mailbox = Mailbox(folder)
    server = Server(folder, f"--smtp=smtp://127.0.0.1:{mailbox.port}", "--smtp-from=alarm@demo.example")
    yield server, mailbox
    server.stop()
    mailbox.stop()


def test_a_mail_arrives_with_its_headers_in_plain_and_in_html(posted):
    server, mailbox = posted
    client = server.client()
    id = client.send_email_notification(
        "rose@demo.example",
        template(2),
        personalisation={"name": "Zoë & co"},
        email_reply_to_id=template(11),
        one_click_unsubscribe_url="https://acme.example/stop",
    )["id"]
    (mail,) = wait_until(lambda: mailbox.mails_of(id), "a mail arrives")
    assert mail["from"] == "sample <alarm@demo.example>"
    assert mail["to"] == "rose@demo.example"
    assert mail["reply-to"] == "income@demo.example"
    assert mail["list-unsubscribe"] == "<https://acme.example/stop>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    plain, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert "Hello Zoë & co," in plain
    assert "Hello Zoë &amp; co," in html
    wait_until(lambda: client.get_notification_by_id(id)["status"] == "delivered", "it is delivered")


def test_what_is_only_tried_never_reaches_the_mail_server(posted):
    server, mailbox = posted
    client = server.client("test")
    id = client.send_email_notification("rose@demo.example", template(2), {"name": "x"})["id"]
    wait_until(lambda: client.get_notification_by_id(id)["status"] == "delivered", "it is called delivered")
    sent = server.client().send_email_notification("rose@demo.example", template(2), {"name": "x"})["id"]
    wait_until(lambda: mailbox.mails_of(sent), "a mail sent after it arrives")
    assert mailbox.mails_of(id) == []
