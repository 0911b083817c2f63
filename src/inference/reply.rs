//! What a design answers: restricted and ordered by the header, and never with a number that is not finite.

use super::finding::{Answer, Estimate, Point};
use super::regression::clustered::ENOUGH_CLUSTERS;
use super::{AnswerSpec, InferenceError, Settings};

/// What a design answers for one frequency table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// Answers, the headline first.
    pub answers: Vec<Answer>,
    /// Curves and bars.
    pub points: Vec<Point>,
}

impl Reply {
    /// Keeps what the header lists under `answers`, in its order; everything when it lists nothing.
    ///
    /// `survival_365` or `item_rest_q1` is also meant by its family: the longest name in `specs` that it begins with.
    #[must_use]
    pub fn ordered(mut self, specs: &[AnswerSpec], settings: &Settings) -> Self {
        self.answers.retain(|answer| {
            let is_named = family(&answer.answer, specs).is_some_and(|name| settings.names(name));
            !answer.is_unsuited || is_named || settings.names(&answer.answer)
        });
        let listed = settings.list("answers");
        if !listed.is_empty() {
            let place = |name: &str| {
                let family = family(name, specs);
                listed.iter().position(|&listed| listed == name || Some(listed) == family)
            };
            self.answers.retain(|answer| place(&answer.answer).is_some());
            self.answers.sort_by_key(|answer| place(&answer.answer));
        }
        self
    }

    /// Takes out every number that is not finite, and says so: the last guard of the room.
    pub(super) fn finite(mut self) -> Self {
        for answer in &mut self.answers {
            let mut lost = drop_infinite(&mut answer.estimate) | drop_infinite(&mut answer.effect);
            for number in [&mut answer.statistic, &mut answer.df, &mut answer.p_value] {
                lost |= keep_finite(number);
            }
            if lost {
                answer.notes.push("a number too large to compute with was left out".to_owned());
            }
        }
        for point in &mut self.points {
            for number in [&mut point.x, &mut point.y, &mut point.low, &mut point.high] {
                keep_finite(number);
            }
        }
        self
    }
}

fn keep_finite(number: &mut Option<f64>) -> bool {
    let lost = number.is_some_and(|number| !number.is_finite());
    if lost {
        *number = None;
    }
    lost
}

fn drop_infinite(estimate: &mut Option<Estimate>) -> bool {
    let Some(found) = estimate else { return false };
    if !found.value.is_finite() {
        *estimate = None;
        return true;
    }
    keep_finite(&mut found.low) | keep_finite(&mut found.high)
}

/// `item_rest_q1` → `item_rest`: the longest name of a design's answers that a name is or goes on from.
fn family<'s>(name: &str, specs: &'s [AnswerSpec]) -> Option<&'s str> {
    let is_of = |family: &&str| {
        name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    specs.iter().map(|spec| spec.name).filter(is_of).max_by_key(|family| family.len())
}

/// `survival_365` → `survival`; other names as they are.
pub(super) fn without_number(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((family, number))
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            family
        }
        _ => name,
    }
}

impl Answer {
    /// An answer that is still to be filled.
    pub(super) fn named(answer: &str, unit: &str, method: &str) -> Self {
        Self {
            answer: answer.to_owned(),
            unit: unit.to_owned(),
            method: method.to_owned(),
            ..Self::default()
        }
    }

    /// The same answer with its units counted.
    pub(super) fn counted(mut self, n: u64, n_missing: u64) -> Self {
        (self.n, self.n_missing) = (n, n_missing);
        self
    }

    /// The same answer about one contrast, group or category.
    pub(super) fn about(mut self, contrast: &str) -> Self {
        self.contrast = Some(contrast.to_owned());
        self
    }

    /// Fills the answer from a result; what is undefined for these data becomes a note, not a failure.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] and [`InferenceError::MissingColumn`]: the measure is wrong, not its data.
    pub(super) fn filled<T>(
        mut self,
        result: Result<T, InferenceError>,
        fill: impl FnOnce(&mut Self, T),
    ) -> Result<Self, InferenceError> {
        match result {
            Ok(found) => fill(&mut self, found),
            Err(
                error @ (InferenceError::Setting { .. } | InferenceError::MissingColumn { .. }),
            ) => return Err(error),
            Err(error) => {
                self.is_unsuited = matches!(error, InferenceError::Unsuited { .. });
                self.notes.push(error.to_string());
            }
        }
        Ok(self)
    }

    /// As [`filled`](Self::filled), but values that are all the same leave an estimate without an interval.
    ///
    /// # Errors
    ///
    /// As [`filled`](Self::filled).
    pub(super) fn filled_or_point<T>(
        mut self,
        result: Result<T, InferenceError>,
        value: Option<f64>,
        fill: impl FnOnce(&mut Self, T),
    ) -> Result<Self, InferenceError> {
        if let (Err(InferenceError::NoVariation { what }), Some(value)) = (&result, value) {
            self.estimate = Some(Estimate { value, low: None, high: None });
            self.notes.push(format!("no interval: every {what} is the same"));
            return Ok(self);
        }
        self.filled(result, fill)
    }

    /// Says that the interval allows for clusters, and that it is rough when they are few.
    pub(super) fn rests_on_clusters(&mut self, n_clusters: u64) {
        self.n_clusters = Some(n_clusters);
        if n_clusters < ENOUGH_CLUSTERS {
            self.note(format!("fewer than {ENOUGH_CLUSTERS} clusters: the interval is rough"));
        }
    }

    /// Adds a sentence for the reader.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }
}

impl Settings {
    /// True when the header lists an answer, or lists none and the design gives it by itself.
    pub(super) fn gives(&self, answer: &str, by_itself: bool) -> bool {
        by_itself && self.list("answers").is_empty() || self.list("answers").contains(&answer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::inference::Level;

    fn settings(answers: &str) -> Settings {
        Settings::new(Level::P95, BTreeMap::from([("answers".to_owned(), answers.to_owned())]))
    }

    fn reply() -> Reply {
        let answers = ["survival_180", "median", "survival_365"]
            .map(|name| Answer::named(name, "share", "m"));
        Reply { answers: answers.to_vec(), points: Vec::new() }
    }

    fn names(reply: &Reply) -> Vec<&str> {
        reply.answers.iter().map(|answer| answer.answer.as_str()).collect()
    }

    #[test]
    fn the_header_restricts_and_orders_the_answers() {
        let specs = ["survival", "median"].map(|name| AnswerSpec { name, about: "" });
        let ordered = |listed: &str| reply().ordered(&specs, &settings(listed));
        let found = ordered("median, survival");
        assert_eq!(names(&found), ["median", "survival_180", "survival_365"]);
        assert_eq!(names(&ordered("survival_365")), ["survival_365"]);
        assert_eq!(names(&ordered("")).len(), 3);
    }

    #[test]
    fn a_family_does_not_take_the_answers_of_a_longer_one() {
        let specs =
            ["alpha", "item_rest", "alpha_if_deleted"].map(|name| AnswerSpec { name, about: "" });
        let answers = ["alpha", "item_rest_q1", "alpha_if_deleted_q1"]
            .map(|name| Answer::named(name, "correlation", "m"));
        let reply = Reply { answers: answers.to_vec(), points: Vec::new() };
        let ordered = |listed: &str| reply.clone().ordered(&specs, &settings(listed));
        assert_eq!(names(&ordered("alpha")), ["alpha"]);
        assert_eq!(
            names(&ordered("alpha_if_deleted, item_rest")),
            ["alpha_if_deleted_q1", "item_rest_q1"]
        );
    }

    #[test]
    fn a_number_that_is_not_finite_is_left_out_and_said() {
        let mut reply = reply();
        reply.answers[0].p_value = Some(f64::NAN);
        reply.answers[1].estimate =
            Some(Estimate { value: 1.0, low: Some(0.0), high: Some(f64::INFINITY) });
        let found = reply.finite();
        assert_eq!(found.answers[0].p_value, None);
        assert_eq!(
            found.answers[1].estimate,
            Some(Estimate { value: 1.0, low: Some(0.0), high: None })
        );
        assert_eq!(found.answers[1].notes.len(), 1);
        assert!(found.answers[2].notes.is_empty());
    }

    #[test]
    fn what_is_undefined_becomes_a_note_and_a_wrong_key_an_error() {
        let few = InferenceError::TooFew { needed: 2, what: "answers", found: 1 };
        let found = Answer::named("mean", "points", "mean_t").filled(Err::<(), _>(few), |_, ()| {});
        assert_eq!(found.unwrap().notes, ["not computed: needs at least 2 answers, found 1"]);
        let key = settings("x").number("answers").map(|_| ());
        assert!(Answer::named("mean", "points", "mean_t").filled(key, |_, ()| {}).is_err());
    }
}
