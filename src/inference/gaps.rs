//! Slices against one another: each level of a segment against all others, each term against the one before.
//!
//! Frequency tables add, so the others of a level are the sum of the other levels' tables. A change compared between levels is
//! the test of group by time: no level is said to gain more without it. Units that share a mentor, where the measure names
//! one, are not taken as independent.

use std::collections::BTreeMap;

use super::design::optional_texts;
use super::finding::Answer;
use super::paired::pairs::difference;
use super::regression::clustered::{FEWEST_CLUSTERS, too_few_clusters};
use super::result::TestResult;
use super::{
    ClusterSpread, InferenceError, Level, Moments, Observation, Observations, Paired, Sample,
    Settings, cluster_contrast, least_squares, newcombe, robust_rate, welch_t,
};
use crate::measures::{Cells, Kpi, Slice};

/// A level against the sum of all others.
pub const GAP_TO_OTHERS: &str = "gap_to_others";
/// A term against the one before.
pub const CHANGE_FROM_TERM_BEFORE: &str = "change_from_term_before";

/// The side that is asked about, in a model of both.
const OWN: &str = "own";

/// Terms that a control chart needs before its limits mean anything.
const ENOUGH_TERMS: usize = 8;

/// An answer and the slice that it is about.
pub(super) type Placed<'s> = (&'s Slice, Answer);

/// Gaps and steps of a measure, in the order of its slices.
pub(super) fn between<'s>(
    kpi: &Kpi,
    slices: &'s [Slice],
    settings: &Settings,
    terms: &[String],
) -> Result<Vec<Placed<'s>>, InferenceError> {
    let Some(what) = What::of(kpi, slices, settings) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (at, slice) in slices.iter().enumerate() {
        if slice.dimension != "all" {
            let others: Vec<&Slice> = slices
                .iter()
                .enumerate()
                .filter(|(other, one)| *other != at && is_beside(one, slice))
                .map(|(_, one)| one)
                .collect();
            if !others.is_empty() {
                let contrast = format!("{} vs others", slice.level);
                found.push((
                    slice,
                    what.difference(GAP_TO_OTHERS, &contrast, slice, &others, settings.level)?,
                ));
            }
        } else if slice.term_id != "all"
            && let Some(before) = term_before(slice, slices, terms)
        {
            let contrast = format!("{} vs {}", slice.term_id, before.term_id);
            let name = CHANGE_FROM_TERM_BEFORE;
            let mut step = what.difference(name, &contrast, slice, &[before], settings.level)?;
            if step.estimate.is_some() {
                // The ids that would tell who is in both never leave the tables.
                step.note(
                    "those in both terms are treated as different ones, so the interval is rough",
                );
            }
            found.push((slice, step));
        }
    }
    Ok(found)
}

/// Another level of the same dimension.
fn is_beside(one: &Slice, other: &Slice) -> bool {
    one.subject == other.subject && one.dimension == other.dimension && one.term_id == other.term_id
}

fn term_before<'s>(slice: &Slice, slices: &'s [Slice], terms: &[String]) -> Option<&'s Slice> {
    let at = terms.iter().position(|term| *term == slice.term_id)?;
    let before = terms.get(at.checked_sub(1)?)?;
    slices.iter().find(|one| {
        one.term_id == *before && one.dimension == "all" && one.subject == slice.subject
    })
}

/// What is compared.
struct What {
    kind: Kind,
    unit: String,
}

enum Kind {
    /// Shares of 1 among 0 and 1.
    Share(fn(f64, f64) -> f64, f64),
    /// Means of a number.
    Mean,
    /// Means of after minus before.
    Change,
    /// Events by exposure.
    Rate,
}

impl What {
    /// By the headline of the measure; measures of other designs are not compared.
    fn of(kpi: &Kpi, slices: &[Slice], settings: &Settings) -> Option<Self> {
        let unit = |plain: &str| settings.text("values").unwrap_or(plain).to_owned();
        let is_binary = || {
            let binary = |slice: &Slice| {
                slice.cells.numbers("value").is_some_and(|values| {
                    let sample = Sample::weighted(values, slice.cells.counts());
                    sample.n() == 0 || sample.is_binary()
                })
            };
            slices.iter().all(binary)
        };
        let as_is: fn(f64, f64) -> f64 = |value, _| value;
        match kpi.design.as_str() {
            "one_group" => match settings.list("answers").first().copied() {
                Some("top_box") => {
                    let from = settings.number("top_box").ok()??;
                    let reached: fn(f64, f64) -> f64 =
                        |value, from| f64::from(u8::from(value >= from));
                    Some(Self { kind: Kind::Share(reached, from), unit: "share".to_owned() })
                }
                Some("share") => is_binary()
                    .then(|| Self { kind: Kind::Share(as_is, 0.0), unit: "share".to_owned() }),
                Some("mean") | None => Some(Self { kind: Kind::Mean, unit: unit("points") }),
                _ => None,
            },
            "paired" => Some(Self { kind: Kind::Change, unit: unit("points") }),
            "rate" => Some(Self { kind: Kind::Rate, unit: unit("ratio") }),
            _ => None,
        }
    }

    fn difference(
        &self,
        name: &str,
        contrast: &str,
        own: &Slice,
        others: &[&Slice],
        level: Level,
    ) -> Result<Answer, InferenceError> {
        let blank = Answer::named(name, &self.unit, self.method()).about(contrast);
        let own_cells = [&own.cells];
        let other_cells: Vec<&Cells> = others.iter().map(|slice| &slice.cells).collect();
        if let Kind::Rate = self.kind {
            let (one, zero) = (rates(&own_cells), rates(&other_cells));
            let blank = blank.counted(one.n().min(zero.n()), one.n_missing());
            let test = robust_rate(&one, level)
                .and_then(|one| Ok((one, robust_rate(&zero, level)?)))
                .map(|(one, zero)| apart(&one, &zero, level));
            return blank.filled(test, |answer, test| answer.take(&test));
        }
        let (one, zero) = (self.sample(&own_cells), self.sample(&other_cells));
        // The smaller side decides what may be published.
        let mut blank = blank.counted(one.n().min(zero.n()), one.n_missing());
        if let Kind::Share(..) = self.kind {
            let yes = |sample: &Sample| (sample.n_yes(), sample.n());
            return blank.filled(newcombe(yes(&one), yes(&zero), level), |answer, test| {
                answer.take(&test);
            });
        }
        let moments = |sample: &Sample| -> Result<Moments, InferenceError> {
            sample.moments("answers in each group")
        };
        let point = one.mean().zip(zero.mean()).map(|(one, zero)| one - zero);
        if let Some(observations) = self.sharing(&own_cells, &other_cells) {
            let clusters = observations.n_clusters();
            if clusters >= FEWEST_CLUSTERS {
                blank.method.push_str("_cr2");
                let test = least_squares(&observations).and_then(|model| {
                    let contrast = model.only(OWN)?;
                    cluster_contrast(&model, &contrast, ClusterSpread::Cr2, level)
                });
                return blank.filled_or_point(test, point, |answer, test| {
                    answer.take(&test);
                    answer.rests_on_clusters(clusters);
                });
            }
            blank.note(too_few_clusters());
        }
        let test = moments(&one)
            .and_then(|one| Ok((one, moments(&zero)?)))
            .and_then(|(one, zero)| welch_t(&one, &zero, level));
        blank.filled_or_point(test, point, |answer, test| answer.take(&test))
    }

    /// Both sides with who shares a cluster; `None` where no cluster is named.
    fn sharing(&self, own: &[&Cells], others: &[&Cells]) -> Option<Observations> {
        let mut rows = Vec::new();
        let mut is_named = false;
        let sides = own.iter().map(|cells| (*cells, 1.0));
        for (cells, side) in sides.chain(others.iter().map(|cells| (*cells, 0.0))) {
            let names = optional_texts(cells, "cluster")?;
            is_named |= names.iter().any(Option::is_some);
            for ((value, count), cluster) in self.values(cells).into_iter().zip(names) {
                rows.push(Observation {
                    outcome: value,
                    predictors: vec![Some(side)],
                    cluster,
                    count,
                });
            }
        }
        is_named.then(|| Observations::new(&[OWN], rows))
    }

    fn method(&self) -> &'static str {
        match self.kind {
            Kind::Share(..) => "newcombe",
            Kind::Mean | Kind::Change => "welch_t",
            Kind::Rate => "robust_ratio",
        }
    }

    fn sample(&self, tables: &[&Cells]) -> Sample {
        Sample::gather(tables.iter().flat_map(|cells| self.values(cells)))
    }

    /// What is averaged, with its counts, row by row.
    fn values(&self, cells: &Cells) -> Vec<(Option<f64>, u64)> {
        let column = |name: &str| cells.numbers(name).unwrap_or_default();
        let (value, before, after) = (column("value"), column("before"), column("after"));
        let row = |(at, count): (usize, &u64)| {
            let of = |column: &[Option<f64>]| column.get(at).copied().flatten();
            let value = match &self.kind {
                Kind::Share(share, from) => of(value).map(|value| share(value, *from)),
                Kind::Change => {
                    of(before).zip(of(after)).map(|(before, after)| difference(before, after))
                }
                _ => of(value),
            };
            (value, *count)
        };
        cells.counts().iter().enumerate().map(row).collect()
    }
}

fn rates(tables: &[&Cells]) -> Paired {
    let mut rows = Vec::new();
    for cells in tables {
        let column = |name: &str| cells.numbers(name).unwrap_or_default();
        let (events, exposure) = (column("events"), column("exposure"));
        for (at, count) in cells.counts().iter().enumerate() {
            let of = |column: &[Option<f64>]| column.get(at).copied().flatten();
            if of(exposure).is_none_or(|exposure| exposure > 0.0) {
                rows.push((of(events), of(exposure), *count));
            }
        }
    }
    Paired::gather(rows)
}

/// The difference of two estimates of different units, with Satterthwaite's degrees of freedom.
fn apart(one: &TestResult, zero: &TestResult, level: Level) -> TestResult {
    let (a, b) = (one.standard_error.powi(2), zero.standard_error.powi(2));
    let within = a.powi(2) / one.df.unwrap_or(f64::MAX) + b.powi(2) / zero.df.unwrap_or(f64::MAX);
    let (value, error, df) =
        (one.estimate.value - zero.estimate.value, (a + b).sqrt(), (a + b).powi(2) / within);
    TestResult::student(value, error, df, one.n + zero.n, level)
}

/// Terms whose share lies outside of three standard errors around that of all terms, once there are enough terms.
pub(super) fn out_of_control(shares: &BTreeMap<String, (f64, u64)>) -> Vec<(String, String)> {
    if shares.len() < ENOUGH_TERMS {
        return Vec::new();
    }
    let total: u64 = shares.values().map(|(_, n)| n).sum();
    let centre =
        shares.values().map(|(share, n)| share * *n as f64).sum::<f64>() / total.max(1) as f64;
    let outside = |(term, (share, n)): (&String, &(f64, u64))| {
        let reach = 3.0 * (centre * (1.0 - centre) / *n as f64).sqrt();
        let (low, high) = ((centre - reach).max(0.0), (centre + reach).min(1.0));
        let note = format!(
            "outside of the control limits {:.0} to {:.0} in 100 around all terms",
            100.0 * low,
            100.0 * high
        );
        (*share < low || *share > high).then(|| (term.clone(), note))
    };
    shares.iter().filter(|(_, (_, n))| *n > 0).filter_map(outside).collect()
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Estimate;
    use crate::measures::Values;

    fn slice(
        term: &str,
        dimension: &str,
        level: &str,
        columns: &[(&str, Vec<f64>)],
        n: &[u64],
    ) -> Slice {
        let columns = columns.iter().map(|(name, values)| {
            ((*name).to_owned(), Values::Numbers(values.iter().copied().map(Some).collect()))
        });
        let cells = Cells::new(columns.collect(), n.to_vec());
        Slice {
            subject: None,
            term_id: term.to_owned(),
            dimension: dimension.to_owned(),
            level: level.to_owned(),
            cells,
        }
    }

    fn kpi(design: &str, answers: &str) -> (Kpi, Settings) {
        let text = "-- id: a\n-- title: a\n-- question: a\n-- family: a\n-- rba: how_well\n-- unit: mentee\n-- grain: a\n-- scale: a\n-- better: higher\n-- missing: a\n-- design: D\n-- chart: bars\n-- claim: L1\n-- version: 1\n-- cite: a\nselect 1";
        let kpi = Kpi::parse("a", &text.replace("D\n", &format!("{design}\n")), false).unwrap();
        let keys = [("answers".to_owned(), answers.to_owned())]
            .into_iter()
            .filter(|(_, text)| !text.is_empty());
        (kpi, Settings::new(Level::P95, keys.collect()))
    }

    /// Newcombe (1998), method 10: 56 of 70 against 48 of 80, here as 48 of two other levels together.
    #[test]
    fn a_level_stands_against_the_sum_of_the_others() {
        let value = |yes: u64, no: u64, level: &str| {
            slice("all", "site", level, &[("value", vec![1.0, 0.0])], &[yes, no])
        };
        let slices = [value(56, 14, "North"), value(20, 30, "East"), value(28, 2, "West")];
        let (kpi, settings) = kpi("one_group", "share");
        let found = between(&kpi, &slices, &settings, &[]).unwrap();
        assert_eq!(found.len(), 3);
        let north = &found[0].1;
        assert_eq!((north.contrast.as_deref(), north.n), (Some("North vs others"), 70));
        assert_abs_diff_eq!(north.estimate.unwrap().low.unwrap(), 0.052_431, epsilon = 5e-7);
        assert_abs_diff_eq!(north.estimate.unwrap().high.unwrap(), 0.333_873, epsilon = 5e-7);
    }

    #[test]
    fn a_change_is_compared_as_a_change() {
        let change = |level: &str, after: f64| {
            slice(
                "all",
                "site",
                level,
                &[("before", vec![1.0, 2.0]), ("after", vec![after, after + 2.0])],
                &[5, 5],
            )
        };
        let (kpi, settings) = kpi("paired", "");
        let slices = [change("North", 3.0), change("South", 2.0)];
        let found = between(&kpi, &slices, &settings, &[]).unwrap();
        assert_abs_diff_eq!(found[0].1.estimate.unwrap().value, 1.0, epsilon = 1e-12);
        assert!(found[0].1.p_value.is_some());
    }

    /// Two of a mentor always agree: ten mentors a side are ten units a side, not twenty.
    #[test]
    fn units_that_share_a_mentor_do_not_make_a_gap_more_certain() {
        let side = |level: &str, shift: f64, names: bool| {
            let values: Vec<f64> = (0..20).map(|at| shift + f64::from(at / 2 % 5)).collect();
            let mut one = slice("all", "site", level, &[("value", values.clone())], &[1; 20]);
            if names {
                let mentors = (0..20).map(|at| Some(format!("{level}{}", at / 2))).collect();
                let columns = vec![
                    ("value".to_owned(), Values::Numbers(values.into_iter().map(Some).collect())),
                    ("cluster".to_owned(), Values::Texts(mentors)),
                ];
                one.cells = Cells::new(columns, vec![1; 20]);
            }
            one
        };
        let (kpi, settings) = kpi("one_group", "mean");
        let gap = |names| {
            let slices = [side("North", 1.0, names), side("South", 0.0, names)];
            between(&kpi, &slices, &settings, &[]).unwrap().remove(0).1
        };
        let (shared, alone) = (gap(true), gap(false));
        assert_eq!((shared.n_clusters, shared.method.as_str()), (Some(20), "welch_t_cr2"));
        let [shared, alone] = [shared, alone].map(|gap| gap.estimate.unwrap());
        assert_abs_diff_eq!(shared.value, 1.0, epsilon = 1e-12);
        let width = |gap: Estimate| gap.high.unwrap() - gap.low.unwrap();
        // Two equal values are one: the interval is that of ten values a side.
        assert!(width(shared) > 1.4 * width(alone));
        let one_each =
            |shift: f64| -> Vec<f64> { (0..10).map(|at| shift + f64::from(at % 5)).collect() };
        let few = ["North", "South"].map(|level| {
            let shift = f64::from(u8::from(level == "North"));
            slice("all", "site", level, &[("value", one_each(shift))], &[1; 10])
        });
        let few = between(&kpi, &few, &settings, &[]).unwrap().remove(0).1.estimate.unwrap();
        assert_abs_diff_eq!(width(shared), width(few), epsilon = 1e-9);
    }

    #[test]
    fn a_term_stands_against_the_one_before_it_in_time() {
        let term = |term: &str, events: Vec<f64>| {
            slice(term, "all", "all", &[("events", events), ("exposure", vec![1.0, 2.0])], &[4, 4])
        };
        let slices = [term("autumn", vec![2.0, 5.0]), term("spring", vec![3.0, 5.0])];
        let terms = ["spring".to_owned(), "autumn".to_owned()];
        let (kpi, settings) = kpi("rate", "rate");
        let found = between(&kpi, &slices, &settings, &terms).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1.contrast.as_deref(), Some("autumn vs spring"));
        assert!(found[0].1.notes[0].contains("in both terms"));
        assert_abs_diff_eq!(
            found[0].1.estimate.unwrap().value,
            7.0 / 3.0 - 8.0 / 3.0,
            epsilon = 1e-12
        );
    }

    #[test]
    fn eight_terms_have_control_limits_and_seven_have_none() {
        let mut shares: BTreeMap<String, (f64, u64)> =
            (0..7).map(|at| (format!("t{at}"), (0.5, 100))).collect();
        assert!(out_of_control(&shares).is_empty());
        shares.insert("t7".to_owned(), (0.8, 100));
        let found = out_of_control(&shares);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0],
            (
                "t7".to_owned(),
                "outside of the control limits 39 to 69 in 100 around all terms".to_owned()
            )
        );
    }
}
