//! Renders the formatting of e-mails and letters as HTML, with URLs as links.

use std::fmt::Write;

use wire::sender::markup::{Block, blocks, plain};

use web::html::escape;

/// Inline text as HTML, with its URLs as links.
fn inline(html: &mut String, text: &str) {
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
}

fn element(html: &mut String, tag: &str, text: &str) {
    let _ = write!(html, "<{tag}>");
    inline(html, text);
    let _ = write!(html, "</{tag}>");
}

fn list(html: &mut String, tag: &str, items: &[&str]) {
    let _ = write!(html, "<{tag}>");
    items.iter().for_each(|item| element(html, "li", item));
    let _ = write!(html, "</{tag}>");
}

/// The text of an e-mail as an HTML page.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    html.push_str("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>");
    for block in blocks(text) {
        match block {
            Block::Heading(words) => element(&mut html, "h2", words),
            Block::Paragraph(lines) => {
                html.push_str("<p>");
                for (number, line) in lines.iter().enumerate() {
                    html.push_str(if number == 0 { "" } else { "<br>" });
                    inline(&mut html, line);
                }
                html.push_str("</p>");
            }
            Block::Bullets(items) => list(&mut html, "ul", &items),
            Block::Numbers(items) => list(&mut html, "ol", &items),
            Block::Inset(words) => element(&mut html, "blockquote", words),
            Block::Rule => html.push_str("<hr>"),
        }
    }
    html.push_str("</body></html>");
    html
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
