//! What a measure's header and the plan say about how to answer.

use std::collections::BTreeMap;

use super::InferenceError;

/// Confidence level of an interval: strictly between 0 and 1 by construction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level(f64);

impl Level {
    /// The usual 95 %.
    pub const P95: Self = Self(0.95);

    /// A level such as 0.95.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] when it is not strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self, InferenceError> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(InferenceError::Setting {
                name: "confidence".to_owned(),
                found: level.to_string(),
                allowed: "a number between 0 and 1, such as 0.95".to_owned(),
            })
        }
    }

    /// The level itself: 0.95.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Probability in each tail: 0.025.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
}

/// Which way a test looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alternative {
    /// Away from no difference, either way.
    #[default]
    TwoSided,
    /// Above it: after higher than before, one group higher than its reference.
    Greater,
    /// Below it.
    Less,
}

/// Settings of one measure: the header of its query, with the plan's confidence level.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Confidence level of every interval.
    pub level: Level,
    /// Header keys and their values, such as `top_box: 4` or `at: 90, 180, 365`.
    keys: BTreeMap<String, String>,
}

impl Settings {
    /// Settings from a header.
    pub fn new(level: Level, keys: BTreeMap<String, String>) -> Self {
        Self { level, keys }
    }

    /// Takes a number for a key that the header leaves open.
    pub(super) fn carry(&mut self, key: &str, value: f64) {
        self.keys.entry(key.to_owned()).or_insert_with(|| value.to_string());
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(String::as_str)
    }

    /// A key's entries, separated by commas; empty when the key is absent.
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.text(key)
            .map(|text| text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).collect())
            .unwrap_or_default()
    }

    /// A key that holds one number.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] when the text is not a finite number.
    pub fn number(&self, key: &str) -> Result<Option<f64>, InferenceError> {
        self.text(key).map(|text| parse_number(key, text)).transpose()
    }

    /// A key that holds numbers, separated by commas.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] when one of them is not a finite number.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, InferenceError> {
        self.list(key).into_iter().map(|text| parse_number(key, text)).collect()
    }

    /// Which way tests look: `alternative`, and both ways when it says nothing.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] for a word that is none of the three.
    pub fn alternative(&self) -> Result<Alternative, InferenceError> {
        match self.text("alternative").map(str::trim) {
            None | Some("two_sided") => Ok(Alternative::TwoSided),
            Some("greater") => Ok(Alternative::Greater),
            Some("less") => Ok(Alternative::Less),
            Some(other) => Err(InferenceError::Setting {
                name: "alternative".to_owned(),
                found: other.to_owned(),
                allowed: "two_sided, greater, less".to_owned(),
            }),
        }
    }

    /// True when this answer is asked for by name under `answers`, or everything is (`everything: yes`): for answers
    /// that only a closer look wants.
    pub fn asks_for(&self, answer: &str) -> bool {
        self.names(answer) || self.text("everything") == Some("yes")
    }

    /// True when this very answer is listed under `answers`: then its absence is explained.
    pub fn names(&self, answer: &str) -> bool {
        self.list("answers").contains(&answer)
    }

    /// True when the header wants this answer: it lists it under `answers`, or lists none.
    pub fn wants(&self, answer: &str) -> bool {
        let listed = self.list("answers");
        listed.is_empty() || listed.contains(&answer)
    }
}

fn parse_number(key: &str, text: &str) -> Result<f64, InferenceError> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| {
        InferenceError::Setting {
            name: key.to_owned(),
            found: text.to_owned(),
            allowed: "a number".to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_looks_both_ways_unless_it_is_told_one() {
        let asked = |text: Option<&str>| {
            let keys = text.map(|text| ("alternative".to_owned(), text.to_owned()));
            Settings::new(Level::P95, keys.into_iter().collect()).alternative()
        };
        assert_eq!(asked(None), Ok(Alternative::TwoSided));
        assert_eq!(asked(Some("two_sided")), Ok(Alternative::TwoSided));
        assert_eq!(asked(Some(" greater ")), Ok(Alternative::Greater));
        assert_eq!(asked(Some("less")), Ok(Alternative::Less));
        let error = asked(Some("one.sided")).unwrap_err().to_string();
        assert_eq!(error, "`alternative` is one.sided, allowed: two_sided, greater, less");
    }
}
