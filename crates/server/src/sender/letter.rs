//! Letters as PDF: A4, the address where a window envelope shows it, as many pages as it takes.

mod measure;
mod set;

use wire::sender::address::LINES_MOST;
use wire::sender::markup::{Block, blocks, plain};

use measure::Face;
use set::Setter;

use crate::written;

/// More pages are not folded into one envelope.
pub(super) const PAGES_MOST: usize = 10;

/// What a letter shows.
pub(super) struct Letter<'a> {
    /// Who writes.
    pub(super) from: &'a str,
    /// The address, line by line.
    pub(super) address: Vec<&'a str>,
    /// The day, in words.
    pub(super) date: String,
    /// The heading.
    pub(super) subject: &'a str,
    /// The text.
    pub(super) body: &'a str,
}

/// A letter's bytes, and how many pages they are.
pub(super) fn render(letter: &Letter<'_>) -> Result<(Vec<u8>, usize), String> {
    let mut page = Setter::new();
    page.first_page(letter.from, &letter.address, &letter.date);
    page.heading(&plain(letter.subject));
    for block in blocks(letter.body) {
        match block {
            Block::Heading(words) => page.heading(&plain(&words)),
            Block::Paragraph(lines) => {
                for line in lines {
                    page.words(&plain(&line), "", Face::Regular);
                }
                page.gap();
            }
            Block::Bullets(items) => {
                items.iter().for_each(|item| page.words(&plain(item), "•", Face::Regular));
                page.gap();
            }
            Block::Numbers(items) => {
                for (number, item) in items.iter().enumerate() {
                    page.words(&plain(item), &format!("{}.", number + 1), Face::Regular);
                }
                page.gap();
            }
            Block::Inset(words) => {
                page.words(&plain(&words), " ", Face::Regular);
                page.gap();
            }
            Block::Rule => page.new_page(),
        }
    }
    page.finish(letter.subject)
}

/// How a letter from a template will look, with what it asks for in the place of the values.
pub(crate) fn sample(from: &str, millis: i64, subject: &str, body: &str) -> Result<Vec<u8>, String> {
    let address = (1..=LINES_MOST).map(|line| format!("((address line {line}))")).collect::<Vec<_>>();
    let address = address.iter().map(String::as_str).collect();
    render(&Letter { from, address, date: written::day(millis), subject, body }).map(|(pdf, _)| pdf)
}

/// Whether a ready PDF can be printed; the error says why not.
pub(super) fn check_ready(pdf: &[u8]) -> Result<(), &'static str> {
    let holds = |part: &[u8]| pdf.windows(part.len()).any(|window| window == part);
    if !pdf.starts_with(b"%PDF-") || !holds(b"%%EOF") {
        return Err("it is not a PDF");
    }
    if holds(b"/Encrypt") {
        return Err("it is locked");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(body: &str) -> Letter<'_> {
        let address = vec!["Joe Bloggs", "1 Example Street", "SW1A 1AA"];
        Letter {
            from: "Acme Housing",
            address,
            date: "5 January 2026".to_owned(),
            subject: "Your rent",
            body,
        }
    }

    #[test]
    fn a_short_letter_is_one_page_and_a_long_one_more() {
        let (pdf, pages) = render(&letter("Dear Joe,\n\n* one\n* two")).unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(pages, 1);
        assert!(check_ready(&pdf).is_ok());
        let long =
            "These are words that fill a line of a letter from its one end to the other.\n\n".repeat(60);
        assert_eq!(render(&letter(&long)).unwrap().1, 3);
        assert_eq!(render(&letter("one\n---\ntwo")).unwrap().1, 2);
    }

    #[test]
    fn a_word_wider_than_the_page_and_strange_letters_do_no_harm() {
        let (_, pages) = render(&letter(&"x".repeat(5_000))).unwrap();
        assert!((1..=3).contains(&pages), "{pages}");
        assert_eq!(render(&letter("漢字 😀 \u{202e}")).unwrap().1, 1);
        assert_eq!(render(&letter("")).unwrap().1, 1);
    }

    #[test]
    fn what_is_no_pdf_is_not_printed() {
        assert!(check_ready(b"hello").is_err());
        assert!(check_ready(b"%PDF-1.7 /Encrypt %%EOF").is_err());
    }

    #[test]
    fn a_sample_has_a_whole_address() {
        assert!(sample("Acme Housing", 0, "For ((name))", "Dear ((name))").unwrap().starts_with(b"%PDF-"));
    }
}
