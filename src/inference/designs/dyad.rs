//! Mentor and mentee of the same match: do they see it alike?

mod closer;

use super::average::{average, clusters};
use crate::inference::design::CLUSTER;
use crate::inference::paired::pairs::difference;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Limits, Pair, Paired,
    Point, Ratings, Reply, Settings, icc_agreement, icc_consistency, limits_of_agreement, mean_t,
    paired_t, weighted_kappa, wilson,
};
use crate::measures::Cells;

pub(super) use closer::metric;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "dyad",
    about: "two numbers per match, the mentor's and the mentee's: how far the two agree",
    columns: &[
        ColumnSpec {
            name: "mentor",
            kind: ColumnKind::Number,
            required: true,
            about: "the mentor's number",
        },
        ColumnSpec {
            name: "mentee",
            kind: ColumnKind::Number,
            required: true,
            about: "the mentee's number, on the same scale",
        },
        CLUSTER,
        ColumnSpec {
            name: "outcome",
            kind: ColumnKind::Number,
            required: false,
            about: "what happened to the match, such as satisfaction, for the response surface",
        },
    ],
    answers: &[
        AnswerSpec {
            name: "mean_gap",
            about: "mean of mentor minus mentee with the paired t test",
        },
        AnswerSpec { name: "icc_agreement", about: "ICC(A,1): the same answer, level included" },
        AnswerSpec { name: "icc_consistency", about: "ICC(C,1): the same ranking, level aside" },
        AnswerSpec { name: "weighted_kappa", about: "agreement beyond chance, quadratic weights" },
        AnswerSpec { name: "share_aligned", about: "share with a gap of `tolerance` or less" },
        AnswerSpec {
            name: "mean_absolute_gap",
            about: "mean size of the gap, whatever its direction",
        },
        AnswerSpec {
            name: "limits_of_agreement",
            about: "Bland and Altman's limits: between which gaps nearly all matches lie",
        },
        AnswerSpec { name: "mean_mentor", about: "mentors' mean, of complete dyads" },
        AnswerSpec { name: "mean_mentee", about: "mentees' mean, of complete dyads" },
        AnswerSpec {
            name: "lower_limit",
            about: "when asked for: the lower limit of agreement with its interval",
        },
        AnswerSpec {
            name: "upper_limit",
            about: "when asked for: the upper limit of agreement with its interval",
        },
        AnswerSpec {
            name: "proportional_bias",
            about: "when asked for: slope of the gap on the mean of both sides",
        },
        AnswerSpec {
            name: "kappa",
            about: "when asked for: Cohen's kappa, any gap counts the same",
        },
        AnswerSpec { name: "linear_kappa", about: "when asked for: kappa with linear weights" },
        AnswerSpec {
            name: "icc_one_way",
            about: "when asked for: ICC(1), for sides that could be exchanged",
        },
        AnswerSpec {
            name: "partner_check",
            about: "when asked for: mean size of the gap less that of partners drawn by lot (`seed`, `resamples`)",
        },
        AnswerSpec {
            name: "krippendorff_alpha",
            about: "when asked for: alpha on the `metric` nominal, ordinal (if not said), interval or ratio (`seed`, `resamples`)",
        },
        AnswerSpec {
            name: "response_surface",
            about: "when asked for: `response_surface_a1` to `_a5` of `outcome`, from `midpoint` or the middle of `minimum` and `maximum`; with `guard: yes` only where it can be told from chance",
        },
    ],
    settings: &[
        "minimum",
        "maximum",
        "tolerance",
        "metric",
        "midpoint",
        "guard",
        "seed",
        "resamples",
    ],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (mentor, mentee) = (DESIGN.numbers(cells, "mentor")?, DESIGN.numbers(cells, "mentee")?);
    let scale = Scale::of(settings)?;
    let (dyads, n_excluded) = scale.dyads(&mentor, &mentee, cells.counts());
    let mut answers = vec![mean_gap(&dyads, &scale, cells, (&mentor, &mentee), settings)?];
    answers.extend(agreement(&dyads, settings)?);
    answers.extend(gaps(&dyads, settings)?);
    for (name, values) in [("mean_mentor", dyads.before()), ("mean_mentee", dyads.after())] {
        let mean = mean_t(&values, settings.level);
        answers.push(named(name, "points", "mean_t", &dyads).filled_or_point(
            mean,
            values.mean(),
            |answer, test| answer.take_interval(&test),
        )?);
    }
    answers.extend(closer::answers(&dyads, settings)?);
    let outcome = match cells.column("outcome") {
        Some(_) => Some(DESIGN.numbers(cells, "outcome")?),
        None => None,
    };
    let sides = (mentor.as_slice(), mentee.as_slice());
    answers.extend(closer::surface(sides, outcome.as_deref(), cells.counts(), &scale, settings)?);
    for answer in &mut answers {
        answer.n_excluded = n_excluded;
        if n_excluded > 0 {
            answer.note(format!("{n_excluded} with an answer outside the scale were left out"));
        }
    }
    Ok(Reply { answers, points: pairs(&dyads) })
}

/// Pairs of answers that are drawn one by one; more have no shape that an eye could follow.
const MOST_PAIRS: usize = 441;

/// The gap of every pair of answers over the average of both.
fn pairs(dyads: &Paired) -> Vec<Point> {
    if dyads.pairs().len() > MOST_PAIRS {
        return Vec::new();
    }
    let point = |pair: &Pair| Point {
        series: "agreement".to_owned(),
        x: Some(f64::midpoint(pair.before, pair.after)),
        y: Some(difference(pair.after, pair.before)),
        n: Some(pair.count),
        ..Point::default()
    };
    dyads.pairs().iter().map(point).collect()
}

/// The ends of the scale, when the header tells them.
struct Scale {
    minimum: Option<f64>,
    maximum: Option<f64>,
}

impl Scale {
    fn of(settings: &Settings) -> Result<Self, InferenceError> {
        Ok(Self { minimum: settings.number("minimum")?, maximum: settings.number("maximum")? })
    }

    fn has(&self, value: f64) -> bool {
        self.minimum.is_none_or(|least| value >= least)
            && self.maximum.is_none_or(|most| value <= most)
    }

    /// Mentor minus mentee; none with a side missing or outside the scale.
    fn gap(&self, mentor: Option<f64>, mentee: Option<f64>) -> Option<f64> {
        let (mentor, mentee) = mentor.zip(mentee)?;
        (self.has(mentor) && self.has(mentee)).then(|| difference(mentee, mentor))
    }

    /// Dyads on the scale, and how many complete ones are not.
    fn dyads(
        &self,
        mentor: &[Option<f64>],
        mentee: &[Option<f64>],
        counts: &[u64],
    ) -> (Paired, u64) {
        let rows =
            || mentor.iter().copied().zip(mentee.iter().copied()).zip(counts.iter().copied());
        let is_outside = |(mentor, mentee): (Option<f64>, Option<f64>)| {
            mentor
                .zip(mentee)
                .is_some_and(|(mentor, mentee)| !(self.has(mentor) && self.has(mentee)))
        };
        let kept = rows().filter(|(sides, _)| !is_outside(*sides));
        let dyads = Paired::gather(kept.map(|((mentor, mentee), count)| (mentor, mentee, count)));
        (dyads, rows().filter(|(sides, _)| is_outside(*sides)).map(|(_, count)| count).sum())
    }
}

fn named(answer: &str, unit: &str, method: &str, dyads: &Paired) -> Answer {
    Answer::named(answer, unit, method).counted(dyads.n(), dyads.n_missing())
}

fn mean_gap(
    dyads: &Paired,
    scale: &Scale,
    cells: &Cells,
    (mentor, mentee): (&[Option<f64>], &[Option<f64>]),
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let gaps: Vec<Option<f64>> =
        mentor.iter().zip(mentee).map(|(mentor, mentee)| scale.gap(*mentor, *mentee)).collect();
    let groups = clusters(cells, &gaps);
    let blank = named("mean_gap", "points", "paired_t", dyads);
    // The pairs run from mentor to mentee, the gap the other way.
    let turned = Paired::gather(
        dyads.pairs().iter().map(|pair| (Some(pair.after), Some(pair.before), pair.count)),
    );
    let plain = || paired_t(&turned, settings.level);
    let (mut answer, test) =
        average(blank, &turned.differences(), groups.as_ref(), settings.level, plain)?;
    if let Some(test) = test {
        answer.take(&test);
    }
    Ok(answer)
}

fn agreement(dyads: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let (ratings, level) = (Ratings::of_pairs(dyads), settings.level);
    let found = [
        ("icc_agreement", "mcgraw_wong", icc_agreement(&ratings, level)),
        ("icc_consistency", "mcgraw_wong", icc_consistency(&ratings, level)),
        ("weighted_kappa", "fleiss_cohen_everitt", weighted_kappa(dyads, level)),
    ];
    let fill = |(name, method, result)| {
        named(name, "correlation", method, dyads).filled(result, |answer, estimate| {
            answer.estimate = Some(estimate);
            if estimate.low.is_none() {
                answer.note("no interval: it does not exist for these answers");
            }
        })
    };
    found.into_iter().map(fill).collect()
}

fn gaps(dyads: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let tolerance = settings.number("tolerance")?.unwrap_or(1.0);
    if tolerance < 0.0 {
        return Err(InferenceError::Setting {
            name: "tolerance".to_owned(),
            found: tolerance.to_string(),
            allowed: "0 or more points".to_owned(),
        });
    }
    let gap = |pair: &Pair| difference(pair.after, pair.before);
    let sizes = dyads.sample(|pair| gap(pair).abs());
    let aligned = wilson(sizes.count(|size| size <= tolerance), dyads.n(), settings.level);
    let share =
        named("share_aligned", "share", "wilson", dyads).filled(aligned, |answer, estimate| {
            answer.estimate = Some(estimate);
            answer.note(format!("a gap of {tolerance} or less counts as aligned"));
        })?;
    let blank = named("mean_absolute_gap", "points", "mean_t", dyads);
    let mean = mean_t(&sizes, settings.level);
    let size =
        blank.filled_or_point(mean, sizes.mean(), |answer, test| answer.take_interval(&test))?;
    let limits = limits_of_agreement(&dyads.sample(gap), settings.level);
    let blank = named("limits_of_agreement", "points", "bland_altman", dyads);
    let limits = blank.filled(limits, |answer, Limits { estimate, standard_error, .. }| {
        answer.estimate = Some(estimate);
        answer.note(format!(
            "limits, no confidence interval; standard error of each limit {standard_error:.3}"
        ));
    })?;
    Ok(vec![share, size, limits])
}

#[cfg(test)]
mod tests;
