//! Answers → scale scores: reverse, count, mean or sum.

use ahash::AHashMap;
use polars::prelude::*;

use super::builder::ROW;
use super::forms::{ANSWERS, Packed};
use crate::machine::{Phase, stopwatch};
use crate::plan::{Instrument, Item, Plan, Scale, ScoreRule};

/// Scale scores of all forms.
///
/// A reversed item counts as `minimum + maximum − x`. The score is the mean of the answered items, or that mean times
/// the number of items for a sum, when at least the scale's share of items is answered; else it is missing. A missing
/// answer is never replaced by 0 or by the middle of the scale.
///
/// Answers are gone through once and added up where they stand: to join them with the scales first would make several rows
/// of each, which a large survey has no room for. Scores stand in the order in which forms and scales begin.
pub(crate) fn score(plan: &Plan, responses: &DataFrame) -> PolarsResult<DataFrame> {
    let _timed = stopwatch(Phase::Score);
    let sums = Sums::of(plan, responses)?;
    let begin = IdxCa::from_vec(PlSmallStr::EMPTY, sums.scored.iter().map(|sum| sum.row).collect());
    let shared = |name: &str| responses.column(name)?.take(&begin);
    let column = |name: &str| -> PolarsResult<Column> {
        let scored = &sums.scored;
        Ok(match name {
            "scale" => {
                let scales: StringChunked =
                    scored.iter().map(|sum| Some(sums.scales[sum.scale].1.id.as_str())).collect();
                scales.with_name(name.into()).into_column()
            }
            "score" => {
                let scores: Vec<Option<f64>> =
                    scored.iter().map(|sum| sum.score(sums.scales[sum.scale].1)).collect();
                Column::new(name.into(), scores)
            }
            "items_answered" => {
                let counts: Vec<i64> = scored.iter().map(|sum| i64::from(sum.answered)).collect();
                Column::new(name.into(), counts)
            }
            "items_total" => {
                let total = |sum: &Sum| count(sums.scales[sum.scale].1);
                let counts: Vec<i64> = scored.iter().map(total).collect();
                Column::new(name.into(), counts)
            }
            shared_by_all => shared(shared_by_all)?,
        })
    };
    let columns = COLUMNS.iter().map(|name| column(name)).collect::<PolarsResult<Vec<_>>>()?;
    DataFrame::new(sums.scored.len(), columns)
}

/// Columns of the scores; those that are not made here are the ones of a scale's first answer.
const COLUMNS: &[&str] = &[
    "program_id",
    "response_id",
    "person_id",
    "match_id",
    "instrument",
    "version",
    "scale",
    "wave",
    "score",
    "items_answered",
    "items_total",
    "answered_on",
    "answered_day",
    "term_id",
    ROW,
];

fn count(scale: &Scale) -> i64 {
    i64::try_from(scale.items.len()).expect("a scale has few items")
}

/// Answers of one form to one scale, added up.
struct Sum {
    /// Row of the first answer, be it empty.
    row: IdxSize,
    /// Place of the scale.
    scale: usize,
    points: f64,
    answered: u32,
}

impl Sum {
    fn score(&self, scale: &Scale) -> Option<f64> {
        let (answered, k) = (f64::from(self.answered), scale.items.len() as f64);
        // Of a share such as 0.8 the last digit is not to decide.
        let is_enough = answered > 0.0 && answered / k >= scale.minimum_answered - 1e-9;
        let factor = if scale.score == ScoreRule::Sum { k } else { 1.0 };
        is_enough.then(|| self.points / answered * factor)
    }
}

/// What all answers add up to.
struct Sums<'p> {
    scales: Vec<(&'p Instrument, &'p Scale)>,
    scored: Vec<Sum>,
}

/// An item's part in a scale: the scale's place, and how an answer counts.
#[derive(Clone, Copy)]
struct Counts<'p> {
    scale: usize,
    item: &'p Item,
    reversed: bool,
}

impl Counts<'_> {
    fn points(self, value: f64) -> f64 {
        if self.reversed { self.item.minimum + self.item.maximum - value } else { value }
    }
}

impl<'p> Sums<'p> {
    fn of(plan: &'p Plan, responses: &DataFrame) -> PolarsResult<Self> {
        let scales: Vec<(&Instrument, &Scale)> = plan
            .instruments
            .iter()
            .flat_map(|form| form.scales.iter().map(move |scale| (form, scale)))
            .collect();
        let counts = counts(&scales);
        let mut scored: Vec<Sum> = Vec::new();
        // By form: the place of each scale's sum, for forms whose answers do not stand in one row.
        let is_scattered = is_scattered(responses.column("response_id")?.i64()?);
        let mut forms: AHashMap<i64, Vec<Option<usize>>> = AHashMap::new();
        let mut open: Option<(i64, Vec<Option<usize>>)> = None;
        let rows = responses
            .column("response_id")?
            .i64()?
            .iter()
            .zip(responses.column("instrument")?.str()?.iter())
            .zip(responses.column(ANSWERS)?.binary()?.iter());
        for (row, ((form, instrument), cell)) in (0..).zip(rows) {
            let (Some(form), Some(instrument), Some(cell)) = (form, instrument, cell) else {
                continue;
            };
            if open.as_ref().is_none_or(|(own, _)| *own != form) {
                let next = forms.remove(&form).unwrap_or_else(|| vec![None; scales.len()]);
                let before = open.replace((form, next));
                forms.extend(before.filter(|_| is_scattered));
            }
            let Some((_, places)) = &mut open else { continue };
            let Some(counts) = counts.get(instrument) else { continue };
            for answer in Packed::all(cell) {
                for one in &counts[answer.place as usize] {
                    let place = *places[one.scale].get_or_insert_with(|| {
                        scored.push(Sum { row, scale: one.scale, points: 0.0, answered: 0 });
                        scored.len() - 1
                    });
                    if let Some(value) = answer.value {
                        scored[place].points += one.points(value);
                        scored[place].answered += 1;
                    }
                }
            }
        }
        Ok(Self { scales, scored })
    }
}

/// True when answers of some form stand behind those of another one.
fn is_scattered(forms: &Int64Chunked) -> bool {
    let mut before = None;
    let mut begun: Vec<Option<i64>> =
        forms.iter().filter(|form| before.replace(*form) != Some(*form)).collect();
    begun.sort_unstable();
    begun.windows(2).any(|pair| pair[0] == pair[1])
}

/// By instrument and place of the item: the scales that the item counts for.
fn counts<'p>(scales: &[(&'p Instrument, &'p Scale)]) -> AHashMap<&'p str, Vec<Vec<Counts<'p>>>> {
    let mut counts: AHashMap<&str, Vec<Vec<Counts<'_>>>> = AHashMap::new();
    for (place, (form, scale)) in scales.iter().enumerate() {
        let of_form = counts.entry(&form.id).or_insert_with(|| vec![Vec::new(); form.items.len()]);
        for (item, of_item) in form.items.iter().zip(of_form) {
            if scale.items.contains(&item.id) {
                let reversed = scale.reverse.contains(&item.id);
                of_item.push(Counts { scale: place, item, reversed });
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::contract::RowId;
    use crate::contract::builder::{Cell, TableBuilder};
    use crate::contract::forms::Answer;
    use crate::plan::Vocabulary;

    /// Scale settings, answers to q1 to q4 on a scale from 1 to 5, score.
    type Case = (&'static str, [Option<f64>; 4], Option<f64>);

    #[test]
    fn a_score_follows_the_scale() {
        let all = [Some(1.0), Some(2.0), Some(4.0), Some(5.0)];
        let three = [Some(1.0), Some(2.0), None, Some(5.0)];
        let two = [Some(1.0), None, None, Some(5.0)];
        let cases: &[Case] = &[
            ("", all, Some(3.0)),
            // 1, 2, 6 − 4 = 2, 6 − 5 = 1.
            ("reverse = [\"q3\", \"q4\"]", all, Some(1.5)),
            ("score = \"sum\"", all, Some(12.0)),
            // Three of four are 0.75: too few by the usual 0.8.
            ("", three, None),
            ("minimum_answered = 0.75", three, Some(8.0 / 3.0)),
            // The sum is prorated: mean times four, not the sum of three.
            ("minimum_answered = 0.75\nscore = \"sum\"", three, Some(32.0 / 3.0)),
            ("minimum_answered = 0.75\nreverse = [\"q4\"]", three, Some(4.0 / 3.0)),
            ("minimum_answered = 0.75", two, None),
            ("minimum_answered = 0.5", two, Some(3.0)),
            ("minimum_answered = 0.01", [None; 4], None),
        ];
        for (settings, answers, expected) in cases {
            let found = scored(settings, answers);
            assert_eq!(found.is_some(), expected.is_some(), "{settings} {answers:?}");
            if let (Some(found), Some(expected)) = (found, expected) {
                assert_abs_diff_eq!(found, *expected, epsilon = 1e-12);
            }
        }
    }

    fn scored(settings: &str, answers: &[Option<f64>]) -> Option<f64> {
        let text = format!(
            "[program]\nid = \"case\"\nname = \"Case\"\n\n[[instruments]]\nid = \"form\"\nrole = \"mentee\"\n\
             minimum = 1\nmaximum = 5\n\n[[instruments.scales]]\nid = \"scale\"\n\
             items = [\"q1\", \"q2\", \"q3\", \"q4\"]\n{settings}\n"
        );
        let plan =
            Plan::parse(&text, "plan", std::path::Path::new("."), &Vocabulary::default()).unwrap();
        let items = &plan.instruments[0].items;
        let answers: Vec<Answer<'_>> = items
            .iter()
            .zip(answers)
            .map(|(item, value)| Answer { item, value: *value, state: "answered" })
            .collect();
        let table = crate::contract::table("responses").unwrap();
        let mut cells = vec![Cell::Missing; table.columns.len()];
        cells[0] = Cell::Integer(1);
        let form = table.columns.iter().position(|column| column.name == "instrument").unwrap();
        cells[form] = Cell::Text("form".into());
        let mut builder = TableBuilder::new(table);
        builder.push_form(&cells, (items, &answers), None, RowId { file: 0, ordinal: 0 });
        let scores = score(&plan, &builder.finish("case").unwrap()).unwrap();
        assert_eq!(scores.height(), 1);
        assert_eq!(scores.column("items_total").unwrap().i64().unwrap().get(0), Some(4));
        scores.column("score").unwrap().f64().unwrap().get(0)
    }
}
