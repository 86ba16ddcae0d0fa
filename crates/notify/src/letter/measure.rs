//! The font of letters, and the width of text in it.

use std::sync::LazyLock;

use krilla::text::Font;
use ttf_parser::Face as Metrics;

/// Liberation Sans, which resembles common office fonts; its licence is in the same folder.
static REGULAR: &[u8] = include_bytes!("../../fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/LiberationSans-Bold.ttf");

static METRICS: LazyLock<[Metrics<'static>; 2]> = LazyLock::new(|| {
    [REGULAR, BOLD].map(|bytes| Metrics::parse(bytes, 0).expect("BUG: the embedded font can be read"))
});

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

impl Face {
    /// The font for the PDF, which embeds only the glyphs that it uses.
    pub(super) fn font(self) -> Font {
        let bytes = if self == Self::Regular { REGULAR } else { BOLD };
        Font::new(bytes.to_vec().into(), 0).expect("BUG: the embedded font can be read")
    }

    /// The advance width of a character at this size, in points.
    fn advance(self, letter: char, size: f32) -> f32 {
        let metrics = &METRICS[self as usize];
        let glyph = metrics.glyph_index(letter).unwrap_or(ttf_parser::GlyphId(0));
        let units = f32::from(metrics.glyph_hor_advance(glyph).unwrap_or_default());
        units / f32::from(metrics.units_per_em()) * size
    }

    /// The width of the text at this size in points; `None` if it exceeds the limit, where measuring stops.
    fn width_within(self, words: &str, size: f32, most: f32) -> Option<f32> {
        words.chars().try_fold(0.0, |used, letter| {
            let used = used + self.advance(letter, size);
            (used <= most).then_some(used)
        })
    }

    /// Breaks the text into lines of at most this width. Text is measured only as far as lines are consumed.
    pub(super) fn lines(self, words: &str, size: f32, width: f32) -> impl Iterator<Item = String> {
        let blank = self.advance(' ', size);
        let mut words = words.split_whitespace();
        let mut rest = Some(words.next().unwrap_or_default());
        std::iter::from_fn(move || {
            let (mut line, mut used) = (String::new(), 0.0);
            while let Some(word) = rest {
                let gap = if line.is_empty() { 0.0 } else { blank };
                if let Some(taken) = self.width_within(word, size, width - used - gap) {
                    line.push_str(if line.is_empty() { "" } else { " " });
                    line.push_str(word);
                    used += gap + taken;
                    rest = words.next();
                    if rest.is_none() {
                        return Some(line);
                    }
                } else if line.is_empty() {
                    let (start, end) = word.split_at(self.fitting(word, size, width));
                    rest = Some(end);
                    return Some(start.to_owned());
                } else {
                    return Some(line);
                }
            }
            None
        })
    }

    /// How many bytes of a word that is wider than a line fit into one line; at least its first character.
    fn fitting(self, word: &str, size: f32, width: f32) -> usize {
        let mut used = 0.0;
        let too_far = word.char_indices().skip_while(|(at, letter)| {
            used += self.advance(*letter, size);
            used <= width || *at == 0
        });
        too_far.map(|(at, _)| at).next().unwrap_or(word.len())
    }
}

/// Whether both faces have a glyph for this character.
#[cfg(test)]
pub(super) fn has_glyph(letter: char) -> bool {
    METRICS.iter().all(|metrics| metrics.glyph_index(letter).is_some())
}
