//! The schema of the findings' JSON, generated from their fields.

use serde::{Serialize, Serializer};

use super::fields::{Allowed, FIELDS, Field, Value};

/// JSON Schema (2020-12) of [`findings_json`](super::findings_json).
pub fn findings_schema() -> String {
    let schema = Document {
        schema: "https://json-schema.org/draft/2020-12/schema",
        title: "Mentorlens findings",
        description: "One flat record per measure, answer and slice; every key is present, null when there is nothing.",
        kind: "array",
        items: Record {
            kind: "object",
            properties: Properties,
            required: FIELDS.iter().map(|field| field.name).collect(),
            additional_properties: false,
        },
    };
    let mut text = serde_json::to_string_pretty(&schema).expect("plain texts have a JSON form");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    title: &'static str,
    description: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Record,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(rename = "type")]
    kind: &'static str,
    properties: Properties,
    required: Vec<&'static str>,
    additional_properties: bool,
}

/// The properties in the order of the record: a map of `serde_json` would sort them by name.
struct Properties;

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(FIELDS.iter().map(|field| (field.name, Property::of(field))))
    }
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Property {
    description: &'static str,
    #[serde(rename = "type")]
    kind: Kind,
    /// Null stands among the allowed words when the field may be null.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<Vec<Option<&'static str>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_minimum: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u8>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    One(&'static str),
    OrNull([&'static str; 2]),
}

impl Default for Kind {
    fn default() -> Self {
        Self::One("string")
    }
}

impl Property {
    fn of(field: &Field) -> Self {
        let (kind, nullable) = match field.value {
            Value::Text(_) => ("string", false),
            Value::MaybeText(_) => ("string", true),
            Value::MaybeCount(_) => ("integer", true),
            Value::Number(_) => ("number", false),
            Value::MaybeNumber(_) => ("number", true),
        };
        let mut property = Self {
            description: field.about,
            kind: if nullable { Kind::OrNull([kind, "null"]) } else { Kind::One(kind) },
            minimum: (kind == "integer").then_some(0),
            ..Self::default()
        };
        match field.allowed {
            Allowed::Any => {}
            Allowed::Words(words) => {
                let null = nullable.then_some(None);
                property.words = Some(words.iter().copied().map(Some).chain(null).collect());
            }
            Allowed::Pattern(pattern) => property.pattern = Some(pattern),
            Allowed::Probability => (property.minimum, property.maximum) = (Some(0), Some(1)),
            Allowed::Positive => property.exclusive_minimum = Some(0),
        }
        property
    }
}
