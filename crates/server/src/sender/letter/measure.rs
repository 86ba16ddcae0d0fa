//! The font of letters, and how wide words are in it.

use std::sync::LazyLock;

use krilla::text::Font;
use ttf_parser::Face as Metrics;

/// Liberation Sans, which looks like what offices print with; its licence stands beside it.
static REGULAR: &[u8] = include_bytes!("../../../fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../fonts/LiberationSans-Bold.ttf");

static METRICS: LazyLock<[Metrics<'static>; 2]> = LazyLock::new(|| {
    [REGULAR, BOLD].map(|bytes| Metrics::parse(bytes, 0).expect("BUG: the embedded font can be read"))
});

/// Which of the two faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

impl Face {
    /// For the PDF, which embeds only the letters that it shows.
    pub(super) fn font(self) -> Font {
        let bytes = if self == Self::Regular { REGULAR } else { BOLD };
        Font::new(bytes.to_vec().into(), 0).expect("BUG: the embedded font can be read")
    }

    /// The width of words at this size, in points.
    pub(super) fn width(self, words: &str, size: f32) -> f32 {
        let metrics = &METRICS[self as usize];
        let em = f32::from(metrics.units_per_em());
        let advance = |letter: char| {
            let glyph = metrics.glyph_index(letter).unwrap_or(ttf_parser::GlyphId(0));
            f32::from(metrics.glyph_hor_advance(glyph).unwrap_or_default())
        };
        words.chars().map(advance).sum::<f32>() / em * size
    }

    /// The words in lines that are no wider than this.
    pub(super) fn lines(self, words: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in words.split_whitespace() {
            let line = lines.last_mut().expect("BUG: there is always a line");
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= width {
                *line = longer;
            } else {
                self.break_word(&mut lines, word, size, width);
            }
        }
        lines
    }

    /// Puts a word on a new line, and breaks it where it is wider than one.
    fn break_word(self, lines: &mut Vec<String>, word: &str, size: f32, width: f32) {
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        for letter in word.chars() {
            let line = lines.last_mut().expect("BUG: there is always a line");
            line.push(letter);
            if self.width(line, size) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(letter.to_string());
            }
        }
    }
}
