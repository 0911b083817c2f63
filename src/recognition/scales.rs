//! Questions that measure one thing together, and the ones that point the other way.

use std::collections::BTreeMap;

use super::forms::Occasion;
use super::items::is_expectation;
use super::linking::correlation;
use super::text::{holds, plain};

/// A scale of an instrument.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) items: Vec<String>,
    pub(super) reverse: Vec<String>,
    pub(super) reasons: Vec<String>,
}

/// A question as the scales see it.
#[derive(Debug, Clone)]
pub(super) struct Rated {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) range: (f64, f64),
}

/// Correlation with the rest of its scale below which a question points the other way.
const OPPOSITE: f64 = -0.2;

/// Scales of an instrument: by the beginning of the names, by the question above a grid, else all alike together.
pub(super) fn scales(rated: &[Rated], occasion: &Occasion<'_>) -> Vec<Scale> {
    let mut scales = Vec::new();
    let mut groups: Vec<(String, Vec<&Rated>)> = Vec::new();
    for item in rated {
        if is_expectation(&item.id, &item.title) {
            let reasons =
                vec!["asks what is expected; each such question stands for itself".to_owned()];
            scales.push(Scale {
                id: item.id.clone(),
                kind: "expectation",
                items: vec![item.id.clone()],
                reverse: Vec::new(),
                reasons,
            });
            continue;
        }
        let stem = stem(item);
        match groups.iter_mut().find(|(name, own)| *name == stem && own[0].range == item.range) {
            Some((_, own)) => own.push(item),
            None => groups.push((stem, vec![item])),
        }
    }
    let mut left: BTreeMap<(u64, u64), Vec<&Rated>> = BTreeMap::new();
    let mut taken: Vec<String> = scales.iter().map(|scale| scale.id.clone()).collect();
    for (stem, items) in groups {
        if items.len() < 3 || stem.is_empty() {
            for item in items {
                left.entry((item.range.0.to_bits(), item.range.1.to_bits()))
                    .or_default()
                    .push(item);
            }
            continue;
        }
        let id = super::text::untaken(&mut taken, &stem);
        scales.push(of(
            &id,
            &items,
            occasion,
            format!("{} questions with the same beginning of their names", items.len()),
        ));
    }
    for items in left.into_values().filter(|items| items.len() >= 3) {
        let id = super::text::untaken(&mut taken, "answers");
        let reason = format!(
            "{} questions with the same answers, whose names say nothing: a guess, which the reliability in the report will show",
            items.len()
        );
        scales.push(of(&id, &items, occasion, reason));
    }
    scales
}

/// The beginning that questions of one scale share: `se1` and `se2`, `Q3_1` and `Q3_2`, `Feelings [glad]`.
fn stem(item: &Rated) -> String {
    let name =
        item.id.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('_');
    if name.len() < item.id.len()
        && !name.is_empty()
        && !matches!(name, "q" | "question" | "v" | "item" | "frage")
    {
        return name.to_owned();
    }
    if let Some((question, _)) =
        item.title.split_once(" [").or_else(|| item.title.rsplit_once(" - "))
    {
        return super::text::slug(question);
    }
    String::new()
}

fn of(id: &str, items: &[&Rated], occasion: &Occasion<'_>, why: String) -> Scale {
    let mut reasons = vec![why];
    let texts: Vec<String> =
        items.iter().map(|item| format!("{} {}", plain(&item.id), plain(&item.title))).collect();
    let has = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| holds(text, word)));
    let about_match = id == "r"
        || id.starts_with("rq")
        || id.starts_with("rel")
        || has(&[
            "relationship",
            "my mentor",
            "my mentee",
            "close to",
            "trust",
            "bond",
            "beziehung",
            "relacion",
            "relation",
        ]);
    let kind = if about_match { "relationship" } else { "skill" };
    if about_match {
        reasons.push("it asks about the match itself".to_owned());
    }
    let (reverse, how) = opposite(items, occasion);
    reasons.extend(how);
    Scale {
        id: id.to_owned(),
        kind,
        items: items.iter().map(|item| item.id.clone()).collect(),
        reverse,
        reasons,
    }
}

/// Questions that go against the rest of their scale.
fn opposite(items: &[&Rated], occasion: &Occasion<'_>) -> (Vec<String>, Vec<String>) {
    let numbers: Vec<BTreeMap<String, f64>> = items
        .iter()
        .map(|item| {
            let own = occasion.items.iter().find(|own| own.id == item.id);
            own.map(|own| occasion.numbers(own)).unwrap_or_default()
        })
        .collect();
    let (mut reverse, mut reasons) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let rest = sums(&numbers, at);
        if let Some(r) = correlation(&numbers[at], &rest).filter(|r| *r <= OPPOSITE) {
            reverse.push(item.id.clone());
            reasons.push(format!(
                "`{}` points the other way: its correlation with the rest is {r:.2}",
                item.id
            ));
        }
    }
    // When half of them do, the sign of none is known.
    if reverse.len() * 2 >= items.len() { (Vec::new(), Vec::new()) } else { (reverse, reasons) }
}

/// Each person's mean of all questions but one.
fn sums(numbers: &[BTreeMap<String, f64>], without: usize) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let others = numbers.iter().enumerate().filter(|(at, _)| *at != without);
    for (who, number) in others.flat_map(|(_, own)| own) {
        let sum = sums.entry(who.clone()).or_default();
        *sum = (sum.0 + number, sum.1 + 1.0);
    }
    sums.into_iter().map(|(who, (sum, count))| (who, sum / count)).collect()
}
