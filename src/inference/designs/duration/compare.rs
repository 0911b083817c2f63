//! Groups against one another: given when the header asks for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, named, spells};
use crate::inference::design::optional_texts;
use crate::inference::designs::arms::{Arms, contrast};
use crate::inference::{
    Answer, Curve, Durations, Estimate, GroupTest, InferenceError, Settings, Spell, gray_test,
    kaplan_meier, log_rank, restricted_mean_difference,
};
use crate::measures::Cells;

/// How many are followed at both sides of each day: who leaves on it is in the first number only.
pub(super) fn at_risk(
    durations: &Durations,
    asked: &Asked<'_>,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    for &day in asked.at.iter().filter(|_| settings.asks_for("at_risk")) {
        let sides = [
            ("at_risk_before", durations.at_risk(day)),
            ("at_risk_after", durations.still_followed(day)),
        ];
        for (name, units) in sides {
            let mut answer = named(name, Some(day), "count", durations);
            "count".clone_into(&mut answer.unit);
            let some = crate::inference::sample::at_least(durations.n(), 1, "durations");
            found.push(answer.filled(some, |answer, ()| {
                answer.estimate = Some(Estimate { value: units as f64, ..Estimate::default() });
            })?);
        }
    }
    Ok(found)
}

/// Groups by name, and the one that others are compared with.
pub(super) struct Groups {
    pub(super) arms: Arms,
    pub(super) reference: String,
}

impl Groups {
    pub(super) fn of(
        names: &[Option<String>],
        counts: &[u64],
        settings: &Settings,
    ) -> Result<Self, InferenceError> {
        let arms = Arms::of(names, counts);
        let reference = match settings.text("reference") {
            Some(asked) => arms.first_of(&[asked]).ok_or_else(|| InferenceError::Undefined {
                reason: format!("no unit is in the group {asked}"),
            })?,
            None => arms
                .first_of(&["control", "comparison"])
                .or(arms.names.first().map(String::as_str))
                .unwrap_or_default(),
        };
        let reference = reference.to_owned();
        crate::inference::sample::at_least(arms.names.len() as u64, 2, "groups")?;
        Ok(Self { arms, reference })
    }
}

pub(super) fn answers(
    cells: &Cells,
    asked: &Asked<'_>,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let names = ["log_rank", "rmst_difference", "gray"];
    if !names.iter().any(|name| settings.asks_for(name)) {
        return Ok(Vec::new());
    }
    let compared = match optional_texts(cells, "group") {
        None => {
            Err(InferenceError::Unsuited { reason: "the table has no column `group`".to_owned() })
        }
        Some(column) => Compared::of(cells, &column, settings),
    };
    let compared = match compared {
        Ok(compared) => compared,
        Err(error) => {
            let blank = |name: &&&str| {
                let answer = Answer::named(name, "ratio", "").counted(0, cells.total());
                answer.filled(Err::<(), _>(error.clone()), |_, ()| {})
            };
            return names
                .iter()
                .filter(|name| settings.asks_for(name))
                .map(|name| blank(&name))
                .collect();
        }
    };
    let mut found = Vec::new();
    if settings.asks_for("log_rank") {
        let test = log_rank(&compared.strata, &asked.planned);
        let mut answer = compared.tested("log_rank", test)?;
        if compared.curves_cross(asked, settings) {
            answer.note("the curves cross, to which this test is blind: compare `rmst_difference`");
        }
        found.push(answer);
    }
    if settings.asks_for("rmst_difference") {
        found.extend(compared.means(asked, settings)?);
    }
    if settings.asks_for("gray") {
        let causes = compared.causes();
        for cause in &causes {
            let test = gray_test(&compared.strata, cause);
            found.push(compared.tested(&format!("gray_{cause}"), test)?);
        }
        if causes.is_empty() {
            let mut answer = compared.blank("gray", "gray");
            answer.note("not computed: nothing has ended");
            found.push(answer);
        }
    }
    Ok(found)
}

/// Durations by group, and by stratum and group.
struct Compared {
    groups: Groups,
    all: Vec<Durations>,
    strata: Vec<Vec<Durations>>,
}

impl Compared {
    fn of(
        cells: &Cells,
        column: &[Option<String>],
        settings: &Settings,
    ) -> Result<Self, InferenceError> {
        let groups = Groups::of(column, cells.counts(), settings)?;
        let strata = optional_texts(cells, "stratum").unwrap_or_else(|| vec![None; column.len()]);
        let mut by_group: BTreeMap<&str, Vec<Spell>> = BTreeMap::new();
        let mut by_stratum: BTreeMap<&Option<String>, BTreeMap<&str, Vec<Spell>>> = BTreeMap::new();
        for ((spell, group), stratum) in spells(cells)?.into_iter().zip(column).zip(&strata) {
            let Some(group) = group.as_deref() else { continue };
            by_group.entry(group).or_default().push(spell.clone());
            by_stratum.entry(stratum).or_default().entry(group).or_default().push(spell);
        }
        let gathered = |by_group: &BTreeMap<&str, Vec<Spell>>| -> Vec<Durations> {
            let spells = |name: &String| by_group.get(name.as_str()).cloned().unwrap_or_default();
            groups.arms.names.iter().map(|name| Durations::new(spells(name))).collect()
        };
        let all = gathered(&by_group);
        let strata = by_stratum.values().map(gathered).collect();
        Ok(Self { groups, all, strata })
    }

    fn causes(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.all.iter().flat_map(Durations::causes).collect();
        all.into_iter().cloned().collect()
    }

    fn blank(&self, name: &str, method: &str) -> Answer {
        let sum = |of: &dyn Fn(&Durations) -> u64| self.all.iter().map(of).sum();
        let mut answer = Answer::named(name, "chi_square", method)
            .counted(sum(&Durations::n), sum(&Durations::n_missing));
        answer.n_excluded = sum(&|group: &Durations| group.n_negative() + group.n_late());
        answer.n_excluded += self.groups.arms.n_unnamed;
        if self.groups.arms.n_unnamed > 0 {
            answer.note("units without a group were left out");
        }
        answer
    }

    fn tested(
        &self,
        name: &str,
        test: Result<GroupTest, InferenceError>,
    ) -> Result<Answer, InferenceError> {
        let method = if self.strata.len() > 1 { "stratified" } else { "by_group" };
        let family = if name == "log_rank" { "log_rank" } else { "gray" };
        let blank = self.blank(name, &format!("{family}_{method}"));
        let blank = blank.about(&self.groups.arms.names.join(" vs "));
        blank.filled(test, |answer, test| {
            (answer.statistic, answer.df) = (Some(test.statistic), Some(test.df));
            answer.p_value = Some(test.p_value);
            for (name, group) in self.groups.arms.names.iter().zip(&test.groups) {
                answer.note(format!(
                    "{name}: {} ended so, {:.1} expected",
                    group.observed, group.expected
                ));
            }
        })
    }

    fn curve(
        &self,
        at: usize,
        asked: &Asked<'_>,
        settings: &Settings,
    ) -> Result<Curve, InferenceError> {
        kaplan_meier(&self.all[at], &asked.planned, settings.level)
    }

    /// One answer per group but the reference: its mean days less those of the reference.
    fn means(&self, asked: &Asked<'_>, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
        let names = &self.groups.arms.names;
        let place = |name: &str| names.iter().position(|found| found == name).unwrap_or_default();
        let curve = |name: &str| self.curve(place(name), asked, settings);
        // The longest horizon that every group reaches.
        let known = (0..names.len())
            .filter_map(|at| self.curve(at, asked, settings).ok()?.known_to())
            .reduce(f64::min);
        let last = self.all.iter().filter_map(Durations::last_day).reduce(f64::max);
        let wanted = asked.tau.or(asked.last()).or(last).unwrap_or_default();
        let tau = known.map_or(wanted, |known| known.min(wanted));
        let mut found = Vec::new();
        for name in self.groups.arms.others(&self.groups.reference) {
            let mut blank = self
                .blank(&format!("rmst_difference_{tau}"), "restricted_mean")
                .about(&contrast(name, &self.groups.reference));
            "days".clone_into(&mut blank.unit);
            let both = curve(name).and_then(|one| Ok((one, curve(&self.groups.reference)?)));
            let test = both.and_then(|(one, other)| {
                restricted_mean_difference(&one, &other, tau, settings.level)
            });
            found.push(blank.filled(test, |answer, test| {
                answer.n = test.n;
                answer.take(&test);
                if tau < wanted {
                    answer.note(format!(
                        "not all groups are followed to day {wanted}: of the first {tau} days"
                    ));
                }
            })?);
        }
        Ok(found)
    }

    /// Two curves that each lie above the other by more than their standard error at some time.
    fn curves_cross(&self, asked: &Asked<'_>, settings: &Settings) -> bool {
        if self.all.len() != 2 {
            return false;
        }
        let (Ok(one), Ok(other)) = (self.curve(0, asked, settings), self.curve(1, asked, settings))
        else {
            return false;
        };
        let (mut is_above, mut is_below) = (false, false);
        for day in one.steps().iter().chain(other.steps()).map(|step| step.day) {
            if let (Ok(left), Ok(right)) = (one.at(day), other.at(day)) {
                let apart = left.share.value - right.share.value;
                let error = left.standard_error.hypot(right.standard_error);
                is_above |= apart > error && error > 0.0;
                is_below |= -apart > error && error > 0.0;
            }
        }
        is_above && is_below
    }
}
