//! What earlier reports have shown: it cannot be hidden any more, and what has changed since tells of those who changed it.
//!
//! Whoever has an earlier report knows at least how the program moves: where it has only grown, nobody counted then is gone,
//! and a group has today no fewer than it had; where it has only shrunk, no more. Where some groups have grown and others
//! shrunk, a reader cannot tell by how much, and nothing follows but for groups in which nothing has moved.

use std::collections::{BTreeMap, BTreeSet};

use super::frozen::Published;
use super::gaps::is_gap;
use super::linear::{ANY, Range};
use super::lines::{Lines, Subject, overall};
use crate::inference::{Finding, SeriesPoint};
use crate::plan::Privacy;

/// Two reports say the same of everyone when their estimates are this close: one of them may be rounded.
const SAME: f64 = 0.005;

/// Measure, subject, answer, contrast, term, dimension, level.
type Key<'f> = (&'f str, Option<&'f str>, &'f str, Option<&'f str>, [&'f str; 3]);

fn key(finding: &Finding) -> Key<'_> {
    (
        &finding.measure,
        finding.subject.as_deref(),
        &finding.answer,
        finding.contrast.as_deref(),
        [&finding.term_id, &finding.dimension, &finding.level],
    )
}

/// Measure, subject, answer, contrast: one answer in all groups.
type Line = (String, Option<String>, String, Option<String>);

fn line(finding: &Finding) -> Line {
    let Finding { measure, subject, answer, contrast, .. } = finding.clone();
    (measure, subject, answer, contrast)
}

/// Measure, subject, term, dimension, level, value.
fn bar(point: &SeriesPoint) -> (&str, Option<&str>, [&str; 3], Option<u64>) {
    (
        &point.measure,
        point.subject.as_deref(),
        [&point.term_id, &point.dimension, &point.level],
        point.x.map(f64::to_bits),
    )
}

impl Published {
    /// Of what a report says, the counts that it shows: those behind its answers, and bars.
    pub fn shown(findings: Vec<Finding>, series: Vec<SeriesPoint>) -> Self {
        let is_shown = |one: &Finding| one.suppressed.is_none() && one.n.is_some() && !is_gap(one);
        let is_bar = |point: &SeriesPoint| point.series == "distribution" && point.n.is_some();
        Self {
            findings: findings.into_iter().filter(is_shown).collect(),
            series: series.into_iter().filter(is_bar).collect(),
        }
    }

    /// Adds what an older report has shown and this one does not.
    #[must_use]
    pub fn over(self, older: Self) -> Self {
        let older = older.without(&self);
        Self {
            findings: [self.findings, older.findings].concat(),
            series: [self.series, older.series].concat(),
        }
    }

    /// Leaves out what another report shows as well, whatever it says there.
    #[must_use]
    pub fn without(self, other: &Self) -> Self {
        let findings: BTreeSet<Key<'_>> = other.findings.iter().map(key).collect();
        let bars: BTreeSet<_> = other.series.iter().map(bar).collect();
        let Self { findings: own, series } = self;
        Self {
            findings: own.into_iter().filter(|one| !findings.contains(&key(one))).collect(),
            series: series.into_iter().filter(|one| !bars.contains(&bar(one))).collect(),
        }
    }

    /// Leaves out what nobody can link to today's findings: of answers of which some groups have grown and others shrunk.
    #[must_use]
    pub fn linked(self, findings: &[Finding]) -> Self {
        let now: BTreeMap<Key<'_>, u64> =
            findings.iter().filter_map(|one| Some((key(one), one.n?))).collect();
        let mut moved = BTreeMap::<_, (bool, bool)>::new();
        for one in &self.findings {
            if let Some((then, now)) = one.n.zip(now.get(&key(one)).copied()) {
                let (up, down) = moved.entry(line(one)).or_default();
                (*up, *down) = (*up || now > then, *down || now < then);
            }
        }
        let mixed: BTreeSet<Line> = moved
            .into_iter()
            .filter(|(_, both)| *both == (true, true))
            .map(|(line, _)| line)
            .collect();
        let Self { findings: mut own, series } = self;
        own.retain(|one| !mixed.contains(&line(one)));
        Self { findings: own, series }
    }

    /// True when nothing was shown.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.series.is_empty()
    }
}

/// Findings of earlier reports, to be found by what they are about.
#[derive(Debug, Default)]
pub(super) struct Earlier<'e>(BTreeMap<Key<'e>, &'e Finding>);

impl<'e> Earlier<'e> {
    pub(super) fn new(earlier: Option<&'e Published>) -> Self {
        let findings = earlier.into_iter().flat_map(|earlier| &earlier.findings);
        let shown = findings.filter(|finding| finding.suppressed.is_none());
        Self(shown.map(|finding| (key(finding), finding)).collect())
    }

    fn of(&self, finding: &Finding) -> Option<&'e Finding> {
        self.0.get(&key(finding)).copied()
    }

    /// Why a group is withheld that has changed by a few people since a report that has shown it.
    pub(super) fn few_changed(&self, finding: &Finding, privacy: &Privacy) -> Option<String> {
        let fewest = privacy.min_change;
        if fewest <= 1 {
            return None;
        }
        let changed = finding.n?.abs_diff(self.of(finding)?.n?);
        (changed > 0 && changed < fewest)
            .then(|| format!("changed by fewer than {fewest} since an earlier report"))
    }
}

/// What earlier reports tell of today's findings, each at its place.
#[derive(Debug, Default)]
pub(super) struct Past {
    known: Vec<bool>,
    units: Vec<Range>,
}

impl Past {
    pub(super) fn of(
        findings: &[Finding],
        subjects: &BTreeMap<Subject, Lines>,
        earlier: &Earlier<'_>,
    ) -> Self {
        let mut past =
            Self { known: vec![false; findings.len()], units: vec![ANY; findings.len()] };
        for lines in subjects.values().filter(|_| !earlier.0.is_empty()) {
            past.know(findings, lines, earlier);
            past.bound(findings, lines, earlier);
        }
        past
    }

    /// True for a finding that an earlier report has shown about the same data.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.known.get(at).copied().unwrap_or(false)
    }

    /// How many can stand behind a finding.
    pub(super) fn units(&self, at: usize) -> Range {
        self.units.get(at).copied().unwrap_or(ANY)
    }

    /// The data is the same when nothing of everyone has changed in the measure.
    fn know(&mut self, findings: &[Finding], lines: &Lines, earlier: &Earlier<'_>) {
        let of_all: Vec<(&Finding, &Finding)> = lines
            .answers
            .iter()
            .filter_map(|line| line.at.get(&overall()))
            .filter_map(|at| Some((&findings[*at], earlier.of(&findings[*at])?)))
            .collect();
        let is_same = |(now, before): &(&Finding, &Finding)| {
            let (one, other) = (now.estimate.unwrap_or(0.0), before.estimate.unwrap_or(0.0));
            now.n == before.n && (one - other).abs() <= SAME
        };
        if !of_all.is_empty() && of_all.iter().all(is_same) {
            for at in lines.answers.iter().flat_map(|line| line.at.values()) {
                self.known[*at] = earlier.of(&findings[*at]).is_some();
            }
        }
    }

    fn bound(&mut self, findings: &[Finding], lines: &Lines, earlier: &Earlier<'_>) {
        for line in &lines.answers {
            let counts: Vec<(usize, u64, u64)> = line
                .at
                .values()
                .filter_map(|at| Some((*at, earlier.of(&findings[*at])?.n?, findings[*at].n?)))
                .collect();
            let grew = counts.iter().all(|(_, then, now)| then <= now);
            let shrank = counts.iter().all(|(_, then, now)| then >= now);
            let all = line.at.get(&overall());
            let is_same = counts.iter().any(|(at, then, now)| Some(at) == all && then == now);
            for (at, then, now) in counts {
                let is_still = is_same && then == now;
                let least = if grew || is_still { then as f64 } else { 0.0 };
                let most = if shrank || is_still { then as f64 } else { f64::INFINITY };
                self.units[at] = (least, most);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(level: &str, n: u64) -> Finding {
        Finding {
            measure: "m".to_owned(),
            answer: "mean".to_owned(),
            term_id: "all".to_owned(),
            dimension: if level == "all" { "all" } else { "site" }.to_owned(),
            level: level.to_owned(),
            n: Some(n),
            ..Finding::default()
        }
    }

    fn counts(published: &Published) -> Vec<(&str, u64)> {
        let own = published.findings.iter();
        own.map(|one| (one.level.as_str(), one.n.unwrap_or(0))).collect()
    }

    #[test]
    fn of_each_number_what_was_shown_last_is_remembered() {
        let mut hidden = site("West", 0);
        (hidden.n, hidden.suppressed) = (None, Some("few".to_owned()));
        let last = Published::shown(vec![site("all", 105), hidden], Vec::new());
        let older = Published::shown(vec![site("all", 100), site("West", 12)], Vec::new());
        let all = last.clone().over(older.clone());
        assert_eq!(counts(&all), [("all", 105), ("West", 12)]);
        assert_eq!(counts(&older.without(&last)), [("West", 12)]);
    }

    #[test]
    fn what_has_moved_both_ways_is_not_linked() {
        let shown = || Published::shown(vec![site("all", 100), site("West", 12)], Vec::new());
        let now = |all, west| shown().linked(&[site("all", all), site("West", west)]);
        assert_eq!(counts(&now(103, 12)).len(), 2);
        assert_eq!(counts(&now(90, 12)).len(), 2);
        assert!(now(103, 11).is_empty());
    }

    #[test]
    fn a_group_has_no_fewer_than_it_had_where_nobody_has_left() {
        let shown = Published::shown(
            vec![site("all", 100), site("North", 53), site("South", 47)],
            Vec::new(),
        );
        let range = |all, north, south| {
            let findings = [site("all", all), site("North", north), site("South", south)];
            let subjects = super::super::lines::by_subject(&findings, &[]);
            let past = Past::of(&findings, &subjects, &Earlier::new(Some(&shown)));
            [past.units(0), past.units(1)]
        };
        let any = f64::INFINITY;
        assert_eq!(range(104, 57, 47), [(100.0, any), (53.0, any)]);
        assert_eq!(range(90, 43, 47), [(0.0, 100.0), (0.0, 53.0)]);
        assert_eq!(range(100, 53, 47), [(100.0, 100.0), (53.0, 53.0)]);
        assert_eq!(range(101, 52, 49), [(0.0, any), (0.0, any)]);
        assert_eq!(range(100, 52, 48), [(100.0, 100.0), (0.0, any)]);
    }
}
