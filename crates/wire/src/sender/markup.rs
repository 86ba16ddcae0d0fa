//! The little formatting that e-mails and letters know: headings, lists, indented words and lines.

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `# Words`, or `## Words`.
    Heading(String),
    /// Lines that belong together.
    Paragraph(Vec<String>),
    /// `* words` or `- words`, one a line.
    Bullets(Vec<String>),
    /// `1. words`, one a line.
    Numbers(Vec<String>),
    /// `^ words`, set in.
    Inset(String),
    /// `---`: a line across an e-mail, a new page of a letter.
    Rule,
}

/// Reads a text into its pieces.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let line = line.trim_end();
        let bare = line.trim_start();
        if bare.is_empty() {
            goes_on = false;
            continue;
        }
        let found = read(bare);
        match (found, blocks.last_mut()) {
            (Block::Bullets(mut new), Some(Block::Bullets(items)))
            | (Block::Numbers(mut new), Some(Block::Numbers(items))) => items.append(&mut new),
            (Block::Paragraph(mut new), Some(Block::Paragraph(lines))) if goes_on => lines.append(&mut new),
            (found, _) => blocks.push(found),
        }
        goes_on = true;
    }
    blocks
}

fn read(line: &str) -> Block {
    let after = |mark: &str| line.strip_prefix(mark).map(|rest| rest.trim().to_owned());
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
        return Block::Numbers(vec![words.trim().to_owned()]);
    }
    Block::Paragraph(vec![line.trim().to_owned()])
}

/// Takes back what was escaped with a backslash.
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
        let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            blocks(text),
            [
                Block::Heading("Your visit".into()),
                Block::Paragraph(strings(&["Dear Rose,", "we come."])),
                Block::Bullets(strings(&["a", "b"])),
                Block::Numbers(strings(&["x", "y"])),
                Block::Inset("Note".into()),
                Block::Rule,
                Block::Paragraph(strings(&["Bye"])),
            ]
        );
    }
}
