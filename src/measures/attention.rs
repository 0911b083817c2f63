//! Open matches with what staff has to know of them today: for lists, never for a report.

use serde::Deserialize;

use super::{Form, MeasureError, query};
use crate::plan::{DAYS_PER_MONTH, Plan};
use crate::warehouse::Snapshot;

const SQL: &str = include_str!("open_matches.sql");

/// Days without a meeting after which a match is dormant, as the measure of dormant matches has it.
const DORMANT_AFTER: i64 = 30;

/// Days ahead in which the end of the promised time is announced.
const CLOSING_WITHIN: i64 = 30;

/// A match that is open at the cut-off.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OpenMatch {
    /// Keyed id of the match.
    pub match_id: i64,
    /// Keyed id of the mentor.
    pub mentor_id: Option<i64>,
    /// Keyed id of the mentee.
    pub mentee_id: i64,
    /// Site of the mentee.
    pub site: Option<String>,
    /// Day of the first meeting, else of the match.
    pub started_day: i64,
    /// Days that the match promised to last.
    pub committed_days: Option<f64>,
    /// Support contacts that the plan promises a month.
    pub contacts_per_month: Option<f64>,
    /// Day of the last meeting that took place.
    pub last_held_day: Option<i64>,
    /// Day of the last support contact.
    pub last_contact_day: Option<i64>,
    has_meetings: Option<bool>,
    has_contacts: Option<bool>,
}

/// Why somebody has to turn to a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attention {
    /// No meeting was logged for longer than a month.
    Dormant {
        /// Days since the last one, else since the start.
        days: i64,
    },
    /// A support contact that the plan promises is due.
    ContactDue {
        /// Days since it was due.
        days: i64,
    },
    /// The promised time is over, and the match is open.
    Overdue {
        /// Days since the end.
        days: i64,
    },
    /// The promised time ends soon.
    Closing {
        /// Days until the end.
        days: i64,
    },
}

impl OpenMatch {
    /// Why somebody has to turn to it on a day, the most pressing first.
    pub fn attention(&self, today: i64) -> Vec<Attention> {
        let mut reasons = Vec::new();
        // Where nobody logs meetings, nothing is known of any match.
        let since = self.last_held_day.unwrap_or(self.started_day).max(self.started_day);
        if self.has_meetings == Some(true) && today - since > DORMANT_AFTER {
            reasons.push(Attention::Dormant { days: today - since });
        }
        let is_logged = self.has_contacts == Some(true);
        if let Some(a_month) = self.contacts_per_month.filter(|n| *n > 0.0 && is_logged) {
            let since = self.last_contact_day.unwrap_or(self.started_day).max(self.started_day);
            let due = since + whole_days(DAYS_PER_MONTH / a_month);
            if due <= today {
                reasons.push(Attention::ContactDue { days: today - due });
            }
        }
        if let Some(promised) = self.committed_days {
            let left = self.started_day + whole_days(promised) - today;
            if left < 0 {
                reasons.push(Attention::Overdue { days: -left });
            } else if left <= CLOSING_WITHIN {
                reasons.push(Attention::Closing { days: left });
            }
        }
        reasons
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a promise is a few years of days at most")]
fn whole_days(days: f64) -> i64 {
    days.ceil() as i64
}

/// The matches that are open at a snapshot's cut-off.
///
/// # Errors
///
/// The engine's word, should a table not be what it is.
pub fn open_matches(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<OpenMatch>, MeasureError> {
    let rows = query(snapshot, plan, SQL, Form::Json)?;
    serde_json::from_slice(&rows).map_err(|error| MeasureError::Engine {
        name: "open matches".to_owned(),
        message: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Attention, OpenMatch};

    fn open() -> OpenMatch {
        OpenMatch {
            match_id: 1,
            mentor_id: Some(2),
            mentee_id: 3,
            site: None,
            started_day: 1000,
            committed_days: None,
            contacts_per_month: None,
            last_held_day: None,
            last_contact_day: None,
            has_meetings: Some(true),
            has_contacts: Some(true),
        }
    }

    #[test]
    fn a_match_is_dormant_after_thirty_days_as_the_measure_has_it() {
        for (held, today, expected) in [
            (None, 1030, None),
            (None, 1031, Some(31)),
            (Some(1020), 1050, None),
            (Some(1020), 1051, Some(31)),
            // A meeting before the start is none of this match's.
            (Some(900), 1031, Some(31)),
        ] {
            let found = OpenMatch { last_held_day: held, ..open() }.attention(today);
            let expected: Vec<_> =
                expected.map(|days| Attention::Dormant { days }).into_iter().collect();
            assert_eq!(found, expected, "{held:?} on {today}");
        }
        let unknown = OpenMatch { has_meetings: Some(false), ..open() };
        assert_eq!(unknown.attention(2000), []);
    }

    #[test]
    fn a_contact_is_due_by_what_the_plan_promises_and_not_where_none_is_logged() {
        let contacted = |a_month: Option<f64>| OpenMatch {
            last_contact_day: Some(1010),
            contacts_per_month: a_month,
            has_meetings: None,
            ..open()
        };
        assert_eq!(contacted(Some(1.0)).attention(1040), []);
        assert_eq!(contacted(Some(1.0)).attention(1041), [Attention::ContactDue { days: 0 }]);
        assert_eq!(contacted(Some(2.0)).attention(1041), [Attention::ContactDue { days: 15 }]);
        assert_eq!(contacted(None).attention(1041), []);
        let silent = OpenMatch { has_contacts: Some(false), ..contacted(Some(1.0)) };
        assert_eq!(silent.attention(1041), []);
    }

    #[test]
    fn the_end_of_the_promised_time_is_announced_and_then_called_over() {
        let promised = OpenMatch { committed_days: Some(90.0), has_meetings: None, ..open() };
        for (today, expected) in [
            (1059, None),
            (1060, Some(Attention::Closing { days: 30 })),
            (1090, Some(Attention::Closing { days: 0 })),
            (1091, Some(Attention::Overdue { days: 1 })),
        ] {
            assert_eq!(promised.attention(today).first().copied(), expected, "{today}");
        }
    }
}
