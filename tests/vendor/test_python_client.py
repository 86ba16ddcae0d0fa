"""Everything that the vendor's Python client can do, against a running server."""

import io
import uuid

import pytest
from conftest import SERVICE, template, wait_until
from notifications_python_client import prepare_upload
from notifications_python_client.errors import HTTPError

LETTER = {"name": "Rose", "address_line_1": "Rose Adeyemi", "address_line_2": "33 Acacia Avenue", "postcode": "SW1A 1AA"}
PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n"
FIELDS = {
    "id", "reference", "email_address", "phone_number", "line_1", "line_2", "line_3", "line_4", "line_5", "line_6",
    "postcode", "type", "status", "template", "body", "subject", "created_at", "created_by_name", "sent_at",
    "completed_at", "scheduled_for", "postage", "one_click_unsubscribe_url",
}  # fmt: skip


def status(client, id, wanted):
    return wait_until(lambda: client.get_notification_by_id(id)["status"] == wanted, f"{id} is {wanted}")


def refused(code, kind, call, *args, **kwargs):
    with pytest.raises(HTTPError) as caught:
        call(*args, **kwargs)
    assert caught.value.status_code == code
    assert caught.value.message[0]["error"] == kind
    return [error["message"] for error in caught.value.message]


def test_an_email_is_sent_filled_and_delivered(client):
    reference = str(uuid.uuid4())
    answer = client.send_email_notification(
        "rose@demo.example",
        template(2),
        personalisation={"name": "Rose-1"},
        reference=reference,
        email_reply_to_id=template(11),
        one_click_unsubscribe_url="https://acme.example/stop",
        sanitise_content_for=["name"],
    )
    assert answer["reference"] == reference
    assert answer["content"]["subject"] == "Hello Rose\\-1"
    assert answer["content"]["one_click_unsubscribe_url"] == "https://acme.example/stop"
    assert answer["sanitised_content"]["name"] == {"unsanitised": "Rose-1", "sanitised": "Rose\\-1"}
    assert answer["uri"].endswith(f"/v2/notifications/{answer['id']}")
    status(client, answer["id"], "delivered")
    assert FIELDS <= set(client.get_notification_by_id(answer["id"]))


def test_a_text_is_sent_with_its_sender(server):
    client = server.client("team")
    answer = client.send_sms_notification(
        "07700 900123", template(3), personalisation={"name": "Rose"}, reference="x", sms_sender_id=template(12)
    )
    assert answer["content"] == {"body": "Hello Rose, this is a message from us.", "from_number": "ACME"}
    status(client, answer["id"], "delivered")


def test_a_letter_is_sent_and_its_pdf_read(client):
    answer = client.send_letter_notification(template(5), personalisation=LETTER, reference="letter")
    assert answer["content"]["subject"] == "Hello Rose"
    status(client, answer["id"], "received")
    assert client.get_pdf_for_letter(answer["id"]).read().startswith(b"%PDF-")
    letter = client.get_notification_by_id(answer["id"])
    assert (letter["line_1"], letter["postcode"], letter["postage"]) == ("Rose Adeyemi", "SW1A 1AA", "second")


def test_a_ready_letter_is_sent_as_it_is(client):
    for postage in [None, "first"]:
        answer = client.send_precompiled_letter_notification("ready", io.BytesIO(PDF), postage=postage)
        assert (answer["reference"], answer["postage"]) == ("ready", postage or "second")
        status(client, answer["id"], "received")
        assert client.get_pdf_for_letter(answer["id"]).read() == PDF


def test_a_file_becomes_a_link(client):
    file = prepare_upload(
        io.BytesIO(b"a,b\n1,2"), filename="rent.csv", confirm_email_before_download=True, retention_period="4 weeks"
    )
    answer = client.send_email_notification(
        "rose@demo.example", template(4), personalisation={"name": "Rose", "urgent": "yes", "link_to_file": file}
    )
    assert "/d/" in answer["content"]["body"]
    assert "Please read it today." in answer["content"]["body"]


def test_templates_are_read_with_their_versions(client):
    one = client.get_template(template(2))
    assert (one["type"], one["version"], one["name"]) == ("email", 1, "Hello by e-mail")
    assert one["personalisation"] == {"name": {"required": True}}
    assert client.get_template_version(template(2), 1)["body"] == one["body"]
    versions = client.get_all_template_versions(template(2))["data"]
    assert [version["version"] for version in versions] == [1]
    every = client.get_all_templates()["templates"]
    letters = client.get_all_templates(template_type="letter")["templates"]
    assert 0 < len(letters) < len(every)


def test_a_preview_is_filled(client):
    preview = client.post_template_preview(template(3), {"name": "Rose"})
    assert preview["body"] == "Hello Rose, this is a message from us."
    assert preview["subject"] is None
    assert "<p>" in client.post_template_preview(template(2), {"name": "Rose"})["html"]


def test_lists_are_filtered_and_walked_page_by_page(server):
    client = server.client("test")
    reference = str(uuid.uuid4())
    ids = [
        client.send_sms_notification("07700900123", template(3), {"name": str(number)}, reference=reference)["id"]
        for number in range(260)
    ]
    page = client.get_all_notifications(template_type="sms", reference=reference)
    assert len(page["notifications"]) == 250
    assert "older_than" in page["links"]["next"]
    walked = [message["id"] for message in client.get_all_notifications_iterator(reference=reference)]
    assert walked == ids[::-1]
    assert client.get_all_notifications(status="permanent-failure", include_jobs=True)["notifications"] == []


def test_received_texts_are_read(client):
    texts = list(client.get_received_texts_iterator())
    assert [text["content"] for text in texts] == ["I paid this morning."]
    assert client.get_received_texts(older_than=texts[0]["id"])["received_text_messages"] == []


def test_recipients_of_the_simulator_end_as_they_are_called(client):
    for address, wanted in [
        ("temp-fail@simulator.notify", "temporary-failure"),
        ("perm-fail@simulator.notify", "permanent-failure"),
    ]:
        status(client, client.send_email_notification(address, template(2), {"name": "x"})["id"], wanted)
    for number, wanted in [("07700900003", "temporary-failure"), ("07700900002", "permanent-failure")]:
        status(client, client.send_sms_notification(number, template(3), {"name": "x"})["id"], wanted)


def test_refusals_come_as_the_clients_errors(server, client):
    unknown = str(uuid.uuid4())
    assert refused(400, "BadRequestError", client.send_email_notification, "rose@demo.example", template(2)) == [
        "Missing personalisation: name"
    ]
    assert refused(400, "ValidationError", client.send_sms_notification, "07700", template(3)) == [
        "phone_number Not enough digits"
    ]
    assert refused(400, "BadRequestError", client.send_sms_notification, "07700900123", unknown) == [
        "Template not found"
    ]
    refused(400, "ValidationError", client.send_letter_notification, template(5), {"name": "Rose"})
    refused(404, "NoResultFound", client.get_notification_by_id, unknown)
    refused(404, "NoResultFound", client.get_template, unknown)
    refused(400, "BadRequestError", client.post_template_preview, template(2), {})
    refused(403, "BadRequestError", server.client("team").send_letter_notification, template(5), LETTER)
    stranger = server.client()
    stranger.api_key = unknown
    assert refused(403, "AuthError", stranger.get_all_templates) == ["Invalid token: API key not found"]
    stranger.service_id = unknown
    assert refused(403, "AuthError", stranger.get_all_templates) == ["Invalid token: service not found"]


def test_the_key_names_the_service(client):
    assert client.service_id == SERVICE


def test_what_was_sanitised_is_in_every_answer(client):
    plain = client.send_email_notification("rose@demo.example", template(2), {"name": "Rose"})
    assert plain["sanitised_content"] == {}
    name = "Rose, [open this](https://evil.example)"
    answer = client.send_email_notification(
        "rose@demo.example", template(2), {"name": name}, sanitise_content_for=["name"]
    )
    harmless = "Rose, \\[open this\\]\\(\\)"
    assert answer["sanitised_content"] == {"name": {"unsanitised": name, "sanitised": harmless}}
    assert harmless in answer["content"]["body"]


def test_only_letters_say_where_to_answer(client):
    assert client.get_template(template(5))["letter_contact_block"].startswith("Acme Housing\n")
    assert client.get_template_version(template(5), 1)["letter_contact_block"]
    for number in [2, 3]:
        assert client.get_template(template(number))["letter_contact_block"] is None


def test_the_pdf_of_a_letter_is_a_file_that_is_not_ready_at_once(client):
    id = client.send_letter_notification(template(5), personalisation=LETTER)["id"]

    def read():
        try:
            return client.get_pdf_for_letter(id)
        except HTTPError as error:
            assert error.message[0]["error"] == "PDFNotReadyError"

    pdf = wait_until(read, "the PDF is ready")
    assert isinstance(pdf, io.BytesIO)
    assert len(pdf.read()) > 1000


def test_letters_that_telephones_lack_lose_their_marks(client):
    name = "Nguyễn Jose\u0301"
    answer = client.send_sms_notification("07700900123", template(3), {"name": name})
    assert answer["content"]["body"] == "Hello Nguyen José, this is a message from us."
    assert client.post_template_preview(template(3), {"name": name})["body"] == answer["content"]["body"]
