//! The little formatting that e-mails and letters know: headings, lists, indented words, lines; and links.

use std::fmt::Write;

use crate::server_page::escape;

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

/// Words as HTML, their addresses as links.
fn inline(text: &str) -> String {
    let mut html = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let rest = &word[bare.len()..];
        let address = bare.trim_end_matches(['.', ',', ')', ';', '!', '?']);
        if address.starts_with("https://") || address.starts_with("http://") {
            let (shown, tail) = (escape(address), escape(&bare[address.len()..]));
            let _ = write!(html, "<a href=\"{shown}\">{shown}</a>{tail}{rest}");
        } else {
            html.push_str(&escape(&plain(bare)));
            html.push_str(rest);
        }
    }
    html
}

/// An e-mail's text as one page of HTML.
pub fn html(text: &str) -> String {
    let mut body = String::new();
    for block in blocks(text) {
        let list = |tag: &str, items: &[String]| {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", inline(item))).collect();
            format!("<{tag}>{items}</{tag}>")
        };
        body.push_str(&match &block {
            Block::Heading(words) => format!("<h2>{}</h2>", inline(words)),
            Block::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| inline(line)).collect();
                format!("<p>{}</p>", lines.join("<br>"))
            }
            Block::Bullets(items) => list("ul", items),
            Block::Numbers(items) => list("ol", items),
            Block::Inset(words) => format!("<blockquote>{}</blockquote>", inline(words)),
            Block::Rule => "<hr>".to_owned(),
        });
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>{body}</body></html>"
    )
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

    #[test]
    fn html_holds_no_more_than_was_written() {
        let html = html("<b>Hi</b> see https://x.example/?a=1&b=2. \\*not bold\\*");
        assert!(html.contains("&lt;b&gt;Hi&lt;/b&gt;"), "{html}");
        assert!(html.contains("<a href=\"https://x.example/?a=1&amp;b=2\">"), "{html}");
        assert!(html.contains("*not bold*"), "{html}");
    }
}
