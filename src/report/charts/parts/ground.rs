//! The ground under rows: one shared axis, or a scale of its own for each row.

use crate::report::language::Language;
use crate::report::lettering::{shorten, width};
use crate::report::svg::Sketch;

use super::board::{Axis, Board};
use super::{SMALL, Scale, axis_title, tick_digits, tick_label, ticks};

/// Scales of a board's rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ground {
    language: Language,
    ranges: Vec<(f64, f64)>,
    plot: (f64, f64),
    /// The shared axis, when all rows have the same range and unit.
    pub(crate) axis: Option<Axis>,
}

impl Ground {
    /// A shared axis where ranges and units allow it; a range per row otherwise.
    pub(crate) fn new(
        language: &Language,
        plot: (f64, f64),
        rows: &[((f64, f64), &str)],
        unit: &str,
    ) -> Self {
        let title = axis_title(language, unit);
        let ranges: Vec<(f64, f64)> = rows.iter().map(|(range, _)| *range).collect();
        let is_shared = rows.windows(2).all(|pair| pair[0] == pair[1]);
        let axis = rows.first().filter(|_| is_shared).map(|(range, unit)| {
            let ticks = ticks(*range, most_ticks(plot));
            let labels =
                ticks.iter().map(|tick| (*tick, tick_label(language, *tick, &ticks, unit)));
            Axis {
                scale: Scale { values: *range, pixels: plot },
                ticks: labels.collect(),
                title,
                zero: (range.0 < 0.0 && range.1 > 0.0).then_some(0.0),
            }
        });
        Self { language: language.clone(), ranges, plot, axis }
    }

    /// Names the ticks of a shared axis in the words of the answers, as far as they fit.
    pub(crate) fn name_ticks(&mut self, words: &[String]) {
        let Some(axis) = &mut self.axis else { return };
        let (low, high) = axis.scale.values;
        if words.len() < 2 || (high - low + 1.0 - words.len() as f64).abs() > 1e-9 {
            return;
        }
        let apart = (self.plot.1 - self.plot.0) / (words.len() - 1) as f64;
        let all_fit = words.iter().all(|word| width(word, SMALL) + 8.0 < apart);
        let last = words.len() - 1;
        let room = (self.plot.1 - self.plot.0) * 0.45;
        axis.title.clear();
        axis.ticks = (0..words.len())
            .map(|place| {
                let value = low + place as f64;
                let is_end = place == 0 || place == last;
                let number = self.language.number(value, 0);
                if all_fit {
                    (value, words[place].clone())
                } else if is_end {
                    (value, shorten(&format!("{number} {}", words[place]), SMALL, room))
                } else {
                    (value, number)
                }
            })
            .collect();
        // The words at the ends come first: a number between them yields.
        if !all_fit {
            axis.ticks.sort_by_key(|(value, _)| *value > low && *value < high);
        }
    }

    /// The scale of a row.
    pub(crate) fn scale(&self, row: usize) -> Scale {
        let values = self.ranges.get(row).copied().unwrap_or((0.0, 1.0));
        Scale { values, pixels: self.plot }
    }

    /// Draws the rows' own scales, so far down from their middles, when there is no shared axis.
    pub(crate) fn draw_tracks(&self, sketch: &mut Sketch, board: &Board, down: f64) {
        if self.axis.is_some() {
            return;
        }
        for (row, (low, high)) in self.ranges.iter().enumerate() {
            let digits = tick_digits(&[*low, *high]);
            let end = |value: f64| (value, self.language.number(value, digits));
            board.track(sketch, board.middle(row) + down, &[end(*low), end(*high)]);
        }
    }
}

/// Steps of an axis that leave its labels room.
pub(crate) fn most_ticks((from, to): (f64, f64)) -> usize {
    if to - from > 260.0 { 5 } else { 4 }
}
