//! Lays out lines on A4 pages. All measures are in points, from the top left of the page.

use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::TextDirection;

use super::measure::Face;

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;
const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
const MARGIN: f32 = 20.0 * MM;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// The lowest position of a line.
const BOTTOM: f32 = PAGE.1 - 25.0 * MM;
/// The visible area of a DL or C5 window envelope begins here: 24.6 mm from the left, 39.5 mm from the top, 27 mm high.
const WINDOW: (f32, f32) = (24.6 * MM, 39.5 * MM);
/// The text begins below the window and the date.
const BODY_TOP: f32 = 98.0 * MM;

const BODY: f32 = 11.0;
const LEADING: f32 = 14.5;
const HEADING: f32 = 14.0;
const ADDRESS: f32 = 10.0;
const ADDRESS_LEADING: f32 = 11.0;
const GAP: f32 = 8.0;
/// The contact block is to the right of the window.
const CONTACT_LEFT: f32 = 132.0 * MM;
const CONTACT: f32 = 8.5;
const CONTACT_LEADING: f32 = 10.5;
/// The lines that fit above the text.
const CONTACT_LINES: usize = 20;
/// The sender's name ends before the contact block.
const FROM_WIDTH: f32 = CONTACT_LEFT - MARGIN - 4.0 * MM;
const INDENT: f32 = 6.0 * MM;

/// The offset of this line below the first one.
fn below(number: usize, leading: f32) -> f32 {
    // The number of lines on a page is small, so this never saturates.
    f32::from(u16::try_from(number).unwrap_or(u16::MAX)) * leading
}

struct Line {
    at: (f32, f32),
    words: String,
    size: f32,
    face: Face,
}

/// The pages of a letter during layout.
pub(super) struct Setter {
    pages: Vec<Vec<Line>>,
    y: f32,
    pages_most: usize,
}

impl Setter {
    pub(super) fn new(pages_most: usize) -> Self {
        Self { pages: vec![Vec::new()], y: BODY_TOP, pages_most }
    }

    /// Whether the letter exceeds its page limit; nothing is added after that.
    pub(super) fn is_full(&self) -> bool {
        self.pages.len() > self.pages_most
    }

    fn put(&mut self, at: (f32, f32), words: impl Into<String>, size: f32, face: Face) {
        let line = Line { at, words: words.into(), size, face };
        self.pages.last_mut().expect("BUG: a letter has a page").push(line);
    }

    /// The sender and the return address, the address in the window, and the date.
    pub(super) fn first_page(&mut self, from: &str, contact: &str, address: &[String], date: &str) {
        for (number, line) in Face::Bold.lines(from, HEADING, FROM_WIDTH).take(2).enumerate() {
            self.put((MARGIN, MARGIN + 8.0 + below(number, HEADING + 2.0)), line, HEADING, Face::Bold);
        }
        let contact = contact
            .lines()
            .flat_map(|line| Face::Regular.lines(line, CONTACT, PAGE.0 - MARGIN - CONTACT_LEFT));
        for (number, line) in contact.take(CONTACT_LINES).enumerate() {
            let y = MARGIN + CONTACT + below(number, CONTACT_LEADING);
            self.put((CONTACT_LEFT, y), line, CONTACT, Face::Regular);
        }
        for (number, line) in address.iter().enumerate() {
            let y = WINDOW.1 + ADDRESS + below(number, ADDRESS_LEADING);
            self.put((WINDOW.0, y), line.as_str(), ADDRESS, Face::Regular);
        }
        self.put((MARGIN, BODY_TOP - 2.0 * LEADING), date, BODY, Face::Regular);
    }

    pub(super) fn new_page(&mut self) {
        if self.is_full() {
            return;
        }
        self.pages.push(Vec::new());
        self.y = MARGIN + BODY;
    }

    /// Reserves one line and returns its position.
    fn line(&mut self, leading: f32) -> f32 {
        if self.y > BOTTOM {
            self.new_page();
        }
        let y = self.y;
        self.y += leading;
        y
    }

    /// A bold heading with space around it; it is never the last line of a page.
    pub(super) fn heading(&mut self, words: &str) {
        if self.y > BOTTOM - 3.0 * LEADING {
            self.new_page();
        }
        for line in Face::Bold.lines(words, HEADING, WIDTH) {
            if self.is_full() {
                return;
            }
            let y = self.line(LEADING + 2.0);
            self.put((MARGIN, y), line, HEADING, Face::Bold);
        }
        self.gap();
    }

    /// A paragraph broken into lines; with a list mark, its lines are indented behind the mark.
    pub(super) fn words(&mut self, words: &str, mark: &str, face: Face) {
        let indent = if mark.is_empty() { 0.0 } else { INDENT };
        for (number, line) in face.lines(words, BODY, WIDTH - indent).enumerate() {
            if self.is_full() {
                return;
            }
            let y = self.line(LEADING);
            if number == 0 && !mark.trim().is_empty() {
                self.put((MARGIN + 2.0, y), mark, BODY, face);
            }
            self.put((MARGIN + indent, y), line, BODY, face);
        }
    }

    /// The space below a paragraph.
    pub(super) fn gap(&mut self) {
        self.y += GAP;
    }

    /// Renders the PDF.
    pub(super) fn finish(self, title: &str) -> Result<(Vec<u8>, usize), String> {
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(title.to_owned()).language("en-GB".to_owned()));
        let (regular, bold) = (Face::Regular.font(), Face::Bold.font());
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("a page of A4 has no size")?;
        let count = self.pages.len();
        for (number, lines) in self.pages.into_iter().enumerate() {
            let mut page = document.start_page_with(settings.clone());
            let mut surface = page.surface();
            let foot = (count > 1).then(|| Line {
                at: (MARGIN, PAGE.1 - 12.0 * MM),
                words: format!("Page {} of {count}", number + 1),
                size: ADDRESS,
                face: Face::Regular,
            });
            for line in lines.into_iter().chain(foot).filter(|line| !line.words.is_empty()) {
                let font = if line.face == Face::Regular { &regular } else { &bold };
                let at = Point::from_xy(line.at.0, line.at.1);
                surface.draw_text(at, font.clone(), line.size, &line.words, false, TextDirection::Auto);
            }
            surface.finish();
            page.finish();
        }
        let pdf = document.finish().map_err(|error| format!("{error:?}"))?;
        Ok((pdf, count))
    }
}
