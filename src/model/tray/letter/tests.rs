//! Validation of the compose form.

use super::*;
use wire::sender::placeholder;

fn template(kind: TemplateType, body: &str) -> Template {
    let placeholders = placeholder::names(&[body]);
    Template {
        id: "t".into(),
        name: "Reminder".into(),
        kind,
        body: body.into(),
        placeholders,
        ..Template::default()
    }
}

fn fields(problems: &[Problem<LetterField>]) -> Vec<&'static str> {
    problems
        .iter()
        .map(|problem| match problem {
            Problem::Field(field, _) => field.id(),
            Problem::Server(_) => "",
        })
        .collect()
}

#[test]
fn all_missing_fields_are_reported_at_once() {
    let empty = LetterForm { channel: NotificationType::Text, ..LetterForm::default() };
    assert_eq!(fields(&empty.parse().unwrap_err()), ["letter-number", "letter-template"]);
    let letter = LetterForm {
        channel: NotificationType::Letter,
        template: Some(template(TemplateType::Letter, "((address_line_1)) Dear ((name)), ((day))")),
        lines: "Rose\nParis".into(),
        values: BTreeMap::from([("day".to_owned(), " ".to_owned())]),
        ..LetterForm::default()
    };
    assert_eq!(fields(&letter.parse().unwrap_err()), ["letter-lines", "value-1", "value-2"]);
}

#[test]
fn every_placeholder_of_a_long_template_has_its_field() {
    let names: Vec<_> = (1..=40).map(|number| format!("field {number}")).collect();
    let body: String = names.iter().map(|name| format!("(({name})) ")).collect();
    let mut form = LetterForm {
        channel: NotificationType::Email,
        template: Some(template(TemplateType::Email, &body)),
        email: "rose@example.com".into(),
        ..LetterForm::default()
    };
    let missing = form.parse().unwrap_err();
    assert_eq!((missing.len(), fields(&missing)[39]), (40, "value-40"));
    form.values = names.iter().map(|name| (name.clone(), "x".to_owned())).collect();
    let new = form.parse().unwrap();
    assert_eq!(new.personalisation_params.len(), 40);
    assert!(new.check(wire::notification::WhoSends::Person).is_empty());
}

#[test]
fn a_letter_is_sent_with_its_address_in_lines() {
    let letter = LetterForm {
        channel: NotificationType::Letter,
        template: Some(template(TemplateType::Letter, "Dear ((name))")),
        lines: "Rose Adeyemi\n1 Acacia Avenue\n\nsw1a 1aa".into(),
        values: BTreeMap::from([("name".to_owned(), "Rose".to_owned())]),
        ..LetterForm::default()
    };
    let new = letter.parse().unwrap();
    assert_eq!(new.address(), ["Rose Adeyemi", "1 Acacia Avenue", "SW1A 1AA"]);
    assert!(new.check(wire::notification::WhoSends::Person).is_empty());
}

#[test]
fn the_preview_shows_what_is_missing_and_counts_parts() {
    let mut text = LetterForm {
        channel: NotificationType::Text,
        number: "07700 900123".into(),
        template: Some(template(TemplateType::Sms, "Hello ((name)), see you on ((day))")),
        values: BTreeMap::from([("name".to_owned(), "Rose".to_owned())]),
        ..LetterForm::default()
    };
    let draft = text.draft().unwrap();
    assert_eq!(
        (draft.body.as_str(), draft.missing.as_slice()),
        ("Hello Rose, see you on ((day))", &["day".to_owned()][..])
    );
    text.values.insert("day".into(), "x".repeat(1000));
    assert_eq!(text.draft().unwrap().size.unwrap().1, 7);
    assert_eq!(fields(&text.parse().unwrap_err()), ["letter-template"]);
    text.values.insert("day".into(), "Friday".into());
    let new = text.parse().unwrap();
    assert_eq!(new.message.as_deref(), Some("Reminder to 07700 900123"));
    assert!(new.check(wire::notification::WhoSends::Person).is_empty());
}

/// The table that the server's endpoints are tested with, too.
fn table() -> Value {
    serde_json::from_str(include_str!("../../../../crates/wire/fixtures/recipients.json"))
        .expect("the table is JSON")
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn the_form_gives_the_servers_verdict_on_addresses_and_numbers() {
    let table = table();
    let form = |channel| LetterForm { channel, ..LetterForm::default() };
    let complains = |form: &LetterForm, id: &str| fields(&form.parse().unwrap_err()).contains(&id);
    for (kind, expected) in [("good", true), ("bad", false)] {
        for email in texts(&table["emails"][kind]) {
            let form = LetterForm { email: email.clone(), ..form(NotificationType::Email) };
            assert_eq!(!complains(&form, "letter-email"), expected, "{email:?}");
        }
        for number in texts(&table["mobiles"][kind]) {
            let form = LetterForm { number: number.clone(), ..form(NotificationType::Text) };
            assert_eq!(!complains(&form, "letter-number"), expected, "{number:?}");
        }
        for lines in table["addresses"][kind].as_array().unwrap() {
            let lines = texts(lines).join("\n");
            let form = LetterForm { lines: lines.clone(), ..form(NotificationType::Letter) };
            assert_eq!(!complains(&form, "letter-lines"), expected, "{lines:?}");
        }
    }
}

fn upload(name: &str) -> Upload {
    Upload { id: format!("id-{name}"), name: name.to_owned() }
}

#[test]
fn a_file_fills_its_placeholder_without_typing() {
    let mut form = LetterForm {
        channel: NotificationType::Email,
        template: Some(template(
            TemplateType::Email,
            "Dear ((name)), see ((link_to_file)) and ((Link to file 2))",
        )),
        email: "rose@example.com".into(),
        values: BTreeMap::from([("name".to_owned(), "Rose".to_owned())]),
        ..LetterForm::default()
    };
    assert_eq!(asked_for(form.template.as_ref().unwrap()), ["name"]);
    assert_eq!(fields(&form.parse().unwrap_err()), ["letter-file"]);
    form.files = vec![upload("plan.pdf")];
    assert_eq!(form.draft().unwrap().body, "Dear Rose, see plan.pdf and");
    assert_eq!(form.parse().unwrap().attachments, ["id-plan.pdf"]);
    form.template = Some(template(TemplateType::Email, "Dear ((name))"));
    assert!(form.parse().unwrap().attachments.is_empty(), "there is no place for it");
}

#[test]
fn a_written_letter_needs_an_address_a_heading_and_a_text() {
    let mut form = LetterForm {
        channel: NotificationType::Letter,
        envelope: Envelope::Written,
        ..LetterForm::default()
    };
    assert_eq!(fields(&form.parse().unwrap_err()), ["letter-lines", "letter-heading", "letter-body"]);
    form.lines = "Rose Adeyemi\n1 Acacia Avenue\nsw1a 1aa".into();
    form.heading = "Your keys".into();
    form.body = "Dear 漢".into();
    assert_eq!(fields(&form.parse().unwrap_err()), ["letter-body"]);
    form.body = " Dear Rose ".into();
    let letter = form.written().unwrap();
    assert_eq!((letter.address.len(), letter.body.as_str()), (3, "Dear Rose"));
    assert_eq!(form.parse().unwrap().message.as_deref(), Some("Your keys to Rose Adeyemi"));
    assert_eq!(form.draft().unwrap().subject.as_deref(), Some("Your keys"));
}

#[test]
fn a_pdf_can_be_the_whole_letter() {
    let mut form =
        LetterForm { channel: NotificationType::Letter, envelope: Envelope::Ready, ..LetterForm::default() };
    assert_eq!(fields(&form.parse().unwrap_err()), ["letter-file"]);
    form.files = vec![upload("notice.pdf")];
    let new = form.parse().unwrap();
    assert_eq!((new.document_id.as_deref(), new.template_id.as_deref()), (Some("id-notice.pdf"), None));
    assert!(new.check(wire::notification::WhoSends::Person).is_empty());
    form.channel = NotificationType::Email;
    assert_eq!(form.envelope(), Envelope::Template, "an e-mail has no envelope");
}
