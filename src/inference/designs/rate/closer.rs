//! Rates for a closer look: by resampling, and of one group by another's.

use std::collections::BTreeMap;

use super::{exposed, whole_events};
use crate::inference::design::optional_texts;
use crate::inference::designs::arms::{Arms, contrast};
use crate::inference::{
    Answer, InferenceError, Paired, Resampling, Settings, bootstrap_rate, poisson_rate_ratio,
    rate_ratio,
};
use crate::measures::Cells;

/// Events and exposure of every row.
type Columns<'a> = (&'a [Option<f64>], &'a [Option<f64>]);

/// Draws clusters where the table names them, else units.
pub(super) fn bootstrap(
    mut blank: Answer,
    units: &Paired,
    columns: Columns<'_>,
    cells: &Cells,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let resampling = Resampling::asked(settings)?;
    let sums = cluster_sums(columns, cells);
    let drawn = sums.as_ref().unwrap_or(units);
    blank.n_clusters = sums.as_ref().map(Paired::n);
    blank.filled(bootstrap_rate(drawn, settings.level, resampling), |answer, estimate| {
        answer.estimate = Some(estimate);
        answer.note(resampling.said());
    })
}

/// Events and exposure of each cluster; a unit without a cluster is one of its own.
fn cluster_sums((events, exposure): Columns<'_>, cells: &Cells) -> Option<Paired> {
    let names = optional_texts(cells, "cluster")?;
    if names.iter().all(Option::is_none) {
        return None;
    }
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    let mut alone = Vec::new();
    for (((events, exposure), name), &count) in
        events.iter().zip(exposure).zip(&names).zip(cells.counts())
    {
        let Some((events, exposure)) = events.zip(exposure.filter(|&months| months > 0.0)) else {
            continue;
        };
        match name {
            Some(name) => {
                let sum = sums.entry(name).or_default();
                sum.0 += events * count as f64;
                sum.1 += exposure * count as f64;
            }
            None => alone.push((Some(events), Some(exposure), count)),
        }
    }
    let shared = sums.into_values().map(|(events, exposure)| (Some(events), Some(exposure), 1));
    Some(Paired::gather(shared.chain(alone)))
}

/// Every group against the reference, in both ways; nothing without a column of groups.
pub(super) fn ratios(
    (events, exposure): Columns<'_>,
    cells: &Cells,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let asked = ["rate_ratio", "rate_ratio_poisson"].map(|name| settings.asks_for(name));
    if asked == [false; 2] {
        return Ok(Vec::new());
    }
    let groups = optional_texts(cells, "group_id").unwrap_or_default();
    let arms = Arms::of(&groups, cells.counts());
    let named = settings.text("reference").and_then(|name| arms.first_of(&[name]));
    let Some(reference) = named.or(arms.names.first().map(String::as_str)) else {
        let reason = "the table has no column `group_id` with names in it".to_owned();
        let unsuited = InferenceError::Unsuited { reason };
        let blank = Answer::named("rate_ratio", "ratio", "robust_ratio");
        return Ok(vec![blank.filled(Err::<(), _>(unsuited), |_, ()| {})?]);
    };
    let of = |name: &str| {
        let is_own = |at: &usize| groups[*at].as_deref() == Some(name);
        let rows = (0..groups.len()).filter(is_own);
        let all = Paired::gather(rows.map(|at| (events[at], exposure[at], cells.counts()[at])));
        (exposed(&all), all.n_missing())
    };
    let (zero, lost) = of(reference);
    let mut answers = Vec::new();
    for name in arms.others(reference) {
        let (one, missing) = of(name);
        let blank = |answer: &str, method: &str| {
            let blank = Answer::named(answer, "ratio", method);
            let counted = blank.counted(one.n() + zero.n(), missing + lost);
            counted.about(&contrast(name, reference))
        };
        if asked[0] {
            let ratio = rate_ratio(&one, &zero, settings.level);
            answers.push(blank("rate_ratio", "robust_ratio").filled(ratio, |answer, test| {
                answer.take(&test);
            })?);
        }
        if asked[1] {
            let ratio = whole_events(&one).and_then(|events| {
                let exposures = [&one, &zero].map(|units| units.after().sum());
                let reference = (whole_events(&zero)?, exposures[1]);
                poisson_rate_ratio((events, exposures[0]), reference, settings.level)
            });
            let blank = blank("rate_ratio_poisson", "conditional_binomial");
            answers.push(blank.filled(ratio, |answer, ratio| {
                answer.estimate = Some(ratio.estimate);
                answer.p_value = Some(ratio.p_value);
            })?);
        }
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use crate::inference::designs::tests::{ask, names, numbers, texts};
    use crate::measures::Values;

    fn table() -> Vec<(&'static str, Values)> {
        let events = [9.0, 3.0, 14.0, 21.0, 5.0, 4.0, 7.0, 2.0, 9.0].map(Some);
        let months = [4.0, 2.0, 9.0, 8.0, 5.0, 4.0, 6.0, 3.0, 7.0].map(Some);
        vec![
            ("events", numbers(&events)),
            ("exposure", numbers(&months)),
            (
                "group_id",
                texts(&["school"; 5].iter().chain(&["community"; 4]).copied().collect::<Vec<_>>()),
            ),
        ]
    }

    #[test]
    fn the_alphabetically_first_group_is_the_reference_unless_the_header_says_otherwise() {
        let ask = |reference| {
            let keys = [("answers", "rate_ratio, rate_ratio_poisson"), ("reference", reference)];
            ask("rate", &table(), &[1; 9], &keys)
        };
        let reply = ask("none");
        assert_eq!(names(&reply), ["rate_ratio", "rate_ratio_poisson"]);
        assert_eq!(reply.answers[0].contrast.as_deref(), Some("school vs community"));
        let ratio = reply.answers[0].estimate.unwrap();
        assert!((ratio.value - 1.688_312).abs() < 5e-7 && ratio.low.is_some_and(|low| low > 1.0));
        let turned = ask("school").answers[0].estimate.unwrap();
        assert!((turned.value * ratio.value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn clusters_are_drawn_as_a_whole() {
        let mut table = table();
        table[2] = ("cluster", texts(&["a", "a", "a", "b", "b", "c", "c", "d", "d"]));
        let by_mentor = &ask("rate", &table, &[1; 9], &[("answers", "rate_bootstrap")]).answers[0];
        let by_match =
            &ask("rate", &table[..2], &[1; 9], &[("answers", "rate_bootstrap")]).answers[0];
        assert_eq!((by_mentor.n_clusters, by_match.n_clusters, by_mentor.n), (Some(4), None, 9));
        assert_eq!(
            by_mentor.estimate.map(|found| found.value),
            by_match.estimate.map(|found| found.value)
        );
        assert_ne!(by_mentor.estimate, by_match.estimate);
        assert_eq!(by_match.notes, ["2000 draws from seed 1"]);
    }

    #[test]
    fn without_groups_a_ratio_is_said_to_lack_them() {
        let reply = ask("rate", &table()[..2], &[1; 9], &[("answers", "rate_ratio")]);
        assert_eq!(
            reply.answers[0].notes,
            ["not computed: the table has no column `group_id` with names in it"]
        );
    }
}
