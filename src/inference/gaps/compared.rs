//! What of a measure is compared between two sides, and how.

use super::lasting::Horizon;
use super::{OWN, lasting};
use crate::inference::design::Numbering;
use crate::inference::finding::{Answer, Estimate};
use crate::inference::paired::pairs::difference;
use crate::inference::regression::clustered::{FEWEST_CLUSTERS, too_few_clusters};
use crate::inference::regression::observations::Unit;
use crate::inference::result::{TestResult, joined};
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{
    ClusterSpread, Durations, InferenceError, Level, Moments, Observations, Paired,
    Recommendations, Sample, Settings, cluster_contrast, least_squares, median,
    net_promoter_difference, newcombe, robust_rate, welch_t,
};
use crate::measures::{Cells, Kpi, Slice};

/// What is compared.
pub(super) struct What {
    kind: Kind,
    unit: String,
}

/// A slice, and what is averaged of it: each value once.
pub(super) struct Side<'s> {
    pub(super) slice: &'s Slice,
    values: Sample,
    /// Its rows with who shares them, in the order of the clusters; `None` where no cluster is named.
    by_cluster: Option<Vec<(Option<u64>, usize)>>,
}

impl Side<'_> {
    /// Its rows with their cluster, if any is named.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<u64>, usize)> {
        let all = self.slice.cells.counts().len();
        let plain = (0..all).filter(|_| self.by_cluster.is_none()).map(|row| (None, row));
        self.by_cluster.iter().flatten().copied().chain(plain)
    }
}

enum Kind {
    /// Shares of 1 among 0 and 1.
    Share(fn(f64, f64) -> f64, f64),
    /// Means of a number.
    Mean,
    /// Medians of a number.
    Median,
    /// Net promoter scores.
    Score,
    /// Means of after minus before.
    Change,
    /// Events by exposure.
    Rate,
    /// Days that last, out of the first ones.
    Lasting(Horizon),
}

impl What {
    /// By the headline of the measure; measures of other designs are not compared.
    pub(super) fn of(
        kpi: &Kpi,
        slices: &[Slice],
        settings: &Settings,
    ) -> Result<Option<Self>, InferenceError> {
        let values = |plain: &str| settings.text("values").unwrap_or(plain).to_owned();
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
        let headline = settings.list("answers").first().copied();
        let (kind, unit) = match (kpi.design.as_str(), headline) {
            ("one_group", Some("top_box")) => {
                let Some(from) = settings.number("top_box")? else { return Ok(None) };
                let reached: fn(f64, f64) -> f64 = |value, from| f64::from(u8::from(value >= from));
                (Kind::Share(reached, from), "share".to_owned())
            }
            ("one_group", Some("share")) if is_binary() => {
                (Kind::Share(as_is, 0.0), "share".to_owned())
            }
            ("one_group", Some("mean") | None) => (Kind::Mean, values("points")),
            ("one_group", Some("median")) => (Kind::Median, values("points")),
            ("one_group", Some("nps")) => (Kind::Score, "nps".to_owned()),
            // Whose change is reliable is counted from the same changes, which another measure compares.
            ("paired", Some(headline)) if headline.starts_with("reliably") => return Ok(None),
            ("paired", _) => (Kind::Change, values("points")),
            ("rate", _) => (Kind::Rate, values("ratio")),
            ("duration", Some("survival" | "rmst" | "median") | None) => {
                match Horizon::of(settings)? {
                    Some(horizon) => (Kind::Lasting(horizon), "days".to_owned()),
                    None => return Ok(None),
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(Self { kind, unit }))
    }

    /// A slice as a side of comparisons; the clusters of all sides are numbered alike.
    pub(super) fn side<'s>(&self, slice: &'s Slice, numbering: &mut Numbering) -> Side<'s> {
        let values = match self.kind {
            Kind::Rate | Kind::Lasting(_) => Sample::default(),
            _ => Sample::gather(self.values(&slice.cells)),
        };
        let by_cluster = numbering.of(&slice.cells, "cluster").map(|clusters| {
            let mut rows: Vec<_> = clusters.into_iter().zip(0..).collect();
            rows.sort_unstable();
            rows
        });
        Side { slice, values, by_cluster }
    }

    /// An answer about two sides that is still to be filled; the smaller side decides what may be published.
    pub(super) fn blank(
        &self,
        name: &str,
        contrast: &str,
        own: &Side<'_>,
        others: &[&Side<'_>],
    ) -> Answer {
        let blank = Answer::named(name, &self.unit, self.method()).about(contrast);
        let (one, zero) = match &self.kind {
            Kind::Rate => {
                let (one, zero) = (rates(&[own]), rates(others));
                ((one.n(), one.n_missing()), zero.n())
            }
            Kind::Lasting(_) => {
                let (one, zero) = (lasting::durations(&[own]), lasting::durations(others));
                let count = |side: &Result<Durations, InferenceError>| {
                    side.as_ref().map_or((0, 0), |side| (side.n(), side.n_missing()))
                };
                (count(&one), count(&zero).0)
            }
            _ => {
                let (one, zero) = (sample(&[own]), sample(others));
                ((one.n(), one.n_missing()), zero.n())
            }
        };
        blank.counted(one.0.min(zero), one.1)
    }

    /// Two terms that were not counted in the same way.
    pub(super) fn not_compared(
        &self,
        name: &str,
        contrast: &str,
        own: &Side<'_>,
        before: &Side<'_>,
        reason: &str,
    ) -> Answer {
        let mut answer = self.blank(name, contrast, own, &[before]);
        answer.note(format!("not computed: {reason}"));
        answer
    }

    pub(super) fn difference(
        &self,
        name: &str,
        contrast: &str,
        own: &Side<'_>,
        others: &[&Side<'_>],
        level: Level,
    ) -> Result<Answer, InferenceError> {
        let blank = self.blank(name, contrast, own, others);
        let own = &[own];
        match &self.kind {
            Kind::Rate => {
                let test = robust_rate(&rates(own), level)
                    .and_then(|one| Ok((one, robust_rate(&rates(others), level)?)))
                    .map(|(one, zero)| apart(&one, &zero, level));
                blank.filled(test, |answer, test| answer.take(&test))
            }
            Kind::Lasting(horizon) => horizon.difference(blank, own, others, level),
            Kind::Share(..) => {
                let yes = |sample: &Sample| (sample.n_yes(), sample.n());
                let (one, zero) = (sample(own), sample(others));
                blank.filled(newcombe(yes(&one), yes(&zero), level), |answer, test| {
                    answer.take(&test);
                })
            }
            Kind::Score => {
                let score = |side: &[&Side<'_>]| Recommendations::of(&sample(side));
                let test = net_promoter_difference(score(own), score(others), level);
                blank.filled(test, |answer, test| answer.take(&test))
            }
            Kind::Median => {
                let both = median(&sample(own), level)
                    .and_then(|one| Ok((one, median(&sample(others), level)?)));
                blank.filled(both, |answer, (one, zero)| {
                    let gap = apart_by(one, zero);
                    answer.estimate = Some(gap);
                    if let Some((statistic, p)) = tested(gap, level) {
                        (answer.statistic, answer.p_value) = (Some(statistic), Some(p));
                    }
                    if gap.low.is_none() {
                        answer.note("no interval: it needs six values on each side");
                    }
                })
            }
            Kind::Mean | Kind::Change => self.means(blank, own, others, level),
        }
    }

    fn means(
        &self,
        mut blank: Answer,
        own: &[&Side<'_>],
        others: &[&Side<'_>],
        level: Level,
    ) -> Result<Answer, InferenceError> {
        let (one, zero) = (sample(own), sample(others));
        let point = one.mean().zip(zero.mean()).map(|(one, zero)| one - zero);
        if let Some(observations) = self.sharing(own, others) {
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
        let moments = |sample: &Sample| -> Result<Moments, InferenceError> {
            sample.moments("answers in each group")
        };
        let test = moments(&one)
            .and_then(|one| Ok((one, moments(&zero)?)))
            .and_then(|(one, zero)| welch_t(&one, &zero, level));
        blank.filled_or_point(test, point, |answer, test| answer.take(&test))
    }

    /// Both sides with who shares a cluster; `None` where no cluster is named.
    fn sharing(&self, own: &[&Side<'_>], others: &[&Side<'_>]) -> Option<Observations> {
        let mut rows = Vec::new();
        let mut is_named = false;
        let sides = own.iter().map(|side| (side, 1.0));
        for (of, side) in sides.chain(others.iter().map(|side| (side, 0.0))) {
            let by_cluster = of.by_cluster.as_ref()?;
            is_named |= by_cluster.iter().any(|(cluster, _)| cluster.is_some());
            let values = self.values(&of.slice.cells);
            rows.extend(by_cluster.iter().map(|&(cluster, row)| {
                let (outcome, count) = values[row];
                Unit { outcome, predictors: [Some(side)], cluster, count }
            }));
        }
        is_named.then(|| Observations::numbered(&[OWN], rows, true))
    }

    fn method(&self) -> &'static str {
        match self.kind {
            Kind::Share(..) => "newcombe",
            Kind::Mean | Kind::Change => "welch_t",
            Kind::Median => "median_difference",
            Kind::Score => "nps_difference",
            Kind::Rate => "robust_ratio",
            Kind::Lasting(_) => "restricted_mean",
        }
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

    /// What a model of both sides explains; `None` for what is no mean.
    pub(super) fn modelled<'c>(&self, cells: &'c Cells) -> Option<Modelled<'c>> {
        let values = self.values(cells).into_iter().map(|(value, _)| value);
        match self.kind {
            Kind::Share(..) | Kind::Mean => {
                Some(Modelled { outcome: values.collect(), start: None })
            }
            Kind::Score => {
                let kind = |value: f64| f64::from(i8::from(value >= 9.0) - i8::from(value < 7.0));
                let outcome = values.map(|value| value.map(kind)).collect();
                Some(Modelled { outcome, start: None })
            }
            Kind::Change => Some(Modelled {
                outcome: cells.numbers("after")?.to_vec(),
                start: Some(cells.numbers("before")?),
            }),
            Kind::Median | Kind::Rate | Kind::Lasting(_) => None,
        }
    }
}

/// Outcomes row by row, and where each row started, in designs that know it.
pub(super) struct Modelled<'c> {
    pub(super) outcome: Vec<Option<f64>>,
    pub(super) start: Option<&'c [Option<f64>]>,
}

/// What is averaged of some slices together.
fn sample(sides: &[&Side<'_>]) -> Sample {
    let each = sides.iter().map(|side| &side.values);
    Sample::gather(each.flat_map(|sample| {
        let values = sample.values().iter().map(|(value, count)| (Some(*value), *count));
        values.chain([(None, sample.n_missing())])
    }))
}

fn rates(sides: &[&Side<'_>]) -> Paired {
    let mut rows = Vec::new();
    for cells in sides.iter().map(|side| &side.slice.cells) {
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

/// The difference of two estimates with the interval that joins theirs, if both have one.
fn apart_by(one: Estimate, zero: Estimate) -> Estimate {
    let has_ends = |side: Estimate| side.low.is_some() && side.high.is_some();
    if has_ends(one) && has_ends(zero) {
        joined(one, zero)
    } else {
        Estimate { value: one.value - zero.value, low: None, high: None }
    }
}

/// The normal test whose interval this is: its p-value is below the complement of the level when the interval leaves out 0.
fn tested(gap: Estimate, level: Level) -> Option<(f64, f64)> {
    let (low, high) = gap.low.zip(gap.high)?;
    let reach = if gap.value > 0.0 { gap.value - low } else { high - gap.value };
    // Where all of a side give the same answer, the interval has no width and nothing to test with.
    let statistic = (reach > 0.0).then(|| normal_quantile(level) * gap.value / reach)?;
    Some((statistic, normal_p(statistic)))
}
