//! A JSON value as it passes by: its objects, one at a time, as named texts.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Budget, LONGEST, Nothing};
use crate::sources::row::shortest;

/// A name and its text.
pub(super) type Record = (String, String);

/// Finds the first key of a document below which an array of objects stands.
pub(super) struct Document<'a> {
    pub(super) below: &'a mut Option<String>,
    pub(super) budget: &'a Budget,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.budget.set(LONGEST);
            let holds_objects = map.next_value_seed(HoldsObjects(self.budget))?;
            if holds_objects && self.below.is_none() {
                *self.below = Some(key);
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<Nothing>()?.is_some() {
            self.budget.set(LONGEST);
        }
        Ok(())
    }
}

/// Whether a value is an array that begins with an object.
struct HoldsObjects<'a>(&'a Budget);

impl<'de> DeserializeSeed<'de> for HoldsObjects<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<bool, D::Error> {
        let mut record = Vec::new();
        let mut seen = Seen { out: &mut record, path: String::new(), objects: 0, budget: self.0 };
        (&mut seen).deserialize(parser)?;
        Ok(seen.objects > 0)
    }
}

struct Seen<'a> {
    out: &'a mut Vec<Record>,
    path: String,
    objects: usize,
    budget: &'a Budget,
}

impl<'de> DeserializeSeed<'de> for &mut Seen<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Seen<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut record = Vec::new();
        while list.next_element_seed(Fields { path: String::new(), out: &mut record })?.is_some() {
            self.budget.set(LONGEST);
            // A value that is no object has no name.
            self.objects += usize::from(record.iter().any(|(name, _)| !name.is_empty()));
            record.clear();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let path = std::mem::take(&mut self.path);
        Fields { path, out: self.out }.visit_map(map)
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Hands on each record of a value.
pub(super) struct Each<'a> {
    /// Key below which the records stand, when they do not stand alone.
    pub(super) key: Option<&'a str>,
    pub(super) take: &'a mut dyn FnMut(&[Record]) -> bool,
    pub(super) is_wanted: &'a mut bool,
    pub(super) budget: &'a Budget,
    pub(super) longest: usize,
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut record = Vec::new();
        while list.next_element_seed(Fields { path: String::new(), out: &mut record })?.is_some() {
            self.budget.set(self.longest);
            if record.iter().any(|(name, _)| name.is_empty()) {
                return Err(A::Error::custom("a value that is no object among the records"));
            }
            *self.is_wanted = (self.take)(&record);
            if !*self.is_wanted {
                return Err(A::Error::custom("enough"));
            }
            record.clear();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(wanted) = self.key else {
            let mut record = Vec::new();
            Fields { path: String::new(), out: &mut record }.visit_map(map)?;
            *self.is_wanted = (self.take)(&record);
            return Ok(());
        };
        while let Some(key) = map.next_key::<String>()? {
            self.budget.set(self.longest);
            if key == wanted {
                let Self { take, is_wanted, budget, longest, .. } = self;
                map.next_value_seed(Each { key: None, take, is_wanted, budget, longest })?;
                while map.next_entry::<String, Nothing>()?.is_some() {}
                return Ok(());
            }
            map.next_value::<Nothing>()?;
        }
        Ok(())
    }
}

/// Writes what is in a value under its name.
struct Fields<'a> {
    path: String,
    out: &'a mut Vec<Record>,
}

impl Fields<'_> {
    fn text(self, text: impl Into<String>) {
        self.out.push((self.path, text.into()));
    }
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let path = match (self.path.as_str(), key.as_str()) {
                // A name that is empty would be taken for none.
                ("", "") => " ".to_owned(),
                ("", key) => key.to_owned(),
                (path, key) => format!("{path}.{key}"),
            };
            map.next_value_seed(Fields { path, out: self.out })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut values: Vec<serde_json::Value> = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        let simple = |value: &serde_json::Value| match value {
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Null => Some(String::new()),
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
            other => Some(other.to_string()),
        };
        let texts: Option<Vec<String>> = values.iter().map(simple).collect();
        let text =
            texts.map_or_else(|| serde_json::Value::from(values).to_string(), |t| t.join("; "));
        self.text(text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.text(text);
        Ok(())
    }

    fn visit_bool<E>(self, truth: bool) -> Result<(), E> {
        self.text(if truth { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.text(number.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.text(number.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.text(shortest(number));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.text("");
        Ok(())
    }
}
