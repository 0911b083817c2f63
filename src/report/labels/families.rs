//! Families of measures: the sections of a report.

use crate::measures::Kpi;

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
const FAMILIES: &[(&str, &str, &str)] = &[
    ("participation", "Participants", "Who took part?"),
    ("engagement", "Time together", "How much time did pairs spend together?"),
    ("matching", "Matching", "How were mentors and mentees brought together?"),
    ("support", "Support by staff", "How are matches supported?"),
    ("cost", "Resources", "What does the program cost?"),
    ("recognition", "Recognition", "What recognition was awarded?"),
    ("retention", "Lasting matches", "Did matches last?"),
    ("satisfaction", "Satisfaction", "Are mentors and mentees satisfied?"),
    ("answers", "Choices", "What did people choose?"),
    ("alignment", "Shared expectations", "Did mentor and mentee expect the same?"),
    ("wellbeing", "Wellbeing", "How did behaviour and wellbeing change?"),
    ("skill_growth", "Skills", "Did skills grow?"),
    ("goals", "Goals", "Were goals reached?"),
    ("academic", "School", "How did mentees do at school?"),
    ("career", "Work and training", "How did participants do at work?"),
    ("mentors", "Mentors", "How are mentors doing?"),
    ("equity", "Access", "Who has access?"),
    ("voices", "Voices", "What did people write about?"),
    ("comparison", "Compared with others", "Did the groups develop differently?"),
];

/// How good the data are: shown with the data's quality, never as a result.
pub(in crate::report) const QUALITY: &str = "quality";

/// The order of results-based accountability, with its words.
pub(in crate::report) const RBA: [(&str, &str); 3] =
    [("how_much", "How much"), ("how_well", "How well"), ("better_off", "Better off")];

/// The measures of a family in the order of reading: by `order` in their headers, the others by name.
pub(in crate::report) fn measures_of<'a>(family: &str, kpis: &'a [Kpi]) -> Vec<&'a Kpi> {
    let mut found: Vec<&Kpi> = kpis.iter().filter(|kpi| kpi.family == family).collect();
    let place = |kpi: &Kpi| kpi.keys.get("order").and_then(|order| order.parse::<u32>().ok());
    found.sort_by_key(|kpi| (place(kpi).unwrap_or(u32::MAX), kpi.id.clone()));
    found
}

/// A family by its id.
pub(in crate::report) fn family(id: &str, kpis: &[Kpi]) -> Family {
    let known = FAMILIES.iter().find(|(known, _, _)| *known == id);
    let readable = super::capitalised(&super::spaced(id));
    // A family belongs where the measure belongs that is read first.
    let rba = measures_of(id, kpis).first().map_or_else(String::new, |kpi| kpi.rba.clone());
    Family {
        id: id.to_owned(),
        name: known.map_or_else(|| readable.clone(), |(_, name, _)| (*name).to_owned()),
        question: known.map_or(readable, |(_, _, question)| (*question).to_owned()),
        rba,
    }
}

/// The families to show, in order: the edition's own order, else how much, how well, better off.
pub(in crate::report) fn families(kpis: &[Kpi], chosen: &[&str]) -> Vec<Family> {
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
        .map(|id| family(id, kpis))
        .collect();
    if chosen.is_empty() {
        found.sort_by_key(|family| {
            let rba = RBA.iter().position(|(rba, _)| *rba == family.rba);
            let known = FAMILIES.iter().position(|(known, _, _)| *known == family.id);
            (rba, known.unwrap_or(FAMILIES.len()), family.id.clone())
        });
    }
    found
}
