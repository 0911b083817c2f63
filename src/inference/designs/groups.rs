//! Two or more groups of different people: how far are they apart?

mod amounts;
mod answers;
mod categories;
mod ranks;
mod shares;

use super::arms::{Arms, contrast};
use crate::inference::{
    Answer, ColumnKind, ColumnSpec, Design, InferenceError, Moments, Recommendations, Reply,
    Sample, Settings, hedges_g, mean_t, net_promoter_difference, newcombe, welch_anova, welch_t,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "groups",
    about: "one number per unit and the unit's group: every group against the reference",
    columns: &[
        ColumnSpec {
            name: "group_id",
            kind: ColumnKind::Text,
            required: true,
            about: "the unit's group",
        },
        ColumnSpec {
            name: "value",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number; 1 and 0 for yes and no",
        },
        ColumnSpec {
            name: "category",
            kind: ColumnKind::Text,
            required: false,
            about: "the unit's category, for `chi_square` and `fisher`; without it every number is one",
        },
    ],
    answers: answers::ANSWERS,
    settings: &["reference", "alternative", "zero_cells", "nps"],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (ids, values) = (DESIGN.texts(cells, "group_id")?, DESIGN.numbers(cells, "value")?);
    let groups = Groups::of(&ids, &values, cells.counts());
    let mut answers = groups.differences(settings)?;
    if settings.gives("risk_difference", groups.is_binary()) {
        answers.extend(groups.risk_differences(settings)?);
    }
    if settings.names("nps_difference") || settings.text("nps") == Some("yes") {
        answers.extend(groups.score_differences(settings)?);
    }
    if settings.gives("any_difference", groups.arms.names.len() >= 3) {
        answers.push(groups.any_difference()?);
    }
    answers.extend(groups.means(settings)?);
    answers.extend(ranks::answers(&groups, settings)?);
    answers.extend(shares::answers(&groups, settings)?);
    answers.extend(categories::answers(&groups, cells, settings)?);
    answers.extend(amounts::answers(&groups, settings)?);
    Ok(Reply { answers, points: Vec::new() })
}

/// The values of each group.
struct Groups {
    arms: Arms,
    samples: Vec<Sample>,
}

impl Groups {
    fn of(ids: &[Option<String>], values: &[Option<f64>], counts: &[u64]) -> Self {
        let arms = Arms::of(ids, counts);
        let rows = || ids.iter().zip(values).zip(counts);
        let of_group = |name: &String| {
            let own = rows().filter(|((id, _), _)| id.as_ref() == Some(name));
            Sample::gather(own.map(|((_, &value), &count)| (value, count)))
        };
        let samples = arms.names.iter().map(of_group).collect();
        Self { arms, samples }
    }

    fn is_binary(&self) -> bool {
        self.samples.iter().all(|sample| sample.n() == 0 || sample.is_binary())
            && self.samples.iter().any(Sample::is_binary)
    }

    /// Groups with as many units, and their names.
    fn with_units(&self, fewest: u64) -> Vec<(&str, &Sample)> {
        let named = self.arms.names.iter().map(String::as_str).zip(&self.samples);
        named.filter(|(_, sample)| sample.n() >= fewest).collect()
    }

    fn sample(&self, name: &str) -> &Sample {
        let at = self.arms.names.iter().position(|group| group == name);
        &self.samples[at.expect("only groups that occur are asked for")]
    }

    /// The header's reference where it occurs, else the alphabetically first group.
    fn reference(&self, settings: &Settings) -> Option<&str> {
        let named = settings.text("reference").and_then(|name| self.arms.first_of(&[name]));
        named.or(self.arms.names.first().map(String::as_str))
    }

    fn blank(&self, name: &str, unit: &str, method: &str) -> Answer {
        let mut answer = Answer::named(name, unit, method);
        answer.n_excluded = self.arms.n_unnamed;
        if answer.n_excluded > 0 {
            answer.note("units without a group were left out");
        }
        answer
    }

    /// One answer for each group against the reference; a single one that says why when there is nothing to compare.
    fn against(
        &self,
        settings: &Settings,
        blank: impl Fn() -> Answer,
        fill: impl Fn(Answer, &Sample, &Sample) -> Result<Answer, InferenceError>,
    ) -> Result<Vec<Answer>, InferenceError> {
        let found = self.arms.names.len() as u64;
        let Some(reference) = self.reference(settings).filter(|_| found >= 2) else {
            let error = InferenceError::TooFew { needed: 2, what: "groups", found };
            return Ok(vec![blank().filled(Err::<(), _>(error), |_, ()| {})?]);
        };
        let zero = self.sample(reference);
        let answer = |name: &str| {
            let one = self.sample(name);
            let counted = blank().counted(one.n() + zero.n(), one.n_missing() + zero.n_missing());
            let mut answer = fill(counted.about(&contrast(name, reference)), one, zero)?;
            if settings.text("reference").is_some_and(|asked| asked != reference) {
                answer.note(format!(
                    "the reference of the plan does not occur; {reference} stands in"
                ));
            }
            Ok(answer)
        };
        self.arms.others(reference).map(answer).collect()
    }

    fn differences(&self, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
        let blank = || self.blank("difference", "points", "welch_t");
        let alternative = settings.alternative()?;
        self.against(settings, blank, |answer, one, zero| {
            let moments = moments(one, zero);
            let test = moments.clone().and_then(|(one, zero)| welch_t(&one, &zero, settings.level));
            let apart = one.mean().zip(zero.mean()).map(|(one, zero)| one - zero);
            let mut answer = answer.filled_or_point(test, apart, |answer, test| {
                answer.take(&test);
                answer.take_p(&test.p_values(), alternative);
            })?;
            if let Ok(effect) =
                moments.and_then(|(one, zero)| hedges_g(&one, &zero, settings.level))
            {
                answer.effect_kind = Some("hedges_g".to_owned());
                answer.effect = Some(effect);
            }
            Ok(answer)
        })
    }

    fn risk_differences(&self, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
        let blank = || self.blank("risk_difference", "share", "newcombe");
        let alternative = settings.alternative()?;
        self.against(settings, blank, |answer, one, zero| {
            let yes = |sample: &Sample| (sample.n_yes(), sample.n());
            let found = if self.is_binary() {
                newcombe(yes(one), yes(zero), settings.level)
            } else {
                let reason = "a share needs values of 0 and 1 only".to_owned();
                Err(InferenceError::Undefined { reason })
            };
            answer.filled(found, |answer, test| {
                answer.take(&test);
                answer.take_p(&test.p_values(), alternative);
            })
        })
    }

    fn score_differences(&self, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
        let blank = || self.blank("nps_difference", "nps", "adjusted_wald_joined");
        let alternative = settings.alternative()?;
        self.against(settings, blank, |mut answer, one, zero| {
            let scores = [one, zero].map(Recommendations::of);
            answer.n = scores[0].n() + scores[1].n();
            let outside = one.n() + zero.n() - answer.n;
            if outside > 0 {
                answer.n_excluded += outside;
                answer.note("answers that are not whole numbers from 0 to 10 were left out");
            }
            let found = net_promoter_difference(scores[0], scores[1], settings.level);
            answer.filled(found, |answer, test| {
                answer.take(&test);
                answer.take_p(&test.p_values(), alternative);
            })
        })
    }

    fn any_difference(&self) -> Result<Answer, InferenceError> {
        let moments: Vec<Moments> =
            self.samples.iter().filter_map(|sample| sample.moments("answers").ok()).collect();
        let total = |of: fn(&Sample) -> u64| self.samples.iter().map(of).sum();
        let blank = self
            .blank("any_difference", "ratio", "welch_anova")
            .counted(total(Sample::n), total(Sample::n_missing));
        blank.filled(welch_anova(&moments), |answer, test| {
            answer.statistic = Some(test.statistic);
            answer.df = Some(test.df_between);
            answer.p_value = Some(test.p_value);
            answer.note(format!(
                "F with {} and {:.1} degrees of freedom",
                test.df_between, test.df_within
            ));
        })
    }

    fn means(&self, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
        let mean = |(name, sample): (&String, &Sample)| {
            let blank = Answer::named("mean", "points", "mean_t");
            let blank = blank.counted(sample.n(), sample.n_missing()).about(name);
            let found = mean_t(sample, settings.level);
            blank.filled_or_point(found, sample.mean(), |answer, test| answer.take_interval(&test))
        };
        self.arms.names.iter().zip(&self.samples).map(mean).collect()
    }
}

fn moments(one: &Sample, zero: &Sample) -> Result<(Moments, Moments), InferenceError> {
    Ok((one.moments("answers in each group")?, zero.moments("answers in each group")?))
}

#[cfg(test)]
mod tests;
