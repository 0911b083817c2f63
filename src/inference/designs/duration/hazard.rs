//! Hazard ratios of groups and covariates: given when the header asks for them.

use super::compare::Groups;
use super::{Asked, spells};
use crate::inference::design::optional_texts;
use crate::inference::designs::arms::contrast;
use crate::inference::regression::clustered::ENOUGH_CLUSTERS;
use crate::inference::{
    Answer, CoxModel, FollowUp, FollowUps, InferenceError, Settings, cox_regression,
};
use crate::measures::Cells;

const FAMILY: &str = "hazard_ratio";
const PREFIX: &str = "covariate_";
/// Failures per covariate below which ratios are unstable; a habit of the field, not a theorem.
const ENOUGH_FAILURES: u64 = 10;
/// Below it the reader is told that a ratio changes with time.
const NOT_PROPORTIONAL: f64 = 0.05;

/// One answer per group but the reference, and per covariate.
pub(super) fn ratios(
    cells: &Cells,
    asked: &Asked<'_>,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    if !settings.asks_for(FAMILY) {
        return Ok(Vec::new());
    }
    let terms = match Terms::of(cells, settings) {
        Ok(terms) => terms,
        Err(error) => {
            let blank = Answer::named(FAMILY, "ratio", "cox_efron").counted(0, cells.total());
            return Ok(vec![blank.filled(Err::<(), _>(error), |_, ()| {})?]);
        }
    };
    let follow_ups = terms.follow_ups(cells, asked)?;
    let model = cox_regression(&follow_ups, settings.level);
    let method = if follow_ups.n_clusters().is_some() { "cox_efron_robust" } else { "cox_efron" };
    let answer = |(at, name): (usize, &String)| {
        let blank = match terms.group_of(at) {
            Some(group) => Answer::named(&format!("{FAMILY}_group"), "ratio", method)
                .about(&contrast(group, &terms.reference)),
            None => Answer::named(&format!("{FAMILY}_{name}"), "ratio", method),
        };
        let mut blank = blank.counted(follow_ups.n(), follow_ups.n_missing());
        blank.n_excluded = follow_ups.n_excluded();
        blank.filled(model.clone(), |answer, model| fill(answer, at, &model))
    };
    follow_ups.names().iter().enumerate().map(answer).collect()
}

fn fill(answer: &mut Answer, at: usize, model: &CoxModel) {
    let found = &model.hazard_ratios[at];
    answer.estimate = Some(found.ratio);
    answer.statistic = Some(found.coefficient.statistic);
    (answer.df, answer.p_value) = (found.coefficient.df, Some(found.coefficient.p_value));
    answer.n_clusters = model.n_clusters;
    answer.note(format!("{} failures; an association, the others held", model.n_failed));
    if let Some(test) = found.proportionality.filter(|test| test.p_value < NOT_PROPORTIONAL) {
        answer.note(format!(
            "the ratio changes with time (p {:.3}): compare `rmst_difference`",
            test.p_value
        ));
    }
    if model.n_failed < ENOUGH_FAILURES * model.hazard_ratios.len() as u64 {
        answer.note(format!("fewer than {ENOUGH_FAILURES} failures per ratio: unstable"));
    }
    if model.n_clusters.is_some_and(|clusters| clusters < ENOUGH_CLUSTERS) {
        answer.note(format!("fewer than {ENOUGH_CLUSTERS} clusters: the interval is rough"));
    }
}

/// What the hazard depends on: groups other than the reference first, then covariates.
struct Terms {
    column: Option<Vec<Option<String>>>,
    groups: Vec<String>,
    reference: String,
    covariates: Vec<String>,
}

impl Terms {
    fn of(cells: &Cells, settings: &Settings) -> Result<Self, InferenceError> {
        let is_number = |name: &&String| name.starts_with(PREFIX) && cells.numbers(name).is_some();
        let covariates: Vec<String> = cells.names().iter().filter(is_number).cloned().collect();
        let mut terms = Self {
            column: optional_texts(cells, "group"),
            groups: Vec::new(),
            reference: String::new(),
            covariates,
        };
        if let Some(column) = &terms.column {
            let found = Groups::of(column, cells.counts(), settings)?;
            terms.groups = found.arms.others(&found.reference).map(str::to_owned).collect();
            terms.reference = found.reference;
        }
        if terms.groups.is_empty() && terms.covariates.is_empty() {
            let reason = "the table has neither a column `group` nor one `covariate_…`".to_owned();
            return Err(InferenceError::Unsuited { reason });
        }
        Ok(terms)
    }

    fn group_of(&self, at: usize) -> Option<&str> {
        self.groups.get(at).map(String::as_str)
    }

    fn follow_ups(&self, cells: &Cells, asked: &Asked<'_>) -> Result<FollowUps, InferenceError> {
        let names: Vec<&str> = self
            .groups
            .iter()
            .map(String::as_str)
            .chain(self.covariates.iter().map(|name| name.trim_start_matches(PREFIX)))
            .collect();
        let columns: Vec<&[Option<f64>]> =
            self.covariates.iter().filter_map(|name| cells.numbers(name)).collect();
        let text = |name: &str| {
            optional_texts(cells, name).unwrap_or_else(|| vec![None; cells.counts().len()])
        };
        let (strata, clusters) = (text("stratum"), text("cluster"));
        let rows = spells(cells)?.into_iter().enumerate().map(|(at, spell)| {
            let own = self.column.as_ref().map(|column| column[at].as_deref());
            // Who has no group is missing in every comparison with the reference.
            let group = self
                .groups
                .iter()
                .map(|name| own.flatten().map(|own| f64::from(u8::from(own == name))));
            let cause = spell.cause.as_deref().map(str::trim).filter(|cause| !cause.is_empty());
            FollowUp {
                entered: spell.entered,
                days: spell.days,
                has_failed: cause.is_some_and(|cause| !asked.planned.contains(&cause)),
                covariates: group.chain(columns.iter().map(|column| column[at])).collect(),
                stratum: strata[at].clone(),
                cluster: clusters[at].clone(),
                count: spell.count,
            }
        });
        Ok(FollowUps::new(&names, rows))
    }
}
