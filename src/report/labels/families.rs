//! Families of measures: the sections of a report.

use crate::measures::Kpi;
use crate::report::language::Language;

/// One family of measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Family {
    /// Id, as in a measure's header.
    pub(in crate::report) id: String,
    /// Name in the contents.
    pub(in crate::report) name: String,
    /// Heading of its section when it has several measures.
    pub(in crate::report) question: String,
    /// `how_much`, `how_well` or `better_off`.
    pub(in crate::report) rba: String,
}

/// Known families in the order of a report: how much, how well, better off.
const FAMILIES: &[&str] = &[
    "participation",
    "engagement",
    "matching",
    "support",
    "cost",
    "recognition",
    "retention",
    "satisfaction",
    "answers",
    "alignment",
    "wellbeing",
    "skill_growth",
    "goals",
    "academic",
    "career",
    "mentors",
    "equity",
    VOICES,
    "comparison",
];

/// Families in the order in which a report leads with them where the plan does not say what it is about: what readers ask
/// first. The others follow.
const LEADING: &[&str] = &[
    "comparison",
    "skill_growth",
    "retention",
    "satisfaction",
    "academic",
    "goals",
    "career",
    "wellbeing",
    "engagement",
    "alignment",
    "recognition",
    "mentors",
];

/// How good the data are: shown with the data's quality, never as a result.
pub(in crate::report) const QUALITY: &str = "quality";

/// What people write: shown above their words.
pub(in crate::report) const VOICES: &str = "voices";

/// The order of results-based accountability.
pub(in crate::report) const RBA: [&str; 3] = ["how_much", "how_well", "better_off"];

/// The measures of a family in the order of reading: by `order` in their headers, the others by name.
pub(in crate::report) fn measures_of<'a>(family: &str, kpis: &'a [Kpi]) -> Vec<&'a Kpi> {
    let mut found: Vec<&Kpi> = kpis.iter().filter(|kpi| kpi.family == family).collect();
    let place = |kpi: &Kpi| kpi.keys.get("order").and_then(|order| order.parse::<u32>().ok());
    found.sort_by_key(|kpi| (place(kpi).unwrap_or(u32::MAX), kpi.id.clone()));
    found
}

/// Measures in the order in which a report leads with them where the plan does not say: the first of each family, then the
/// second of each; details last.
pub(in crate::report) fn leading<'a>(
    shown: impl IntoIterator<Item = &'a Kpi>,
    kpis: &'a [Kpi],
) -> Vec<&'a Kpi> {
    let shown: Vec<&Kpi> = shown.into_iter().collect();
    let is_detail = |kpi: &Kpi| kpi.keys.get("detail").is_some_and(|detail| detail == "yes");
    let place = |kpi: &Kpi| {
        let own = measures_of(&kpi.family, kpis);
        let own = own.into_iter().filter(|one| shown.iter().any(|shown| shown.id == one.id));
        let place =
            own.filter(|one| is_detail(one) == is_detail(kpi)).position(|one| one.id == kpi.id);
        let family = LEADING.iter().position(|family| *family == kpi.family);
        (is_detail(kpi), place, family.unwrap_or(LEADING.len()), kpi.id.clone())
    };
    let mut leading = shown.clone();
    leading.sort_by_cached_key(|kpi| place(kpi));
    leading
}

/// A family by its id.
pub(in crate::report) fn family(language: &Language, id: &str, kpis: &[Kpi]) -> Family {
    let readable = || super::capitalised(&super::spaced(id));
    // A family belongs where the measure belongs that is read first.
    let rba = measures_of(id, kpis).first().map_or_else(String::new, |kpi| kpi.rba.clone());
    let name = language.family(id, "name").unwrap_or_else(readable);
    let question = language.family(id, "question").unwrap_or_else(|| name.clone());
    Family { id: id.to_owned(), name, question, rba }
}

/// The families to show, in order: the edition's own order, else how much, how well, better off.
pub(in crate::report) fn families(
    language: &Language,
    kpis: &[Kpi],
    chosen: &[&str],
) -> Vec<Family> {
    let mut ids: Vec<&str> = Vec::new();
    if chosen.is_empty() {
        for kpi in kpis {
            if !ids.contains(&kpi.family.as_str()) {
                ids.push(&kpi.family);
            }
        }
    } else {
        ids.extend(chosen);
    }
    let mut found: Vec<Family> = ids
        .into_iter()
        .filter(|id| *id != QUALITY && kpis.iter().any(|kpi| kpi.family == *id))
        .map(|id| family(language, id, kpis))
        .collect();
    if chosen.is_empty() {
        found.sort_by_key(|family| {
            let rba = RBA.iter().position(|rba| *rba == family.rba);
            let known = FAMILIES.iter().position(|known| *known == family.id);
            (rba, known.unwrap_or(FAMILIES.len()), family.id.clone())
        });
    }
    found
}
