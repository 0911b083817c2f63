//! A logo: a small picture that only shows.
//!
//! It stands in the page as an image of its own, where no browser runs a script or fetches anything for it; a drawing that asks
//! for that is refused all the same, because the page is passed on.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Most bytes: it stands in every page.
const MOST_BYTES: usize = 200_000;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What a drawing may not hold, in lower case.
const FORBIDDEN: [&str; 8] = [
    "<script",
    "<foreignobject",
    "<iframe",
    "<!entity",
    "javascript:",
    "@import",
    "url(h",
    "<image",
];

/// The address that holds the picture.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<String, String> {
    let refused = |why: String| Err(format!("error: theme/{name}: {why}"));
    if bytes.len() > MOST_BYTES {
        return refused(format!("has {} bytes, allowed are {MOST_BYTES}", bytes.len()));
    }
    let kind = if name == "logo.png" {
        if !bytes.starts_with(PNG) {
            return refused("is not a PNG picture".to_owned());
        }
        "image/png"
    } else {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return refused("is not UTF-8".to_owned());
        };
        let lower = text.to_lowercase();
        if !lower.contains("<svg") {
            return refused("is not an SVG drawing".to_owned());
        }
        let forbidden = FORBIDDEN.iter().find(|part| lower.contains(**part)).copied();
        if let Some(part) = forbidden.or_else(|| asks(&lower)) {
            return refused(format!(
                "holds `{part}`; a logo may only show\nhint: export it as a plain SVG, or as PNG"
            ));
        }
        "image/svg+xml"
    };
    Ok(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

/// Attributes that act or fetch: `onload=`, an address that is not within the drawing.
fn asks(lower: &str) -> Option<&'static str> {
    let acts = lower.split(|letter: char| letter.is_whitespace() || "\"'/".contains(letter));
    for word in acts {
        let is_handler =
            word.split_once('=').is_some_and(|(name, _)| name.starts_with("on") && name.len() > 3);
        if is_handler {
            return Some("an event");
        }
    }
    let outside = |rest: &str| !rest.trim_start_matches([' ', '=', '"', '\'']).starts_with('#');
    lower.split("href").skip(1).any(outside).then_some("an address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_drawing_and_a_picture_are_taken() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\" fill=\"url(#g)\"/></svg>";
        assert!(read("logo.svg", svg).unwrap().starts_with("data:image/svg+xml;base64,"));
        assert!(read("logo.png", b"\x89PNG\r\n\x1a\nrest").unwrap().starts_with("data:image/png"));
    }

    #[test]
    fn a_drawing_that_does_more_than_show_is_refused() {
        for part in [
            "<script>alert(1)</script>",
            "<g onload=\"x()\"/>",
            "<a href=\"https://example.org\"/>",
            "<image href=\"x.png\"/>",
            "<style>@import 'x'</style>",
            "<foreignObject/>",
        ] {
            let error = read("logo.svg", format!("<svg>{part}</svg>").as_bytes()).unwrap_err();
            assert!(error.contains("a logo may only show"), "{part}: {error}");
        }
        assert!(read("logo.png", b"GIF89a").unwrap_err().contains("not a PNG"));
        assert!(read("logo.svg", &vec![b' '; 200_001]).unwrap_err().contains("200001 bytes"));
    }
}
