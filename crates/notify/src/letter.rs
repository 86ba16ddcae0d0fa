//! Renders letters as PDF: A4, the address positioned for a window envelope, with as many pages as needed.

mod measure;
mod set;

use wire::sender::address::LINES_MOST;
use wire::sender::markup::{Block, blocks, plain};
use wire::sender::typeface;
use wire::sender::typeface::printed;

use measure::Face;
use set::Setter;
use web::dates;

/// The most pages that fit into one envelope.
pub(super) const PAGES_MOST: usize = 10;

/// The content of a letter.
pub struct Letter<'a> {
    /// The name of the sender.
    pub from: &'a str,
    /// The return address and telephone number, line by line; printed beside the recipient's address.
    pub contact: &'a str,
    /// The recipient's address, line by line.
    pub address: Vec<&'a str>,
    /// The date in words.
    pub date: String,
    pub subject: &'a str,
    pub body: &'a str,
}

/// Why a letter cannot be rendered.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// It has more pages than fit into an envelope.
    TooManyPages,
    /// It contains these characters, which the font lacks.
    Unprintable(String),
    /// The PDF could not be rendered.
    Broken(String),
}

/// Returns the PDF and its number of pages. Rendering stops at the first page above the limit.
pub fn render(letter: &Letter<'_>) -> Result<(Vec<u8>, usize), Failure> {
    let texts = [letter.from, letter.contact, &letter.address.join("\n"), letter.subject, letter.body];
    if let Some(problem) = typeface::problem(&texts) {
        return Err(Failure::Unprintable(problem));
    }
    let address: Vec<String> = letter.address.iter().map(|line| printed(line)).collect();
    let mut page = Setter::new(PAGES_MOST);
    page.first_page(&printed(letter.from), &printed(letter.contact), &address, &letter.date);
    page.heading(&plain(&printed(letter.subject)));
    for block in blocks(&printed(letter.body)) {
        set(&mut page, &block);
        if page.is_full() {
            return Err(Failure::TooManyPages);
        }
    }
    page.finish(letter.subject).map_err(Failure::Broken)
}

fn set(page: &mut Setter, block: &Block<'_>) {
    match block {
        Block::Heading(words) => page.heading(&plain(words)),
        Block::Paragraph(lines) => {
            lines.iter().for_each(|line| page.words(&plain(line), "", Face::Regular));
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
            page.words(&plain(words), " ", Face::Regular);
            page.gap();
        }
        Block::Rule => page.new_page(),
    }
}

/// A sample of a template's letter, with the names of the placeholders in place of the values.
pub fn sample(from: &str, contact: &str, millis: i64, subject: &str, body: &str) -> Result<Vec<u8>, Failure> {
    let address = (1..=LINES_MOST).map(|line| format!("((address line {line}))")).collect::<Vec<_>>();
    let address = address.iter().map(String::as_str).collect();
    render(&Letter { from, contact, address, date: dates::day(millis), subject, body }).map(|(pdf, _)| pdf)
}

/// Checks whether a ready PDF can be printed; the error gives the reason.
pub fn check_ready(pdf: &[u8]) -> Result<(), &'static str> {
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
            contact: "1 Office Road\nLondon\nE1 8QS",
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
    fn a_word_wider_than_the_page_and_an_empty_letter_do_no_harm() {
        let (_, pages) = render(&letter(&"x".repeat(5_000))).unwrap();
        assert!((1..=3).contains(&pages), "{pages}");
        assert_eq!(render(&letter("")).unwrap().1, 1);
    }

    #[test]
    fn a_letter_stops_at_the_first_page_too_many_however_long_it_is() {
        let start = std::time::Instant::now();
        for body in [
            "word ".repeat(100_000),
            "---\n".repeat(100_000),
            "a\n\n".repeat(100_000),
            "* a\n".repeat(100_000),
            "# a\n".repeat(100_000),
            "x".repeat(500_000),
        ] {
            assert_eq!(render(&letter(&body)).unwrap_err(), Failure::TooManyPages);
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn what_the_typeface_lacks_is_refused_by_name_and_what_it_has_is_drawn() {
        for body in ["مرحبا", "漢字", "हिन्दी", "Dear Rose 😀", &format!("e{}", "\u{301}".repeat(25_000))]
        {
            assert!(matches!(render(&letter(body)), Err(Failure::Unprintable(_))), "{body:.20}");
        }
        let Err(Failure::Unprintable(problem)) = render(&letter("Dear 漢")) else { panic!("drawn") };
        assert!(problem.contains("漢"), "{problem}");
        assert_eq!(render(&letter("Jose\u{301}, Nguyễn, Владимир, \u{200b}\u{202e}ŵyn")).unwrap().1, 1);
    }

    #[test]
    fn the_runs_of_the_typeface_are_those_of_its_file() {
        for c in (0x20..=0x1ffff).filter_map(char::from_u32).filter(|c| !c.is_whitespace()) {
            if typeface::is_printable(c) {
                assert!(measure::has_glyph(c), "U+{:04X} has no glyph", u32::from(c));
            }
        }
    }

    #[test]
    fn what_is_no_pdf_is_not_printed() {
        assert!(check_ready(b"hello").is_err());
        assert!(check_ready(b"%PDF-1.7 /Encrypt %%EOF").is_err());
    }

    #[test]
    fn a_sample_has_a_whole_address() {
        assert!(
            sample("Acme Housing", "", 0, "For ((name))", "Dear ((name))").unwrap().starts_with(b"%PDF-")
        );
    }
}
