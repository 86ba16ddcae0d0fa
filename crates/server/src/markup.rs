//! The formatting of e-mails and letters as HTML, with addresses as links.

use std::fmt::Write;

use wire::sender::markup::{Block, blocks, plain};

use crate::server_page::escape;

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
    fn html_holds_no_more_than_was_written() {
        let html = html("<b>Hi</b> see https://x.example/?a=1&b=2. \\*not bold\\*");
        assert!(html.contains("&lt;b&gt;Hi&lt;/b&gt;"), "{html}");
        assert!(html.contains("<a href=\"https://x.example/?a=1&amp;b=2\">"), "{html}");
        assert!(html.contains("*not bold*"), "{html}");
    }
}
