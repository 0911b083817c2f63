//! Rewrites what plotters wrote: pixels, CSS variables, the page's own font, title and description.

use std::fmt::Write as _;

use super::charts::ChartError;
use super::svg::FINENESS;
use super::theme::{Role, Theme};

/// plotters divides font sizes by this before it writes them.
const PLOTTERS_FONT_SCALE: f64 = 1.24;
/// Dashes in the order of `Dash`; solid lines have none.
const DASHES: [&str; 4] = ["", "8 3", "9 3 2 3", "2 4"];

/// What the drawing says to a reader who does not see it.
pub(super) struct Element<'a> {
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

/// The finished element: viewBox instead of fixed size, title first, no prolog.
pub(super) fn finish(
    drawn: &str,
    (width, height): (f64, f64),
    element: &Element<'_>,
    theme: &Theme,
) -> Result<String, ChartError> {
    let body = drawn
        .split_once(">\n")
        .and_then(|(_, rest)| rest.trim_end().strip_suffix("</svg>"))
        .ok_or_else(|| ChartError::Backend("no svg element was drawn".to_owned()))?;
    let mut svg = format!(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"100%\" overflow=\"visible\" role=\"img\" direction=\"ltr\">\n<title>{}</title>\n",
        escape(element.title)
    );
    if !element.description.is_empty() {
        let _ = writeln!(svg, "<desc>{}</desc>", escape(element.description));
    }
    rewrite_body(body, theme, &mut svg)?;
    svg.push_str("</svg>");
    Ok(svg)
}

/// Text as it stands in an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Control characters are no XML, and no reader misses them.
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// plotters escapes `<` and `>` in texts and values, so a tag reaches from one to the next.
fn rewrite_body(body: &str, theme: &Theme, svg: &mut String) -> Result<(), ChartError> {
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        // The text of plotters is escaped already; only its line breaks go, and control characters.
        svg.extend(text.trim().chars().filter(|character| !character.is_control()));
        let end = tag.find('>').ok_or_else(|| ChartError::Backend("an open tag".to_owned()))?;
        rewrite_tag(&tag[1..end], theme, svg)?;
        rest = &tag[end + 1..];
    }
    Ok(())
}

fn rewrite_tag(tag: &str, theme: &Theme, svg: &mut String) -> Result<(), ChartError> {
    if tag.starts_with('/') {
        let _ = writeln!(svg, "<{tag}>");
        return Ok(());
    }
    let is_closed = tag.ends_with('/');
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let _ = write!(svg, "<{name}");
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after
            .split_once('"')
            .ok_or_else(|| ChartError::Backend("an open attribute".to_owned()))?;
        if let Some(attribute) = attribute(key.trim(), value, theme)? {
            let _ = write!(svg, " {attribute}");
        }
        rest = after;
    }
    svg.push_str(if is_closed { "/>\n" } else { ">" });
    Ok(())
}

/// The attribute as it should be, or nothing when the page decides.
fn attribute(key: &str, value: &str, theme: &Theme) -> Result<Option<String>, ChartError> {
    let text = match (key, value) {
        ("font-family" | "dy" | "opacity", _) | ("stroke", "none") | ("text-anchor", "start") => {
            return Ok(None);
        }
        ("stroke-width", "0") => return Ok(None),
        ("fill", "none") => "fill=\"none\"".to_owned(),
        ("fill" | "stroke", colour) => paint(key, colour, theme)?,
        ("font-weight", _) => "font-weight=\"600\"".to_owned(),
        ("font-size", size) => format!("{key}=\"{}\"", pixels(size, PLOTTERS_FONT_SCALE)?),
        ("points", points) => {
            let points: Result<Vec<String>, ChartError> =
                points.split_whitespace().map(pair).collect();
            format!("points=\"{}\"", points?.join(" "))
        }
        ("text-anchor", anchor) => format!("{key}=\"{anchor}\""),
        _ => format!("{key}=\"{}\"", pixels(value, 1.0)?),
    };
    Ok(Some(text))
}

fn pair(point: &str) -> Result<String, ChartError> {
    let (x, y) = point.split_once(',').ok_or(ChartError::NotFinite)?;
    Ok(format!("{},{}", pixels(x, 1.0)?, pixels(y, 1.0)?))
}

fn pixels(value: &str, factor: f64) -> Result<String, ChartError> {
    let value: f64 = value.parse().map_err(|_| ChartError::NotFinite)?;
    // Rounded to the tenth first: `13.000000000000002` is 13.
    Ok(((value * factor).round() / FINENESS).to_string())
}

fn paint(key: &str, token: &str, theme: &Theme) -> Result<String, ChartError> {
    let unknown = || ChartError::Backend(format!("an unknown colour {token}"));
    let part = |from: usize| {
        let digits = token.get(from..from + 2).ok_or_else(unknown)?;
        usize::from_str_radix(digits, 16).map_err(|_| unknown())
    };
    let (dash, role) = (part(3)?, part(5)?);
    let role = *Role::all().get(role).ok_or_else(unknown)?;
    let mut text = format!("{key}=\"{}\"", theme.paint(role));
    let dash = DASHES.get(dash).ok_or_else(unknown)?;
    if key == "fill" && !dash.is_empty() {
        let card = theme.paint(Role::Card);
        let _ = write!(text, " stroke=\"{card}\" stroke-width=\"3\" paint-order=\"stroke\"");
    } else if !dash.is_empty() {
        let _ = write!(text, " stroke-dasharray=\"{dash}\"");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_roles_and_dashes_come_back() {
        let theme = Theme::default();
        let said = |key, value| attribute(key, value, &theme);
        assert_eq!(said("x", "1305"), Ok(Some("x=\"130.5\"".into())));
        assert_eq!(said("points", "10,20 35,40 "), Ok(Some("points=\"1,2 3.5,4\"".into())));
        let dotted = "stroke=\"var(--ink, #1b2430)\" stroke-dasharray=\"2 4\"";
        assert_eq!(said("stroke", "#000300"), Ok(Some(dotted.into())));
        assert_eq!(said("font-family", "sans-serif"), Ok(None));
        assert!(said("fill", "#FFFFFF").is_err());
    }

    #[test]
    fn what_has_a_meaning_in_markup_is_escaped() {
        assert_eq!(escape("<a> & \"b\"\u{1}"), "&lt;a&gt; &amp; &quot;b&quot; ");
    }
}
