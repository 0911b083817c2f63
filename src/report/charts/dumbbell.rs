//! Two partners' means per subject and the gap between them.

use crate::inference::Finding;
use crate::report::language::{Language, say};
use crate::report::svg::{Sketch, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::ground::Ground;
use super::parts::key::{KeyMark, key};
use super::parts::pairs::{DOWN, PAIR_ROOM, Pair, pairs, range, write_values};
use super::parts::rows::{grouped, labelled, over_terms};
use super::parts::{DOT, Scale, absence, counted};
use super::{Chart, ChartData, ChartError, Drawing, Width, interval};

pub(super) const CHART: Chart = Chart {
    name: "dumbbell",
    about: "mentors' and mentees' mean per subject, sorted by the gap between them, with its interval",
    accepts: &["dyad"],
    draw,
};

const GAP: &str = "mean_gap";

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let gaps = data.findings.iter().copied().filter(|finding| finding.answer == GAP);
    let gaps = sorted(over_terms(gaps.collect()));
    let pairs = pairs(data, &gaps, ("mean_mentor", "mean_mentee"));
    if pairs.iter().all(|pair| pair.values().is_none() || pair.difference.estimate.is_none()) {
        return Ok(None);
    }
    let language = data.language();
    let rows = grouped(gaps.iter().map(|gap| row(data, gap, &gaps)).collect());
    let board = Board::new(width, &rows, 34.0, PAIR_ROOM);
    let ground = ground(data, &board, &pairs);
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, ground.axis.as_ref());
    ground.draw_tracks(&mut sketch, &board, DOWN);
    let entries = [
        (say!(language, "chart-mentors"), KeyMark::Disc(Role::A)),
        (say!(language, "chart-mentees"), KeyMark::Square(Role::B)),
    ];
    key(&mut sketch, &entries, (board.plot.0 - 4.0, board.plot.1 + 14.0), 14.0);
    board.head_number(&mut sketch, &say!(language, "chart-gap"), 14.0);
    for (place, pair) in pairs.iter().enumerate() {
        mark(language, &mut sketch, &board, &ground.scale(place), place, pair);
    }
    let caption = say!(language, "chart-dumbbell", interval = interval(data));
    drawing(sketch, height, data, theme, &[caption])
}

/// The largest gap first, whichever way it points; what is unknown last.
fn sorted(mut gaps: Vec<&Finding>) -> Vec<&Finding> {
    let size = |gap: &Finding| gap.estimate.map_or(-1.0, f64::abs);
    gaps.sort_by(|one, other| size(other).total_cmp(&size(one)));
    gaps
}

fn row(data: &ChartData<'_>, gap: &Finding, among: &[&Finding]) -> Row {
    let mut row = labelled(data, gap, among);
    if let Some(estimate) = gap.estimate {
        row.note = counted(data, gap.n);
        (row.number, row.interval) =
            data.language().change_and_interval(estimate, gap.low, gap.high, &gap.unit);
    } else {
        row.message = Some(absence(data.language(), gap));
    }
    row
}

fn ground(data: &ChartData<'_>, board: &Board, pairs: &[Pair<'_>]) -> Ground {
    let ranges: Vec<((f64, f64), &str)> = pairs
        .iter()
        .map(|pair| (range(data.labels, pair, pairs), pair.difference.unit.as_str()))
        .collect();
    let unit = pairs.first().map_or("", |pair| pair.difference.unit.as_str());
    let words = |pair: &Pair<'_>| {
        pair.difference.subject.as_deref().and_then(|id| data.labels.answers.get(id))
    };
    let mut ground = Ground::new(data.language(), board.plot, &ranges, unit);
    if let Some(first) = pairs.first().and_then(words)
        && pairs.iter().all(|pair| words(pair) == Some(first))
    {
        ground.name_ticks(first);
    }
    ground
}

fn mark(
    language: &Language,
    sketch: &mut Sketch,
    board: &Board,
    scale: &Scale,
    place: usize,
    pair: &Pair<'_>,
) {
    let (Some((mentor, mentee)), Some(_)) = (pair.values(), pair.difference.estimate) else {
        return;
    };
    let y = board.middle(place) + DOWN;
    let (from, to) = (scale.at(mentor), scale.at(mentee));
    sketch.line(&[(from, y), (to, y)], solid(Role::BandN, 9.0));
    sketch.square((to, y), DOT + 0.8, Role::B);
    sketch.disc((from, y), DOT + 0.3, Role::A);
    let unit = pair.difference.unit.as_str();
    let (first, second) = (language.value(mentor, unit), language.value(mentee, unit));
    let marks = [(from, first.as_str(), Role::A), (to, second.as_str(), Role::B)];
    write_values(sketch, marks, y - 13.0, (board.plot.0 - 6.0, board.plot.1 + 10.0));
}
