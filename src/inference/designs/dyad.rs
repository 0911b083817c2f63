//! Mentor and mentee of the same match: do they see it alike?

use super::average::{average, clusters};
use crate::inference::design::CLUSTER;
use crate::inference::paired::pairs::difference;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Limits, Pair, Paired,
    Ratings, Reply, Settings, icc_agreement, icc_consistency, limits_of_agreement, mean_t,
    paired_t, weighted_kappa, wilson,
};
use crate::measures::Cells;

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
    for answer in &mut answers {
        answer.n_excluded = n_excluded;
        if n_excluded > 0 {
            answer.note(format!("{n_excluded} with an answer outside the scale were left out"));
        }
    }
    Ok(Reply { answers, points: Vec::new() })
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
mod tests {
    use std::collections::BTreeMap;

    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::{Estimate, Level};
    use crate::measures::Values;

    fn cells(rows: &[(Option<f64>, Option<f64>, u64)]) -> Cells {
        let (mentor, mentee) = rows.iter().map(|row| (row.0, row.1)).unzip();
        let columns = vec![
            ("mentor".to_owned(), Values::Numbers(mentor)),
            ("mentee".to_owned(), Values::Numbers(mentee)),
        ];
        Cells::new(columns, rows.iter().map(|row| row.2).collect())
    }

    fn settings(keys: &[(&str, &str)]) -> Settings {
        let keys: BTreeMap<_, _> =
            keys.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Settings::new(Level::P95, keys)
    }

    fn find<'r>(reply: &'r Reply, name: &str) -> &'r Answer {
        reply.answers.iter().find(|answer| answer.answer == name).unwrap()
    }

    const ROWS: [(Option<f64>, Option<f64>, u64); 6] = [
        (Some(5.0), Some(4.0), 3),
        (Some(4.0), Some(4.0), 4),
        (Some(5.0), Some(2.0), 1),
        (Some(3.0), Some(4.0), 2),
        (None, Some(4.0), 5),
        (Some(9.0), Some(4.0), 1),
    ];

    #[test]
    fn a_dyad_with_one_side_missing_is_counted_and_one_off_the_scale_excluded() {
        let reply =
            answer(&cells(&ROWS), &settings(&[("minimum", "1"), ("maximum", "5")])).unwrap();
        let names: Vec<_> = reply.answers.iter().map(|answer| answer.answer.as_str()).collect();
        let specified: Vec<_> = DESIGN.answers.iter().map(|spec| spec.name).collect();
        assert_eq!(names, specified);
        for answer in &reply.answers {
            assert_eq!((answer.n, answer.n_missing, answer.n_excluded), (10, 5, 1));
        }
        let gap = find(&reply, "mean_gap");
        assert_abs_diff_eq!(gap.estimate.unwrap().value, 0.4, epsilon = 1e-12);
        assert_eq!(gap.df, Some(9.0));
        assert_abs_diff_eq!(
            find(&reply, "mean_absolute_gap").estimate.unwrap().value,
            0.8,
            epsilon = 1e-12
        );
        assert_abs_diff_eq!(find(&reply, "share_aligned").estimate.unwrap().value, 0.9);
        assert_eq!(find(&reply, "limits_of_agreement").notes.len(), 2);
    }

    #[test]
    fn the_tolerance_decides_what_is_aligned() {
        let share = |tolerance: &str| {
            let reply = answer(&cells(&ROWS[..5]), &settings(&[("tolerance", tolerance)])).unwrap();
            find(&reply, "share_aligned").estimate.unwrap().value
        };
        for (tolerance, expected) in [("0", 0.4), ("1", 0.9), ("3", 1.0)] {
            assert_abs_diff_eq!(share(tolerance), expected);
        }
        assert!(answer(&cells(&ROWS), &settings(&[("tolerance", "-1")])).is_err());
    }

    #[test]
    fn dyads_that_agree_fully_have_estimates_without_intervals() {
        let rows = [(Some(4.0), Some(4.0), 3), (Some(2.0), Some(2.0), 3)];
        let reply = answer(&cells(&rows), &settings(&[])).unwrap();
        let exact = |value: f64| Some(Estimate { value, low: None, high: None });
        assert_eq!(find(&reply, "mean_gap").estimate, exact(0.0));
        for name in ["icc_agreement", "icc_consistency", "weighted_kappa"] {
            assert_eq!(find(&reply, name).estimate, exact(1.0), "{name}");
        }
        assert!(find(&reply, "limits_of_agreement").estimate.is_none());
    }

    #[test]
    fn no_complete_dyad_leaves_every_answer_with_a_note() {
        let reply = answer(&cells(&[(None, Some(4.0), 5)]), &settings(&[])).unwrap();
        assert!(
            reply
                .answers
                .iter()
                .all(|answer| answer.estimate.is_none() && !answer.notes.is_empty())
        );
    }
}
