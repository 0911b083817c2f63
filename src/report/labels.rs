//! Names for ids, as they stand in headings and in the middle of a sentence.

mod families;
mod nouns;
mod order;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::Plan;

use super::charts::Labels;
use super::language::{Language, say};
use super::lettering::is_right_to_left;

pub(super) use families::{Family, QUALITY, RBA, VOICES, families, family, leading, measures_of};
pub(super) use nouns::{capitalised, short, spaced, typeset};

/// Longest name within a sentence; a question of a survey has room in it.
const LONGEST: usize = 96;

/// Names for every id of the plan and the measures.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// As headings, for charts and tables.
    pub(super) heading: Labels,
    /// Subjects as they stand in a sentence.
    subjects: BTreeMap<String, String>,
    /// Subjects that are questions, and stand in quotation marks.
    questions: BTreeSet<String>,
    /// Units of outcomes.
    units: BTreeMap<String, String>,
    /// Subjects of which less is better.
    lower_is_better: BTreeSet<String>,
    /// Subjects of which neither direction is good.
    neither: BTreeSet<String>,
    /// Places of subjects in the plan.
    places: BTreeMap<String, usize>,
}

impl Names {
    /// Collects the names that plan and measures give.
    pub(super) fn new(language: &Language, plan: &Plan, kpis: &[Kpi]) -> Self {
        let mut names = Self {
            heading: Labels { language: language.clone(), ..Labels::default() },
            subjects: BTreeMap::new(),
            questions: BTreeSet::new(),
            units: BTreeMap::new(),
            lower_is_better: BTreeSet::new(),
            neither: BTreeSet::new(),
            places: BTreeMap::new(),
        };
        for id in words::WORDS {
            let word = language.named("word", id);
            names.heading.words.extend(word.map(|word| ((*id).to_owned(), word)));
        }
        names.read_instruments(plan);
        names.read_outcomes(plan);
        for pair in &plan.alignment {
            names.name(&pair.id, &pair.title);
            let labels = names.heading.answers.get(&pair.mentee.scale).cloned();
            let range = names.heading.ranges.get(&pair.mentee.scale).copied();
            labels.map(|labels| names.heading.answers.insert(pair.id.clone(), labels));
            range.map(|range| names.heading.ranges.insert(pair.id.clone(), range));
        }
        for theme in &plan.themes {
            names.name(&theme.id, &theme.title);
        }
        for segment in &plan.segments {
            let title = clean(&segment.title);
            names.heading.dimensions.insert(segment.id.clone(), title);
        }
        for term in &plan.terms {
            names.heading.terms.push((term.id.clone(), capitalised(&clean(&term.title))));
        }
        for kpi in kpis {
            let title = names.title(kpi);
            names.heading.measures.insert(kpi.id.clone(), title);
        }
        names
    }

    /// The language that the names are in.
    pub(super) fn language(&self) -> &Language {
        &self.heading.language
    }

    /// The title of a measure, without its place for a subject.
    pub(super) fn title(&self, kpi: &Kpi) -> String {
        bare_title(self.language(), &kpi.title)
    }

    fn name(&mut self, id: &str, title: &str) {
        let title = clean(title);
        let place = self.places.len();
        self.places.entry(id.to_owned()).or_insert(place);
        self.heading.subjects.insert(id.to_owned(), capitalised(&title));
        self.subjects.insert(id.to_owned(), title);
    }

    fn read_instruments(&mut self, plan: &Plan) {
        for instrument in &plan.instruments {
            self.heading
                .words
                .insert(instrument.id.clone(), capitalised(&clean(&instrument.title)));
            for item in &instrument.items {
                self.name(&item.id, item.title.as_deref().unwrap_or(&spaced(&item.id)));
                self.questions.insert(item.id.clone());
                self.heading.ranges.insert(item.id.clone(), (item.minimum, item.maximum));
                let labels: Vec<String> = item.labels.iter().map(|label| clean(label)).collect();
                if !labels.is_empty() {
                    self.heading.answers.insert(item.id.clone(), labels);
                }
            }
            for scale in &instrument.scales {
                // Measures that take every instrument name a scale after its own.
                let own = format!("{}.{}", instrument.id, scale.id);
                let others = plan.instruments.iter().filter(|other| other.id != instrument.id);
                let is_shared =
                    others.flat_map(|other| &other.scales).any(|other| other.title == scale.title);
                let title = if is_shared {
                    format!("{}, {}", scale.title, self.word(&instrument.role))
                } else {
                    scale.title.clone()
                };
                for (id, title) in [(&scale.id, &scale.title), (&own, &title)] {
                    self.name(id, title);
                    self.questions.remove(id);
                    self.direct(id, scale.better);
                    self.read_range(id, instrument, scale);
                }
            }
            for wave in &instrument.waves {
                let title = format!("{}, {}", clean(&instrument.title), self.word(wave));
                self.name(&format!("{}.{wave}", instrument.id), &title);
            }
        }
    }

    /// A mean lies on its items' range; a sum on that range times the number of items.
    fn read_range(
        &mut self,
        id: &str,
        instrument: &crate::plan::Instrument,
        scale: &crate::plan::Scale,
    ) {
        let mut items = instrument.items.iter().filter(|item| scale.items.contains(&item.id));
        let Some(first) = items.next() else { return };
        if items.any(|item| (item.minimum, item.maximum) != (first.minimum, first.maximum)) {
            return;
        }
        let factor = match scale.score {
            crate::plan::ScoreRule::Mean => 1.0,
            crate::plan::ScoreRule::Sum => scale.items.len() as f64,
        };
        let range = (first.minimum * factor, first.maximum * factor);
        self.heading.ranges.insert(id.to_owned(), range);
        if scale.score == crate::plan::ScoreRule::Mean && !first.labels.is_empty() {
            let labels = first.labels.iter().map(|label| clean(label)).collect();
            self.heading.answers.insert(id.to_owned(), labels);
        }
    }

    fn read_outcomes(&mut self, plan: &Plan) {
        for outcome in &plan.outcomes {
            self.name(&outcome.id, &outcome.title);
            self.units.insert(outcome.id.clone(), clean(&outcome.unit));
            self.direct(&outcome.id, outcome.better);
            if let (Some(low), Some(high)) = (outcome.minimum, outcome.maximum) {
                self.heading.ranges.insert(outcome.id.clone(), (low, high));
            }
        }
    }

    fn direct(&mut self, id: &str, better: crate::plan::Better) {
        match better {
            crate::plan::Better::Higher => false,
            crate::plan::Better::Lower => self.lower_is_better.insert(id.to_owned()),
            crate::plan::Better::Neither => self.neither.insert(id.to_owned()),
        };
    }

    /// A subject within a sentence; a survey's question in quotation marks.
    pub(super) fn subject(&self, id: &str) -> String {
        let id = outcome_of(id);
        match self.subjects.get(id) {
            Some(title) if self.questions.contains(id) => {
                say!(self.language(), "quoted", text = title)
            }
            Some(title) => title.clone(),
            None => lower_first(&self.subject_heading(id)),
        }
    }

    /// A subject as a heading: `Belonging at school`, `Mentee survey, baseline`.
    pub(super) fn subject_heading(&self, id: &str) -> String {
        if self.heading.subjects.contains_key(id) || id.contains(" at ") {
            return self.heading.subject(id);
        }
        match id.split_once(['.', ' ']) {
            Some((instrument, wave)) if self.heading.words.contains_key(instrument) => {
                format!("{}, {}", self.heading.word(instrument), self.word(wave))
            }
            _ => clean(&self.heading.subject(id)),
        }
    }

    /// A cause, stage, kind or wave within a sentence.
    pub(super) fn word(&self, id: &str) -> String {
        lower_first(&clean(&self.heading.word(id)))
    }

    /// A level of a segment, or everyone.
    pub(super) fn level(&self, finding: &Finding) -> String {
        clean(&self.heading.level(&finding.level))
    }

    /// Title of a dimension within a sentence.
    pub(super) fn dimension(&self, id: &str) -> String {
        self.heading.dimensions.get(id).cloned().unwrap_or_else(|| spaced(id))
    }

    /// Unit of a finding: that of the outcome where the finding only says points.
    pub(super) fn unit(&self, finding: &Finding) -> String {
        let outcome = finding.subject.as_deref().and_then(|id| self.units.get(outcome_of(id)));
        match outcome {
            Some(unit) if finding.unit == "points" && is_share(unit) => "share".to_owned(),
            Some(unit) if finding.unit == "points" => unit.clone(),
            _ => finding.unit.clone(),
        }
    }

    /// `higher`, `lower` or `neither` is better; the plan knows its own scales and outcomes.
    pub(super) fn better<'a>(&self, kpi: &'a Kpi, subject: Option<&str>) -> &'a str {
        match subject.map(outcome_of) {
            Some(id) if self.lower_is_better.contains(id) => "lower",
            Some(id) if self.neither.contains(id) => "neither",
            _ => kpi.better.as_str(),
        }
    }
}

/// `gpa at followup` is about `gpa`.
pub(super) fn outcome_of(subject: &str) -> &str {
    subject.split_once(" at ").map_or(subject, |(outcome, _)| outcome)
}

/// Shares, and outcomes that are 1 or 0 for each person: their mean is a share.
fn is_share(unit: &str) -> bool {
    unit == "share" || unit.starts_with("share ") || unit.starts_with("1 ")
}

/// A title without its place for a subject: `Skill growth, {subject}` → `Skill growth`.
fn bare_title(language: &Language, title: &str) -> String {
    // Also with a word before it: `…, by {subject}`.
    let ends = title.rsplit_once(", ").filter(|(_, end)| end.ends_with("{subject}"));
    let title = ends.map_or(title, |(bare, _)| bare);
    let title = title.replace(", {subject}", "").replace("{subject}, ", "");
    let bare = title.replace("{subject}", &say!(language, "outcomes"));
    capitalised(&bare)
}

/// A name on one line, not too long for a sentence, and kept from reordering what stands beside it.
pub(super) fn clean(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = short(&line, LONGEST);
    if is_right_to_left(&line) { format!("\u{2068}{line}\u{2069}") } else { line }
}

/// Our own words begin small within a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line_that_cannot_reorder_its_neighbours() {
        assert_eq!(clean("two\n lines"), "two lines");
        assert_eq!(clean("מנטור"), "\u{2068}מנטור\u{2069}");
        assert_eq!(clean(&"x".repeat(10_000)).chars().count(), LONGEST);
    }

    #[test]
    fn a_title_loses_the_place_of_its_subject() {
        assert_eq!(bare_title(&Language::english(), "Skill growth, {subject}"), "Skill growth");
        let shared = bare_title(&Language::english(), "How hours are shared out, by {subject}");
        assert_eq!(shared, "How hours are shared out");
        assert_eq!(
            bare_title(&Language::english(), "{subject}, compared between groups"),
            "Compared between groups"
        );
    }
}
