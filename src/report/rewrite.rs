//! Rewrites what plotters wrote: pixels, CSS variables, the page's own font, title and description; and makes it small.

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
         width=\"100%\" overflow=\"visible\" role=\"img\" direction=\"ltr\"><title>{}</title>",
        escape(element.title)
    );
    if !element.description.is_empty() {
        let _ = write!(svg, "<desc>{}</desc>", escape(element.description));
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
    let mut open = Open::default();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        // The text of plotters is escaped already; only its line breaks go, and control characters.
        svg.extend(text.trim().chars().filter(|character| !character.is_control()));
        let end = tag.find('>').ok_or_else(|| ChartError::Backend("an open tag".to_owned()))?;
        open.rewrite(&tag[1..end], theme, svg)?;
        rest = &tag[end + 1..];
    }
    open.close(svg);
    Ok(())
}

/// Neighbours that look alike share one element: lines and areas one path, texts one group.
#[derive(Debug, Default)]
struct Open {
    /// Attributes and data of the path that may go on.
    path: Option<(String, String)>,
    /// Attributes of the group of texts that may go on.
    texts: Option<String>,
}

impl Open {
    fn rewrite(&mut self, tag: &str, theme: &Theme, svg: &mut String) -> Result<(), ChartError> {
        if tag.starts_with('/') {
            svg.push_str("</text>");
            return Ok(());
        }
        let tag = tag.trim_end_matches('/');
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let values = attributes(rest)?;
        let mut look = String::new();
        let mut places = String::new();
        for (key, value) in &values {
            if let Some(attribute) = attribute(key, value, theme)? {
                let into = if is_place(key) { &mut places } else { &mut look };
                let _ = write!(into, " {attribute}");
            }
        }
        let points = values.iter().find(|(key, _)| *key == "points").map(|(_, points)| *points);
        match (name, points) {
            (_, Some(points)) => self.go_on(look, &data(points, name == "polygon")?, svg),
            ("text", None) => {
                self.end_path(svg);
                if self.texts.as_ref() != Some(&look) {
                    self.end_texts(svg);
                    let _ = write!(svg, "<g{look}>");
                    self.texts = Some(look);
                }
                let _ = write!(svg, "<text{places}>");
            }
            _ => {
                self.close(svg);
                let _ = write!(svg, "<{name}{places}{look}/>");
            }
        }
        Ok(())
    }

    fn go_on(&mut self, look: String, data: &str, svg: &mut String) {
        self.end_texts(svg);
        match &mut self.path {
            Some((open, drawn)) if *open == look => drawn.push_str(data),
            _ => {
                self.end_path(svg);
                self.path = Some((look, data.to_owned()));
            }
        }
    }

    fn end_path(&mut self, svg: &mut String) {
        if let Some((look, data)) = self.path.take() {
            let _ = write!(svg, "<path d=\"{data}\"{look}/>");
        }
    }

    fn end_texts(&mut self, svg: &mut String) {
        if self.texts.take().is_some() {
            svg.push_str("</g>");
        }
    }

    fn close(&mut self, svg: &mut String) {
        self.end_path(svg);
        self.end_texts(svg);
    }
}

/// Keys and values of a tag.
fn attributes(mut rest: &str) -> Result<Vec<(&str, &str)>, ChartError> {
    let mut found = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after
            .split_once('"')
            .ok_or_else(|| ChartError::Backend("an open attribute".to_owned()))?;
        found.push((key.trim(), value));
        rest = after;
    }
    Ok(found)
}

/// True for what tells neighbours apart that look alike.
fn is_place(key: &str) -> bool {
    matches!(key, "x" | "y" | "cx" | "cy" | "r" | "x1" | "x2" | "y1" | "y2")
}

/// Points as the data of a path: the first as it is, each other one by its way from the one before.
fn data(points: &str, is_closed: bool) -> Result<String, ChartError> {
    let mut data = String::new();
    let mut last: Option<(i64, i64)> = None;
    let mut command = ' ';
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',').ok_or(ChartError::NotFinite)?;
        let units = |text: &str| text.parse::<i64>().map_err(|_| ChartError::NotFinite);
        let (x, y) = (units(x)?, units(y)?);
        let (next, numbers) = match last {
            None => ('M', vec![x, y]),
            Some(from) if from == (x, y) => continue,
            Some((from_x, from_y)) if from_y == y => ('h', vec![x - from_x]),
            Some((from_x, from_y)) if from_x == x => ('v', vec![y - from_y]),
            Some((from_x, from_y)) => ('l', vec![x - from_x, y - from_y]),
        };
        let is_new = next != command;
        if is_new {
            data.push(next);
            command = next;
        }
        for (place, number) in numbers.into_iter().enumerate() {
            let text = short(number);
            let is_after_letter = is_new && place == 0;
            if !is_after_letter && !text.starts_with('-') {
                data.push(' ');
            }
            data.push_str(&text);
        }
        last = Some((x, y));
    }
    // A line of no length still shows its round or square end.
    if command == 'M' {
        data.push_str("h0");
    }
    if is_closed {
        data.push('z');
    }
    Ok(data)
}

/// Tenths of a pixel as pixels, without what can be left out: `35` → `3.5`, `-5` → `-.5`.
fn short(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    match (whole, rest) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, rest) => format!("{sign}.{rest}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    }
}

/// The attribute as it should be, or nothing when the page decides.
fn attribute(key: &str, value: &str, theme: &Theme) -> Result<Option<String>, ChartError> {
    let text = match (key, value) {
        ("font-family" | "dy" | "opacity" | "points", _)
        | ("stroke", "none")
        | ("text-anchor", "start") => {
            return Ok(None);
        }
        ("stroke-width", "0") => return Ok(None),
        ("fill", "none") => "fill=\"none\"".to_owned(),
        ("fill" | "stroke", colour) => paint(key, colour, theme)?,
        ("font-weight", _) => "font-weight=\"600\"".to_owned(),
        ("font-size", size) => format!("{key}=\"{}\"", pixels(size, PLOTTERS_FONT_SCALE)?),
        ("text-anchor", anchor) => format!("{key}=\"{anchor}\""),
        _ => format!("{key}=\"{}\"", pixels(value, 1.0)?),
    };
    Ok(Some(text))
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
        assert_eq!(data("10,20 35,40 35,45 ", false), Ok("M1 2l2.5 2v.5".into()));
        assert_eq!(data("10,20 0,20 0,15", true), Ok("M1 2h-1v-.5z".into()));
        let dotted = "stroke=\"var(--ink,#1b2430)\" stroke-dasharray=\"2 4\"";
        assert_eq!(said("stroke", "#000300"), Ok(Some(dotted.into())));
        assert_eq!(said("font-family", "sans-serif"), Ok(None));
        assert!(said("fill", "#FFFFFF").is_err());
    }

    #[test]
    fn what_has_a_meaning_in_markup_is_escaped() {
        assert_eq!(escape("<a> & \"b\"\u{1}"), "&lt;a&gt; &amp; &quot;b&quot; ");
    }
}
