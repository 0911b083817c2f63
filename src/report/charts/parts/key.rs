//! Intervals and targets as marks, and the key that names marks.

use crate::report::lettering::{shorten, width};
use crate::report::svg::{Dash, Sketch, Stroke, Type, solid};
use crate::report::theme::Role;

use super::SMALL;

const LINE: f64 = 18.0;
/// Room of a mark in front of its words.
const MARK: f64 = 20.0;

/// An interval: a line with ends one can see.
pub(crate) fn whisker(sketch: &mut Sketch, from: f64, to: f64, y: f64, role: Role) {
    sketch.line(&[(from, y), (to, y)], solid(role, 2.0));
    for x in [from, to] {
        sketch.line(&[(x, y - 3.5), (x, y + 3.5)], solid(role, 2.0));
    }
}

/// The dotted upright line of a target within a row.
pub(crate) fn target_mark(sketch: &mut Sketch, x: f64, y: f64, half: f64) {
    let stroke = Stroke { role: Role::Ink, width: 2.0, dash: Dash::Dotted };
    sketch.line(&[(x, y - half), (x, y + half)], stroke);
}

/// Entries of a key, left to right, onto further lines when the room ends; gives the height below.
pub(crate) fn key(
    sketch: &mut Sketch,
    entries: &[(String, KeyMark)],
    (left, right): (f64, f64),
    top: f64,
) -> f64 {
    let (mut x, mut y) = (left, top);
    for (text, mark) in entries {
        let text = shorten(text, SMALL, right - left - MARK);
        let room = MARK + width(&text, SMALL);
        if x > left && x + room > right {
            x = left;
            y += LINE;
        }
        draw_key_mark(sketch, *mark, x, y - 4.0);
        sketch.text((x + MARK, y), &text, Type::new(Role::Soft, SMALL));
        x += room + 16.0;
    }
    y + 8.0
}

/// What a key shows before its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum KeyMark {
    Disc(Role),
    Ring(Role),
    Square(Role),
    Block(Role),
    Line(Stroke),
    Tick,
}

fn draw_key_mark(sketch: &mut Sketch, mark: KeyMark, x: f64, y: f64) {
    let centre = (x + 8.0, y);
    match mark {
        KeyMark::Disc(role) => sketch.disc(centre, 5.0, role),
        KeyMark::Ring(role) => sketch.ring(centre, 5.0, role),
        KeyMark::Square(role) => sketch.square(centre, 5.0, role),
        KeyMark::Block(role) => sketch.rect((x + 1.0, y - 6.0), (x + 13.0, y + 6.0), role),
        KeyMark::Line(stroke) => sketch.line(&[(x - 2.0, y), (x + 16.0, y)], stroke),
        KeyMark::Tick => {
            sketch.line(&[(x + 8.0, y - 7.0), (x + 8.0, y + 7.0)], solid(Role::Ink, 2.6));
        }
    }
}
