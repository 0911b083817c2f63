//! From marks to a self-contained `<svg>`.
//!
//! A chart collects marks on a [`Sketch`] and learns its height on the way. plotters then draws them, a
//! tenth of a pixel to its unit, in token colours that name a role and a dash; the last step rewrites what
//! plotters cannot know: pixels, CSS variables, the page's own font, title and description.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, RGBColor, SVGBackend, ShapeStyle,
    Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, IntoFont, TextStyle};

use super::charts::ChartError;
use super::lettering;
use super::rewrite::{self, Element};
use super::theme::{Role, Theme};

/// plotters draws on whole numbers; ten of them make a pixel, so curves stay smooth.
pub(super) const FINENESS: f64 = 10.0;

/// A point in pixels from the upper left corner.
pub(super) type Spot = (f64, f64);

/// How a line is broken; direct labels and shapes say the same without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    /// Unbroken.
    Solid,
    /// Long dashes: the second curve.
    Long,
    /// Dots and dashes: the third curve.
    Mixed,
    /// Dots: a target, a promise.
    Dotted,
}

/// Colour, width and dash of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// Colour.
    pub(super) role: Role,
    /// Width in pixels.
    pub(super) width: f64,
    /// Dash.
    pub(super) dash: Dash,
}

/// An unbroken line.
pub(super) fn solid(role: Role, width: f64) -> Stroke {
    Stroke { role, width, dash: Dash::Solid }
}

/// Where a text stands relative to its spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// Look of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Colour.
    pub(super) role: Role,
    /// Font size in pixels.
    pub(super) size: f64,
    /// Semi-bold.
    pub(super) bold: bool,
    /// Surrounded by the card's colour, so that lines behind it do not cross its letters.
    pub(super) halo: bool,
    /// Anchor.
    pub(super) anchor: Anchor,
}

impl Type {
    /// Plain text that begins at its spot.
    pub(super) fn new(role: Role, size: f64) -> Self {
        Self { role, size, bold: false, halo: false, anchor: Anchor::Start }
    }

    /// The same, semi-bold.
    #[must_use]
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, with a halo.
    #[must_use]
    pub(super) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// The same, anchored elsewhere.
    #[must_use]
    pub(super) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Mark {
    Line(Vec<Spot>, Stroke),
    Area(Vec<Spot>, Role),
    Disc(Spot, f64, Role),
    Text(Spot, String, Type),
}

/// Marks in the order in which they lie upon one another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sketch {
    width: f64,
    marks: Vec<Mark>,
}

impl Sketch {
    /// An empty sketch of a width in pixels.
    pub(super) fn new(width: f64) -> Self {
        Self { width, marks: Vec::new() }
    }

    /// A line through the spots.
    pub(super) fn line(&mut self, spots: &[Spot], stroke: Stroke) {
        self.marks.push(Mark::Line(spots.to_vec(), stroke));
    }

    /// A filled outline.
    pub(super) fn area(&mut self, spots: &[Spot], role: Role) {
        self.marks.push(Mark::Area(spots.to_vec(), role));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, (left, top): Spot, (right, bottom): Spot, role: Role) {
        self.area(&[(left, top), (right, top), (right, bottom), (left, bottom)], role);
    }

    /// A filled circle.
    pub(super) fn disc(&mut self, centre: Spot, radius: f64, role: Role) {
        self.marks.push(Mark::Disc(centre, radius, role));
    }

    /// A hollow circle: what lies behind does not show through.
    pub(super) fn ring(&mut self, centre: Spot, radius: f64, role: Role) {
        self.disc(centre, radius, role);
        self.disc(centre, radius - 2.0, Role::Card);
    }

    /// A filled square as tall as a circle of the radius looks.
    pub(super) fn square(&mut self, (x, y): Spot, radius: f64, role: Role) {
        let half = radius * 0.92;
        self.rect((x - half, y - half), (x + half, y + half), role);
    }

    /// A filled diamond.
    pub(super) fn diamond(&mut self, (x, y): Spot, radius: f64, role: Role) {
        let half = radius * 1.2;
        self.area(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)], role);
    }

    /// A rectangle hatched with lines that rise to the right, cut at its edges.
    pub(super) fn hatch(&mut self, (left, top): Spot, (right, bottom): Spot, role: Role) {
        let height = bottom - top;
        let mut foot = left - height + 3.0;
        while foot < right {
            let (from, to) = (foot.max(left), (foot + height).min(right));
            if to > from {
                let spots = [(from, bottom - (from - foot)), (to, bottom - (to - foot))];
                self.line(&spots, solid(role, 1.2));
            }
            foot += 5.0;
        }
    }

    /// Text on its base line.
    pub(super) fn text(&mut self, spot: Spot, text: &str, look: Type) {
        if text.is_empty() {
            return;
        }
        // An isolate keeps a name that runs from right to left from reordering what stands beside it.
        let text = if lettering::is_right_to_left(text) {
            format!("\u{2068}{text}\u{2069}")
        } else {
            text.to_owned()
        };
        self.marks.push(Mark::Text(spot, text, look));
    }

    /// Draws the marks at a height and finishes the `<svg>`.
    pub(super) fn finish(
        self,
        height: f64,
        title: &str,
        description: &str,
        theme: &Theme,
    ) -> Result<String, ChartError> {
        let size = (self.width.ceil(), height.ceil());
        let mut drawn = String::new();
        {
            let whole = |pixels: f64| {
                units(pixels)
                    .and_then(|units| u32::try_from(units).map_err(|_| ChartError::NotFinite))
            };
            let backend = SVGBackend::with_string(&mut drawn, (whole(size.0)?, whole(size.1)?));
            let area = backend.into_drawing_area();
            for mark in &self.marks {
                draw(&area, mark)?;
            }
            area.present().map_err(|error| ChartError::Backend(error.to_string()))?;
        }
        rewrite::finish(&drawn, size, &Element { title, description }, theme)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the bound is checked in the line before")]
fn units(pixels: f64) -> Result<i32, ChartError> {
    let units = (pixels * FINENESS).round();
    if units.is_finite() && units.abs() < 1e8 {
        Ok(units as i32)
    } else {
        Err(ChartError::NotFinite)
    }
}

fn point((x, y): Spot) -> Result<(i32, i32), ChartError> {
    Ok((units(x)?, units(y)?))
}

fn points(spots: &[Spot]) -> Result<Vec<(i32, i32)>, ChartError> {
    spots.iter().map(|spot| point(*spot)).collect()
}

/// The dash of a text's colour that stands for its halo: letters have no dashes of their own.
const HALO: Dash = Dash::Long;

/// The colour that stands for a role and a dash until the rewriting.
fn token(role: Role, dash: Dash) -> RGBColor {
    // Roles beyond the last of a kind share its colour, so the variable decides and not the role.
    let place = Role::all().iter().position(|other| other.variable() == role.variable());
    let place = place.unwrap_or_default();
    RGBColor(0, dash as u8, u8::try_from(place).unwrap_or_default())
}

fn filled(role: Role) -> ShapeStyle {
    ShapeStyle { color: token(role, Dash::Solid).into(), filled: true, stroke_width: 0 }
}

fn draw(area: &DrawingArea<SVGBackend<'_>, Shift>, mark: &Mark) -> Result<(), ChartError> {
    let drawn = match mark {
        Mark::Line(spots, stroke) => {
            let style = ShapeStyle {
                color: token(stroke.role, stroke.dash).into(),
                filled: false,
                stroke_width: units(stroke.width)?.unsigned_abs(),
            };
            area.draw(&PathElement::new(points(spots)?, style))
        }
        Mark::Area(spots, role) => area.draw(&Polygon::new(points(spots)?, filled(*role))),
        Mark::Disc(centre, radius, role) => {
            area.draw(&Circle::new(point(*centre)?, units(*radius)?, filled(*role)))
        }
        Mark::Text(spot, text, look) => {
            let color = token(look.role, if look.halo { HALO } else { Dash::Solid });
            area.draw(&Text::new(text.as_str(), point(*spot)?, text_style(*look, &color)))
        }
    };
    drawn.map_err(|error| ChartError::Backend(error.to_string()))
}

fn text_style(look: Type, color: &RGBColor) -> TextStyle<'_> {
    let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
    let horizontal = match look.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    TextStyle::from(("sans-serif", look.size * FINENESS, weight).into_font())
        .color(color)
        .pos(Pos::new(horizontal, VPos::Bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_that_is_no_number_is_an_error() {
        let mut sketch = Sketch::new(100.0);
        sketch.disc((f64::NAN, 1.0), 2.0, Role::A);
        let drawn = sketch.finish(10.0, "", "", &Theme::default());
        assert_eq!(drawn, Err(ChartError::NotFinite));
    }

    #[test]
    fn a_hatch_stays_within_its_rectangle() {
        let mut sketch = Sketch::new(100.0);
        sketch.hatch((10.0, 5.0), (31.0, 19.0), Role::Warn);
        for mark in &sketch.marks {
            let Mark::Line(spots, _) = mark else { panic!("a hatch is lines") };
            for (x, y) in spots {
                assert!((10.0..=31.0).contains(x) && (5.0..=19.0).contains(y), "{x} {y}");
            }
        }
    }
}
