//! The code as a QR code: it opens the page where codes are entered, with this code filled in. It is rendered on the server,
//! because the code to render it would double the app's size on the television.

use std::fmt::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use qrcode::{Color, EcLevel, QrCode};

use web::error::Error;

/// The page where a resident enters the code.
const PAGE: &str = "/televisions";

/// The white margin in modules that the QR standard requires.
const QUIET: usize = 4;

/// The URL in the QR code. The part after `#` is neither sent to a server nor logged.
pub fn link(root: &str, code: &str) -> String {
    format!("{root}{PAGE}#code={code}")
}

/// The QR code of a text, as a data URL for `<img>`.
pub fn picture(text: &str) -> Result<String, Error> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let svg = svg(code.width(), &code.to_colors());
    Ok(format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg)))
}

/// Dark on light in every theme, because cameras cannot read the inverse.
fn svg(width: usize, modules: &[Color]) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length;
        }
    }
    let side = width + 2 * QUIET;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_are_drawn_as_runs_with_a_white_edge() {
        let (dark, light) = (Color::Dark, Color::Light);
        let drawn = svg(3, &[dark, dark, light, light, light, light, dark, light, dark]);
        assert!(drawn.contains("viewBox=\"0 0 11 11\""), "{drawn}");
        assert!(drawn.contains("d=\"M4 4h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z\""), "{drawn}");
    }

    #[test]
    fn the_link_keeps_the_code_to_the_browser() {
        assert_eq!(
            link("https://alarm.example", "K7Q-M4R"),
            "https://alarm.example/televisions#code=K7Q-M4R"
        );
        assert!(picture("https://alarm.example/televisions#code=K7Q-M4R").unwrap().len() < 8192);
    }
}
