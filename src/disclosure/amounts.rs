//! Amounts: totals and averages of which one or two contributors make up nearly all.
//!
//! A total of hours, costs or wages is an upper bound for each that went into it, and whoever gave the second largest part
//! knows one part more. The *p* %-rule hides what would let that contributor work out the largest part to within *p* %.

use std::collections::BTreeMap;

use super::lines::{self, Slice, Subject};
use crate::inference::Finding;
use crate::measures::{Cells, Measured, Values};

/// What each unit of a slice contributes to one total: the largest parts, and all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Contributions {
    /// Sum, with the sign of each part.
    pub total: f64,
    /// The largest part, without its sign.
    pub largest: f64,
    /// The second largest part, without its sign.
    pub second: f64,
    /// All parts but these two, without their signs.
    pub others: f64,
    /// A part may be negative: a change, a refund.
    pub is_signed: bool,
}

impl Contributions {
    /// Of parts and how many contribute each; parts that are missing are none.
    pub fn of(parts: impl IntoIterator<Item = (Option<f64>, u64)>) -> Self {
        let mut found = Self::default();
        parts.into_iter().for_each(|(part, count)| found.add(part, count));
        found
    }

    fn add(&mut self, part: Option<f64>, count: u64) {
        let Some(part) = part.filter(|part| part.is_finite() && count > 0) else { return };
        self.total += part * count as f64;
        self.is_signed |= part < 0.0;
        let size = part.abs();
        let mut left = count;
        // Of equal parts at most two are the largest.
        while left > 0 && count - left < 2 && size > self.second {
            self.others += self.second;
            if size > self.largest {
                (self.largest, self.second) = (size, self.largest);
            } else {
                self.second = size;
            }
            left -= 1;
        }
        self.others += size * left as f64;
    }

    /// How uncertain the total has to be, up and down, for the second largest contributor not to work out the largest part
    /// to within a share of it; nothing when the other parts make it so uncertain anyway.
    ///
    /// # Definition
    ///
    /// The *p* %-rule: with parts `x₁ ≥ x₂ ≥ …` of a total `X`, the second contributor puts the first at no more than
    /// `X − x₂`. The total is unsafe when `X − x₁ − x₂ < p/100 · x₁`, and is to be uncertain by the difference. Parts below 0
    /// count by their size. One part alone, or two, are always unsafe; parts that are all 0 never.
    ///
    /// # Reference
    ///
    /// Hundepool et al. (2012), *Statistical Disclosure Control*, Wiley, section 4.2.1, which prefers it to the rule that
    /// the two largest may not exceed *k* %: with `k = 100 · 100/(100 + p)` that hides all that this one does, and more.
    ///
    /// # Example
    ///
    /// ```
    /// use mentorlens::disclosure::Contributions;
    /// // Two of 50,000 and 49,000 in a total of 100,000: the second is off by 2 % only.
    /// let parts = [(Some(50_000.0), 1), (Some(49_000.0), 1), (Some(100.0), 10)];
    /// assert_eq!(Contributions::of(parts).needed(0.10), Some(4_000.0));
    /// // 52,000 and 50,000 in 110,000: the second is off by 15 %.
    /// let parts = [(Some(52_000.0), 1), (Some(50_000.0), 1), (Some(1_000.0), 8)];
    /// assert_eq!(Contributions::of(parts).needed(0.10), None);
    /// ```
    pub fn needed(&self, share: f64) -> Option<f64> {
        let needed = share * self.largest - self.others;
        (needed > NEARLY * self.largest).then_some(needed)
    }
}

/// Sums of fractions are exact to many digits, not to all.
const NEARLY: f64 = 1e-9;

/// A total that answers of a measure tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Measure and subject.
    pub(super) subject: Subject,
    /// Term, dimension, level.
    pub(super) slice: Slice,
    /// Category, arm or group, when answers are about one.
    pub(super) contrast: Option<String>,
    /// What adds up: the same in every slice.
    pub(super) column: &'static str,
    /// Answers that tell it, by themselves or with the number of units.
    pub(super) answers: &'static [&'static str],
    /// Who stands behind it.
    pub(super) parts: Contributions,
}

/// A column of a design that its answers add up.
struct Added {
    design: &'static str,
    column: &'static str,
    /// The column whose values have an answer each; without it the answers are about everyone in the slice.
    by: Option<&'static str>,
    answers: &'static [&'static str],
}

const CHANGES: &[&str] = &["mean_change", "beyond_regression", "equivalence"];

/// Every answer that is a total, or becomes one when it is multiplied by what is told beside it.
///
/// Not among them: medians and other ranks, shares and scores (counts, which have a rule of their own), correlations, models
/// and durations.
const ADDED: &[Added] = &[
    Added { design: "amount", column: "amount", by: None, answers: &["total", "per_unit"] },
    Added { design: "amount", column: "amount", by: Some("category"), answers: &["total"] },
    Added { design: "ratio", column: "amount", by: None, answers: &["ratio"] },
    Added { design: "ratio", column: "units", by: None, answers: &["ratio"] },
    Added {
        design: "rate",
        column: "events",
        by: None,
        answers: &["rate", "rate_poisson", "rate_bootstrap"],
    },
    Added { design: "one_group", column: "value", by: None, answers: &["mean"] },
    Added { design: "groups", column: "value", by: Some("group_id"), answers: &["mean"] },
    Added { design: "paired", column: "before", by: None, answers: &["mean_before"] },
    Added { design: "paired", column: "after", by: None, answers: &["mean_after"] },
    Added { design: "paired", column: "change", by: None, answers: CHANGES },
    Added { design: "comparison", column: "before", by: Some("arm"), answers: &["mean_before"] },
    Added { design: "comparison", column: "after", by: Some("arm"), answers: &["mean_after"] },
];

/// The amounts of a measure about every subject that could have one which few make up: of the others there is nothing to
/// hide.
pub fn amounts(measured: &Measured) -> Vec<Amount> {
    let mut found = BTreeMap::<Subject, Vec<Amount>>::new();
    for added in ADDED.iter().filter(|added| added.design == measured.kpi.design) {
        for slice in &measured.slices {
            let subject = (measured.kpi.id.clone(), slice.subject.clone());
            let place = lines::slice(&slice.term_id, &slice.dimension, &slice.level);
            let amount = |contrast: Option<String>, parts: Contributions| Amount {
                subject: subject.clone(),
                slice: place.clone(),
                contrast,
                column: added.column,
                answers: added.answers,
                parts,
            };
            let own = parts(added, &slice.cells);
            let own = own.into_iter().map(|(contrast, parts)| amount(contrast, parts));
            found.entry(subject.clone()).or_default().extend(own);
        }
    }
    // No rule asks for more than that the largest part be uncertain by its own size.
    let could = |amounts: &Vec<Amount>| amounts.iter().any(|one| one.parts.needed(1.0).is_some());
    found.into_values().filter(could).flatten().collect()
}

/// What adds up in a frequency table, for everyone or by category; nothing of ones and noughts, which are counted and have a
/// rule of their own.
fn parts(added: &Added, cells: &Cells) -> Vec<(Option<String>, Contributions)> {
    let Some(values) = values(added, cells) else { return Vec::new() };
    let is_count = |value: f64| value == 0.0 || value.total_cmp(&1.0).is_eq();
    let rows = cells.counts().len();
    if (0..rows).filter_map(&values).all(is_count) {
        return Vec::new();
    }
    let row = |at: usize| (values(at), cells.counts()[at]);
    let Some(by) = added.by else { return vec![(None, Contributions::of((0..rows).map(row)))] };
    let mut groups = BTreeMap::<String, Contributions>::new();
    let mut add = |name: &str, at: usize| {
        let (value, count) = row(at);
        match groups.get_mut(name) {
            Some(found) => found.add(value, count),
            None => groups.entry(name.to_owned()).or_default().add(value, count),
        }
    };
    for at in 0..rows {
        match cells.column(by) {
            Some(Values::Texts(names)) => names[at].iter().for_each(|name| add(name, at)),
            Some(Values::Numbers(names)) => {
                names[at].iter().for_each(|name| add(&name.to_string(), at));
            }
            None => {}
        }
    }
    groups.into_iter().map(|(name, parts)| (Some(name), parts)).collect()
}

/// The number of a row; of two waves that of those with both.
fn values<'c>(added: &Added, cells: &'c Cells) -> Option<Box<dyn Fn(usize) -> Option<f64> + 'c>> {
    let column = added.column;
    if !["before", "after", "change"].contains(&column) {
        let values = cells.numbers(column)?;
        return Some(Box::new(|at| values[at]));
    }
    let (before, after) = (cells.numbers("before")?, cells.numbers("after")?);
    Some(Box::new(move |at| {
        let (before, after) = before[at].zip(after[at])?;
        Some(match column {
            "before" => before,
            "after" => after,
            _ => after - before,
        })
    }))
}

impl Amount {
    /// How uncertain it has to be, as [`Contributions::needed`] says of its parts.
    pub fn needed(&self, share: f64) -> Option<f64> {
        self.parts.needed(share)
    }

    /// True for a finding that tells it.
    fn is_told_by(&self, finding: &Finding) -> bool {
        self.contrast == finding.contrast && self.answers.contains(&finding.answer.as_str())
    }
}

/// Amounts, to be found by the findings that tell them.
#[derive(Debug, Default)]
pub(super) struct Told<'a>(BTreeMap<(&'a Subject, &'a Slice), Vec<&'a Amount>>);

impl<'a> Told<'a> {
    pub(super) fn new(amounts: &'a [Amount]) -> Self {
        let mut found = BTreeMap::<_, Vec<&Amount>>::new();
        for amount in amounts {
            found.entry((&amount.subject, &amount.slice)).or_default().push(amount);
        }
        Self(found)
    }

    /// The amounts that a finding tells.
    pub(super) fn by(&self, finding: &Finding) -> Vec<&'a Amount> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let subject = (finding.measure.clone(), finding.subject.clone());
        let slice = lines::slice(&finding.term_id, &finding.dimension, &finding.level);
        let here = self.0.get(&(&subject, &slice)).into_iter().flatten();
        here.filter(|amount| amount.is_told_by(finding)).copied().collect()
    }

    /// The amounts of a measure about a subject, slice by slice.
    pub(super) fn of(&self, subject: &Subject) -> impl Iterator<Item = &'a Amount> {
        let all = self.0.iter().filter(move |((of, _), _)| *of == subject);
        all.flat_map(|(_, amounts)| amounts.iter().copied())
    }
}

#[cfg(test)]
mod tests;
