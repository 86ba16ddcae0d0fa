//! The links of notifications: link templates with the record's id, and the page that each reader is taken to. Residents and
//! staff read the same objects at different URLs, and neither is sent to the other's page.

/// The placeholder of the record's id in a link.
pub const TARGET_ID: &str = "{targetId}";

/// Who follows a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A resident of one of the homes.
    Resident,
    /// A member of the organisation's staff.
    Staff,
}

/// Pages that both have: the resident's path and the staff's path.
const TWINS: [(&str, &str); 2] = [("/records", "/staff/records"), ("/notifications", "/staff/tray")];

/// Whether it is a path of our own or a web address; scripts are refused.
pub fn is_link(text: &str) -> bool {
    let web = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    (is_own(text) || web.is_some_and(|rest| !rest.is_empty()))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether a link is a path of our own.
pub fn is_own(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && !text.starts_with("/\\")
}

/// Whether a path of our own opens without signing in: a file, or a signed link.
pub fn is_open(link: &str) -> bool {
    ["/d", "/answer", "/read"].iter().any(|page| below(link, page).is_some())
}

/// The problem of a link template.
pub fn template_problem(template: &str) -> Option<&'static str> {
    if template.len() > 1000 || !is_link(&template.replace(TARGET_ID, "1")) {
        return Some("write a link that begins with https:// or with one /");
    }
    let other = template.replace(TARGET_ID, "");
    other
        .contains(['{', '}'])
        .then_some("write {targetId} where the record's id belongs, and no other braces")
}

/// The link to this record.
pub fn fill(template: &str, target_id: &str) -> String {
    template.replace(TARGET_ID, &encode(target_id))
}

/// The page that this reader is taken to by a link: their own page with the same content. `None` if they have none.
pub fn for_reader(link: &str, reader: Reader) -> Option<String> {
    if !is_own(link) {
        return Some(link.to_owned());
    }
    for (residents, staffs) in TWINS {
        let (from, to) = match reader {
            Reader::Resident => (staffs, residents),
            Reader::Staff => (residents, staffs),
        };
        if let Some(rest) = below(link, from) {
            return Some(format!("{to}{rest}"));
        }
    }
    let is_for_staff = below(link, "/staff").is_some();
    (reader == Reader::Staff || !is_for_staff).then(|| link.to_owned())
}

/// The part of a path after `page`, if it is that page or one below it.
fn below<'a>(link: &'a str, page: &str) -> Option<&'a str> {
    let rest = link.strip_prefix(page)?;
    rest.chars().next().is_none_or(|next| matches!(next, '/' | '?' | '#')).then_some(rest)
}

/// An id, percent-encoded for a URL.
pub fn encode(id: &str) -> String {
    id.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_never_a_script() {
        for link in ["/staff/records/account/1", "https://x.example/1", "http://x.example"] {
            assert!(is_link(link), "{link}");
        }
        for link in ["javascript:alert(1)", "//evil.example", "/\\evil.example", "https://", "a b", ""] {
            assert!(!is_link(link), "{link}");
        }
    }

    #[test]
    fn an_id_cannot_leave_its_place_in_a_link() {
        assert_eq!(
            fill("https://x.example/{targetId}/a", "1/../&ü"),
            "https://x.example/1%2F..%2F%26%C3%BC/a"
        );
        assert_eq!(template_problem("https://x.example/?id={targetId}"), None);
        for template in ["https://x.example/{id}", "https://x.example/{targetId", "/a}", "x.example"] {
            assert!(template_problem(template).is_some(), "{template}");
        }
    }

    #[test]
    fn only_files_and_signed_links_open_without_signing_in() {
        for link in ["/d/abc", "/answer/abc?answer=coming", "/read/abc"] {
            assert!(is_open(link), "{link}");
        }
        for link in ["/", "/drill", "/notifications/1", "/readings", "/staff/"] {
            assert!(!is_open(link), "{link}");
        }
    }

    #[test]
    fn each_reader_is_led_to_a_page_of_theirs() {
        let resident = |link| for_reader(link, Reader::Resident);
        let staff = |link| for_reader(link, Reader::Staff);
        assert_eq!(resident("/staff/records/account/1").as_deref(), Some("/records/account/1"));
        assert_eq!(resident("/staff/tray/1?x=1").as_deref(), Some("/notifications/1?x=1"));
        assert_eq!(resident("/staff/governance"), None);
        assert_eq!(resident("/staff"), None);
        assert_eq!(resident("/staffing").as_deref(), Some("/staffing"));
        assert_eq!(staff("/records/account/1").as_deref(), Some("/staff/records/account/1"));
        assert_eq!(staff("/notifications").as_deref(), Some("/staff/tray"));
        assert_eq!(staff("/staff/governance").as_deref(), Some("/staff/governance"));
        assert_eq!(resident("https://x.example/staff").as_deref(), Some("https://x.example/staff"));
    }
}
