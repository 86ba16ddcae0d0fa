//! The formatting of e-mails and letters: headings, lists, indented text and rules.

use std::str::Lines;

/// One block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// `# Words`, or `## Words`.
    Heading(&'a str),
    /// Consecutive lines of text.
    Paragraph(Vec<&'a str>),
    /// `* words` or `- words`, one per line.
    Bullets(Vec<&'a str>),
    /// `1. words`, one per line.
    Numbers(Vec<&'a str>),
    /// `^ words`, indented.
    Inset(&'a str),
    /// `---`: a rule in an e-mail, a new page in a letter.
    Rule,
}

/// An iterator over the blocks of a text.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    lines: Lines<'a>,
    next: Option<Block<'a>>,
}

/// Splits a text into its blocks.
pub fn blocks(text: &str) -> Blocks<'_> {
    Blocks { lines: text.lines(), next: None }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let mut block = self.next.take();
        // A blank line ends a paragraph, but not a list.
        let mut is_open = true;
        for line in self.lines.by_ref() {
            let line = line.trim();
            if line.is_empty() {
                is_open = false;
                continue;
            }
            match (read(line), &mut block) {
                (found, None) => block = Some(found),
                (Block::Bullets(mut new), Some(Block::Bullets(items)))
                | (Block::Numbers(mut new), Some(Block::Numbers(items))) => items.append(&mut new),
                (Block::Paragraph(mut new), Some(Block::Paragraph(lines))) if is_open => {
                    lines.append(&mut new);
                }
                (found, Some(_)) => {
                    self.next = Some(found);
                    break;
                }
            }
            is_open = true;
        }
        block
    }
}

fn read(line: &str) -> Block<'_> {
    let after = |mark: &str| line.strip_prefix(mark).map(str::trim);
    if line.len() >= 3 && line.bytes().all(|b| b == b'-')
        || line.len() >= 3 && line.bytes().all(|b| b == b'*')
    {
        return Block::Rule;
    }
    if let Some(words) = after("# ").or_else(|| after("## ")) {
        return Block::Heading(words);
    }
    if let Some(words) = after("* ").or_else(|| after("- ")).or_else(|| after("• ")) {
        return Block::Bullets(vec![words]);
    }
    if let Some(words) = after("^") {
        return Block::Inset(words);
    }
    if let Some((number, words)) = line.split_once(". ")
        && !number.is_empty()
        && number.len() < 3
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return Block::Numbers(vec![words.trim()]);
    }
    Block::Paragraph(vec![line])
}

/// Removes backslash escapes.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters.peek().copied().filter(|next| letter == '\\' && next.is_ascii_punctuation());
        plain.push(escaped.unwrap_or(letter));
        if escaped.is_some() {
            letters.next();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_makes_its_piece() {
        let text = "# Your visit\nDear Rose,\nwe come.\n\n* a\n* b\n1. x\n2. y\n^ Note\n---\nBye";
        assert_eq!(
            blocks(text).collect::<Vec<_>>(),
            [
                Block::Heading("Your visit"),
                Block::Paragraph(vec!["Dear Rose,", "we come."]),
                Block::Bullets(vec!["a", "b"]),
                Block::Numbers(vec!["x", "y"]),
                Block::Inset("Note"),
                Block::Rule,
                Block::Paragraph(vec!["Bye"]),
            ]
        );
    }

    #[test]
    fn a_blank_line_ends_a_paragraph_and_no_list() {
        assert_eq!(
            blocks("a\n\nb\n\n* c\n\n* d\n").collect::<Vec<_>>(),
            [Block::Paragraph(vec!["a"]), Block::Paragraph(vec!["b"]), Block::Bullets(vec!["c", "d"]),]
        );
    }
}
