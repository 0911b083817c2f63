//! Durations: how long units were followed and why that ended, as a table of moments.

use std::collections::BTreeMap;

/// One duration as found, with the number of units that have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spell {
    /// Day on which following began; none or 0 from the start, above 0 for delayed entry.
    pub entered: Option<f64>,
    /// Day on which following ended.
    pub days: Option<f64>,
    /// Why it ended; none when it was still going on, or went out of sight.
    pub cause: Option<String>,
    /// Units.
    pub count: u64,
}

/// One day on which somebody's duration ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The day.
    pub day: f64,
    /// Followed just before it: at least those who leave on it.
    pub at_risk: u64,
    /// Ended on it, by the place of the cause in [`Durations::causes`].
    pub ended: Vec<u64>,
    /// Last seen on it, still going on.
    pub open: u64,
}

impl Moment {
    /// Ended for any reason.
    pub fn events(&self) -> u64 {
        self.ended.iter().sum()
    }
}

/// Durations with their causes, ready for survival and incidence.
///
/// A unit is at risk on day `t` when `entered < t ≤ days`; one that is followed from the start is at risk on day 0
/// too, so that an end on day 0 counts.
///
/// Invariant: moments ascend, days are finite and not negative, and everybody is at risk on the day on which he leaves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Durations {
    causes: Vec<String>,
    moments: Vec<Moment>,
    /// Entries after the start: day and units, ascending.
    entries: Vec<(f64, u64)>,
    n: u64,
    n_missing: u64,
    n_negative: u64,
    n_late: u64,
}

/// What leaves on one day: by cause, and still open.
type Leaving = (BTreeMap<String, u64>, u64);

impl Durations {
    /// Gathers durations. One without days is missing; one below 0, or that ends before its entry, is excluded.
    pub fn new(spells: impl IntoIterator<Item = Spell>) -> Self {
        let mut durations = Self::default();
        let mut days: Vec<(f64, Spell)> = Vec::new();
        for spell in spells.into_iter().filter(|spell| spell.count > 0) {
            let entered = spell.entered.unwrap_or_default();
            match spell.days.filter(|day| day.is_finite()) {
                None => durations.n_missing += spell.count,
                Some(day) if day < 0.0 => durations.n_negative += spell.count,
                Some(day) if entered > 0.0 && entered >= day => durations.n_late += spell.count,
                Some(day) => {
                    durations.n += spell.count;
                    if entered > 0.0 {
                        durations.entries.push((entered, spell.count));
                    }
                    // Adding 0.0 turns -0.0 into 0.0, so that the two are one day.
                    days.push((day + 0.0, spell));
                }
            }
        }
        durations.entries.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        days.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut leaving: Vec<(f64, Leaving)> = Vec::new();
        for (day, spell) in days {
            if leaving.last().is_none_or(|(last, _)| *last < day) {
                leaving.push((day, Leaving::default()));
            }
            let (_, (causes, open)) = leaving.last_mut().expect("a day was just added");
            match spell.cause.as_deref().map(str::trim).filter(|cause| !cause.is_empty()) {
                Some(cause) => *causes.entry(cause.to_owned()).or_default() += spell.count,
                None => *open += spell.count,
            }
        }
        durations.set_moments(leaving);
        durations
    }

    fn set_moments(&mut self, leaving: Vec<(f64, Leaving)>) {
        self.causes = leaving.iter().flat_map(|(_, (causes, _))| causes.keys().cloned()).collect();
        self.causes.sort_unstable();
        self.causes.dedup();
        let late: u64 = self.entries.iter().map(|(_, count)| count).sum();
        let (mut at_risk, mut entered) = (self.n - late, 0);
        for (day, (by_cause, open)) in leaving {
            while let Some((_, count)) = self.entries.get(entered).filter(|(entry, _)| *entry < day)
            {
                at_risk += count;
                entered += 1;
            }
            let ended = self
                .causes
                .iter()
                .map(|cause| by_cause.get(cause).copied().unwrap_or_default())
                .collect();
            let moment = Moment { day, at_risk, ended, open };
            at_risk -= moment.events() + open;
            self.moments.push(moment);
        }
    }

    /// Causes that occur, in alphabetical order.
    pub fn causes(&self) -> &[String] {
        &self.causes
    }

    /// Days on which somebody left, ascending.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// First day of following: 0 unless everybody entered later.
    pub fn start(&self) -> f64 {
        let late: u64 = self.entries.iter().map(|(_, count)| count).sum();
        self.entries.first().filter(|_| late == self.n).map_or(0.0, |(day, _)| *day)
    }

    /// Last day of following; `None` without any duration.
    pub fn last_day(&self) -> Option<f64> {
        self.moments.last().map(|moment| moment.day)
    }

    /// Followed just before a day: entered before it and not gone before it.
    pub fn at_risk(&self, day: f64) -> u64 {
        let late: u64 =
            self.entries.iter().filter(|(entry, _)| *entry >= day).map(|(_, count)| count).sum();
        let is_before = |moment: &&Moment| moment.day < day;
        let gone: u64 =
            self.moments.iter().filter(is_before).map(|moment| moment.events() + moment.open).sum();
        self.n - late - gone
    }

    /// Followed just after a day: entered on it or before and not gone on it. What left on the day is the difference to
    /// [`at_risk`](Self::at_risk), less who entered on it.
    pub fn still_followed(&self, day: f64) -> u64 {
        let late: u64 =
            self.entries.iter().filter(|(entry, _)| *entry > day).map(|(_, count)| count).sum();
        let is_gone = |moment: &&Moment| moment.day <= day;
        let gone: u64 =
            self.moments.iter().filter(is_gone).map(|moment| moment.events() + moment.open).sum();
        self.n - late - gone
    }

    /// [`at_risk`](Self::at_risk) of ascending days, all in one walk.
    pub(in crate::inference) fn at_risk_on(&self, days: &[f64]) -> Vec<u64> {
        let late: u64 = self.entries.iter().map(|(_, count)| count).sum();
        let (mut at_risk, mut entered, mut left) = (self.n - late, 0, 0);
        let mut found = Vec::with_capacity(days.len());
        for &day in days {
            while let Some((_, count)) = self.entries.get(entered).filter(|(entry, _)| *entry < day)
            {
                at_risk += count;
                entered += 1;
            }
            while let Some(moment) = self.moments.get(left).filter(|moment| moment.day < day) {
                at_risk -= moment.events() + moment.open;
                left += 1;
            }
            found.push(at_risk);
        }
        found
    }

    /// The first day after which nobody is followed any more although others enter later; none when somebody always is.
    pub fn emptied_on(&self) -> Option<f64> {
        let last = self.last_day()?;
        let mut entries = self.entries.iter().peekable();
        // Only a late entry can follow an empty day, so that there is nothing to walk without any.
        let mut moments = self.moments.iter().filter(|_| self.has_late_entries());
        let is_empty = |moment: &&Moment| {
            while entries.next_if(|(entry, _)| *entry < moment.day).is_some() {}
            let enters = entries.peek().is_some_and(|(entry, _)| *entry <= moment.day);
            moment.at_risk == moment.events() + moment.open && !enters && moment.day < last
        };
        moments.find(is_empty).map(|moment| moment.day)
    }

    /// True when somebody's following began after the start.
    pub fn has_late_entries(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Followed from the first day on.
    pub fn at_start(&self) -> u64 {
        let start = self.start();
        let late: u64 =
            self.entries.iter().filter(|(entry, _)| *entry > start).map(|(_, count)| count).sum();
        self.n - late
    }

    /// Units with a usable duration.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units without a duration.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Units whose duration is below 0.
    pub fn n_negative(&self) -> u64 {
        self.n_negative
    }

    /// Units who were gone when following began.
    pub fn n_late(&self) -> u64 {
        self.n_late
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(entered: f64, days: f64, cause: &str, count: u64) -> Spell {
        Spell { entered: Some(entered), days: Some(days), cause: Some(cause.to_owned()), count }
    }

    #[test]
    fn those_who_leave_on_a_day_are_at_risk_on_it_and_not_after() {
        let durations = Durations::new([
            spell(0.0, 5.0, "moved", 2),
            spell(0.0, 5.0, "", 3),
            spell(0.0, 9.0, " ", 4),
        ]);
        assert_eq!([5.0, 5.1, 9.0, 9.1].map(|day| durations.at_risk(day)), [9, 4, 4, 0]);
        let first = &durations.moments()[0];
        assert_eq!((first.at_risk, first.ended.as_slice(), first.open), (9, [2].as_slice(), 3));
        assert_eq!(
            (durations.last_day(), durations.causes()),
            (Some(9.0), ["moved".to_owned()].as_slice())
        );
    }

    #[test]
    fn who_enters_late_is_at_risk_from_the_day_after() {
        let durations = Durations::new([spell(0.0, 10.0, "", 5), spell(4.0, 8.0, "moved", 2)]);
        assert_eq!([0.0, 4.0, 4.5, 8.0, 9.0].map(|day| durations.at_risk(day)), [5, 5, 7, 7, 5]);
        assert_eq!(
            (durations.start(), durations.at_start(), durations.moments()[0].at_risk),
            (0.0, 5, 7)
        );
        assert_eq!(
            [0.0, 4.0, 8.0, 10.0].map(|day| durations.still_followed(day)),
            [5, 7, 5, 0],
            "who enters on a day is followed after it, who leaves on it is not"
        );
        let days = [0.0, 4.0, 4.5, 8.0, 9.0, 11.0];
        assert_eq!(durations.at_risk_on(&days), days.map(|day| durations.at_risk(day)));
        let late = Durations::new([spell(3.0, 8.0, "moved", 2), spell(4.0, 9.0, "", 6)]);
        assert_eq!((late.start(), late.at_start()), (3.0, 2));
    }

    #[test]
    fn what_cannot_be_is_excluded_and_what_is_unknown_is_missing() {
        let unknown = Spell { count: 7, ..Spell::default() };
        let spells = [
            unknown,
            spell(0.0, -1.0, "moved", 2),
            spell(5.0, 5.0, "moved", 3),
            spell(0.0, 0.0, "moved", 1),
        ];
        let durations = Durations::new(spells);
        assert_eq!(
            (durations.n(), durations.n_missing(), durations.n_negative(), durations.n_late()),
            (1, 7, 2, 3)
        );
        assert_eq!((durations.moments()[0].day, durations.at_risk(0.0)), (0.0, 1));
    }

    #[test]
    fn a_day_after_which_nobody_is_left_before_others_enter_is_found() {
        let gap = Durations::new([spell(0.0, 3.0, "", 2), spell(5.0, 9.0, "moved", 2)]);
        assert_eq!(gap.emptied_on(), Some(3.0));
        let failed = Durations::new([spell(0.0, 3.0, "moved", 1), spell(3.5, 9.0, "", 6)]);
        assert_eq!(failed.emptied_on(), Some(3.0));
        // Who enters on the day is followed after it.
        let meets = Durations::new([spell(0.0, 3.0, "moved", 1), spell(3.0, 9.0, "", 6)]);
        assert_eq!(meets.emptied_on(), None);
        let plain = Durations::new([spell(0.0, 3.0, "moved", 1), spell(0.0, 9.0, "", 6)]);
        assert_eq!((plain.emptied_on(), Durations::default().emptied_on()), (None, None));
    }
}
