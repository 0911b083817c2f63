//! Rows with a label, a place for marks and a number at the right: the ground of most charts.
//!
//! Wide, the label stands at the left of the marks; narrow, above them. The board knows where everything
//! stands and draws labels, grid and numbers; the chart adds its marks at [`Board::middle`].

use crate::report::charts::{ChartData, ChartError, Drawing, Width};
use crate::report::lettering::{width, wrap};
use crate::report::svg::{Anchor, Sketch, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::{SMALL, Scale, TEXT};

const LABEL_ROOM: f64 = 190.0;
const GAP: f64 = 18.0;
const LINE: f64 = 16.0;
const HEADING: f64 = 28.0;
/// From the middle of a line of text down to its base line.
const DROP: f64 = 4.5;

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Starts a group of rows.
    pub(crate) heading: Option<String>,
    pub(crate) label: String,
    /// Second to the label: its n.
    pub(crate) note: String,
    /// At the right, read first.
    pub(crate) number: String,
    /// Under the number: its interval.
    pub(crate) interval: String,
    /// Stands in place of the marks.
    pub(crate) message: Option<String>,
}

/// The axis under the rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) scale: Scale,
    pub(crate) ticks: Vec<(f64, String)>,
    pub(crate) title: String,
    /// A value that splits the axis: no change, no difference.
    pub(crate) zero: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Place {
    heading: Option<f64>,
    first_line: f64,
    label: Vec<String>,
    note_beside: Option<f64>,
    middle: f64,
    /// Upper and lower end of the room for marks.
    marks: (f64, f64),
}

/// Where the rows and their marks stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Board {
    width: Width,
    /// From where to where marks may stand.
    pub(crate) plot: (f64, f64),
    top: f64,
    bottom: f64,
    places: Vec<Place>,
}

impl Board {
    /// Lays the rows out below a head of a height, with so much room for each row's marks.
    pub(crate) fn new(width: Width, rows: &[Row], head: f64, mark: f64) -> Self {
        let numbers = rows.iter().map(number_width).fold(0.0, f64::max);
        let room = if numbers > 0.0 { numbers + GAP } else { 10.0 };
        let left = match width {
            Width::Wide => LABEL_ROOM + GAP,
            Width::Narrow => 8.0,
        };
        let mut board = Self {
            width,
            plot: (left, width.pixels() - room),
            top: head,
            bottom: head,
            places: Vec::new(),
        };
        for row in rows {
            let place = board.place(row, mark);
            board.places.push(place);
        }
        board
    }

    fn place(&mut self, row: &Row, mark: f64) -> Place {
        let heading = row.heading.as_ref().map(|_| self.bottom + HEADING - 10.0);
        if heading.is_some() {
            self.bottom += HEADING;
        }
        let place = match self.width {
            Width::Wide => self.place_beside(row, heading, mark),
            Width::Narrow => self.place_above(row, heading, mark),
        };
        self.bottom += match self.width {
            Width::Wide => (text_lines(&place, row) * LINE).max(mark) + 12.0,
            Width::Narrow => text_lines(&place, row) * LINE + mark.max(2.0 * LINE) + 12.0,
        };
        place
    }

    fn place_beside(&self, row: &Row, heading: Option<f64>, mark: f64) -> Place {
        let label = wrap(&row.label, TEXT, LABEL_ROOM, 2);
        let lines = label.len() as f64 + f64::from(u8::from(!row.note.is_empty()));
        let height = (lines * LINE).max(mark) + 12.0;
        let middle = self.bottom + height / 2.0;
        let first_line = middle - (lines - 1.0) * LINE / 2.0;
        let marks = (middle - mark / 2.0, middle + mark / 2.0);
        Place { heading, first_line, label, note_beside: None, middle, marks }
    }

    fn place_above(&self, row: &Row, heading: Option<f64>, mark: f64) -> Place {
        let room = self.width.pixels();
        let label = wrap(&row.label, TEXT, room, 2);
        let end = label.last().map_or(0.0, |line| width(line, TEXT)) + 10.0;
        let note_beside = (end + width(&row.note, SMALL) <= room).then_some(end);
        let first_line = self.bottom + LINE / 2.0;
        let mut place =
            Place { heading, first_line, label, note_beside, middle: 0.0, marks: (0.0, 0.0) };
        let top = self.bottom + text_lines(&place, row) * LINE + 2.0;
        let bottom = top + mark.max(2.0 * LINE);
        place.middle = f64::midpoint(top, bottom);
        place.marks = (top, bottom);
        place
    }

    /// The height at which a row's marks stand.
    pub(crate) fn middle(&self, row: usize) -> f64 {
        self.places.get(row).map_or(self.bottom, |place| place.middle)
    }

    /// A line through all rows; narrow, it leaves out the labels between the marks.
    pub(crate) fn upright(&self, sketch: &mut Sketch, x: f64, stroke: Stroke) {
        if self.width == Width::Wide {
            sketch.line(&[(x, self.top), (x, self.bottom - 2.0)], stroke);
            return;
        }
        for place in &self.places {
            let (top, bottom) = place.marks;
            sketch.line(&[(x, top), (x, bottom)], stroke);
        }
    }

    /// Draws grid, labels, numbers and axis; gives the height of it all.
    pub(crate) fn draw(&self, sketch: &mut Sketch, rows: &[Row], axis: Option<&Axis>) -> f64 {
        let height = axis.map_or(self.bottom, |axis| self.draw_axis(sketch, axis));
        for (row, place) in rows.iter().zip(&self.places) {
            self.draw_row(sketch, row, place);
        }
        height
    }

    fn draw_row(&self, sketch: &mut Sketch, row: &Row, place: &Place) {
        if let (Some(heading), Some(y)) = (&row.heading, place.heading) {
            let room = self.width.pixels();
            for line in wrap(heading, TEXT, room * 0.92, 1) {
                sketch.text((0.0, y), &line, Type::new(Role::Ink, TEXT).bold());
            }
        }
        let mut y = place.first_line + DROP;
        for line in &place.label {
            sketch.text((0.0, y), line, Type::new(Role::Ink, TEXT));
            y += LINE;
        }
        let note = Type::new(Role::Soft, SMALL);
        match place.note_beside {
            Some(x) => sketch.text((x, y - LINE), &row.note, note),
            None => sketch.text((0.0, y), &row.note, note),
        }
        self.draw_number(sketch, row, place.middle);
    }

    fn draw_number(&self, sketch: &mut Sketch, row: &Row, middle: f64) {
        if let Some(message) = &row.message {
            let (left, right) = (self.plot.0, self.plot.0 + width(message, SMALL));
            sketch.rect((left - 3.0, middle - 9.0), (right + 3.0, middle + 9.0), Role::Card);
            sketch.text((left, middle + DROP), message, Type::new(Role::Soft, SMALL));
            return;
        }
        let x = self.plot.1 + GAP;
        let strong = Type::new(Role::Ink, TEXT).bold();
        if row.interval.is_empty() {
            sketch.text((x, middle + DROP), &row.number, strong);
        } else {
            sketch.text((x, middle - 3.0), &row.number, strong);
            let soft = Type::new(Role::Soft, SMALL);
            sketch.text((x, middle + 12.0), &row.interval, soft);
        }
    }

    fn draw_axis(&self, sketch: &mut Sketch, axis: &Axis) -> f64 {
        let y = self.bottom + 14.0;
        for (tick, _) in &axis.ticks {
            self.upright(sketch, axis.scale.at(*tick), solid(Role::Line, 1.0));
        }
        if let Some(zero) = axis.zero {
            self.upright(sketch, axis.scale.at(zero), solid(Role::Soft, 1.3));
        }
        ticks_along(sketch, &axis.ticks, &axis.scale, y, self.width.pixels());
        if axis.title.is_empty() {
            return y + 6.0;
        }
        self.axis_title(sketch, &axis.title, y + 18.0) + 6.0
    }

    fn axis_title(&self, sketch: &mut Sketch, title: &str, top: f64) -> f64 {
        let middle = f64::midpoint(self.plot.0, self.plot.1);
        let room = 2.0 * middle.min(self.width.pixels() - middle);
        let mut y = top;
        let lines = wrap(title, SMALL, room, 2);
        for line in &lines {
            let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
            sketch.text((middle, y), line, look);
            y += LINE;
        }
        y - LINE
    }

    /// A row's own scale: a track with its ends named, where rows share no axis.
    pub(crate) fn track(&self, sketch: &mut Sketch, y: f64, ends: &[(f64, String)]) {
        sketch.line(&[(self.plot.0, y), (self.plot.1, y)], solid(Role::Line, 1.0));
        let scale = Scale {
            values: (ends.first().map_or(0.0, |end| end.0), ends.last().map_or(1.0, |end| end.0)),
            pixels: self.plot,
        };
        for (end, _) in ends {
            let x = scale.at(*end);
            sketch.line(&[(x, y - 5.0), (x, y + 5.0)], solid(Role::Line, 1.0));
        }
        ticks_along(sketch, ends, &scale, y + 20.0, self.width.pixels());
    }

    /// A title above the column of numbers.
    pub(crate) fn head_number(&self, sketch: &mut Sketch, text: &str, y: f64) {
        let room = self.width.pixels() - self.plot.1 - GAP;
        if width(text, SMALL) <= room {
            sketch.text((self.plot.1 + GAP, y), text, Type::new(Role::Soft, SMALL));
        } else {
            let look = Type::new(Role::Soft, SMALL).anchor(Anchor::End);
            sketch.text((self.width.pixels(), y), text, look);
        }
    }
}

fn text_lines(place: &Place, row: &Row) -> f64 {
    let note = place.note_beside.is_none() && !row.note.is_empty();
    place.label.len() as f64 + f64::from(u8::from(note))
}

fn number_width(row: &Row) -> f64 {
    // Semi-bold letters are wider than the table says.
    (width(&row.number, TEXT) * 1.07).max(width(&row.interval, SMALL))
}

/// Tick labels along a horizontal axis; one that would touch its neighbour is left out.
pub(crate) fn ticks_along(
    sketch: &mut Sketch,
    ticks: &[(f64, String)],
    scale: &Scale,
    y: f64,
    edge: f64,
) {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (tick, label) in ticks {
        let half = width(label, SMALL) / 2.0;
        let x = scale.at(*tick).clamp(half.min(edge / 2.0), (edge - half).max(edge / 2.0));
        let (left, right) = (x - half - 3.0, x + half + 3.0);
        if taken.iter().all(|(from, to)| right <= *from || left >= *to) {
            let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
            sketch.text((x, y), label, look);
            taken.push((left, right));
        }
    }
}

/// The finished drawing, with the caption's sentences in a row.
pub(crate) fn drawing(
    sketch: Sketch,
    height: f64,
    data: &ChartData<'_>,
    theme: &Theme,
    caption: &[String],
) -> Result<Option<Drawing>, ChartError> {
    let svg = sketch.finish(height, data.title, data.description, theme)?;
    let caption: Vec<&str> =
        caption.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let caption = (!caption.is_empty()).then(|| caption.join(" "));
    Ok(Some(Drawing { svg, caption }))
}
