//! The headline numbers: who took part, the primary measures, the targets.

use std::collections::BTreeSet;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, subjects};
use crate::report::format::NO_BREAK;
use crate::report::labels::{QUALITY, RBA};
use crate::report::language::say;
use crate::report::sentences::{
    Direction, amount_and_interval, at_stage, card, counts_people, is_change, latest, quoted,
    settled, status, still_meeting, target_of, target_value,
};

use super::parts::{Card, Part, Section, Status};
use super::slug::slug;

/// Most cards.
const MOST: usize = 6;

/// Four to six numbers, in the order of results-based accountability.
pub(super) fn cards(evidence: &Evidence<'_>) -> Vec<Card> {
    let shown: Vec<&Kpi> = evidence.shown().filter(|kpi| kpi.family != QUALITY).collect();
    let plan = evidence.input.plan;
    let find = |id: &str| shown.iter().find(|kpi| kpi.id == id).copied();
    let flows = shown.iter().copied().filter(|kpi| kpi.design == "flow");
    let primary = plan.analysis.primary.iter().filter_map(|id| find(id));
    let targets = plan.targets.iter().filter_map(|target| find(&target.measure));
    let mut chosen: Vec<&Kpi> = Vec::new();
    for kpi in flows.chain(primary).chain(targets).chain(evidence.leading()) {
        if !chosen.iter().any(|other| other.id == kpi.id) {
            chosen.push(kpi);
        }
    }
    let mut cards: Vec<(Option<usize>, Card)> = chosen
        .into_iter()
        .flat_map(|kpi| {
            let place = RBA.iter().position(|rba| *rba == kpi.rba);
            cards_of(evidence, kpi).into_iter().map(move |card| (place, card))
        })
        .take(MOST)
        .collect();
    cards.sort_by_key(|(place, _)| *place);
    cards.into_iter().map(|(_, card)| card).collect()
}

/// Links of cards and indicators that lead somewhere: those to a measure that the page does not tell lead to its results as
/// a whole.
pub(super) fn link(cards: &mut [Card], parts: &mut [Part]) {
    let told: BTreeSet<String> = parts.iter().flat_map(told).map(str::to_owned).collect();
    let indicators = parts
        .iter_mut()
        .filter_map(|part| match part {
            Part::LogicModel(model) => Some(model),
            _ => None,
        })
        .flat_map(|model| &mut model.stages)
        .flat_map(|stage| &mut stage.steps)
        .flat_map(|step| &mut step.indicators);
    let links = cards.iter_mut().map(|card| &mut card.link);
    for link in links.chain(indicators.map(|one| &mut one.link)) {
        if !told.contains(link) {
            "report".clone_into(link);
        }
    }
}

/// The ids of the measures that a part tells.
fn told(part: &Part) -> Vec<&str> {
    let sections: &[Section] = match part {
        Part::Section(section) => std::slice::from_ref(section),
        Part::Families { families } => families,
        _ => &[],
    };
    sections
        .iter()
        .flat_map(|section| {
            let blocks = section.blocks.iter().map(|block| block.id.as_str());
            blocks.chain(section.more.iter().map(|more| more.id.as_str()))
        })
        .collect()
}

/// The number of a measure by itself, where a drawing would have a single mark.
pub(super) fn stat(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<Card> {
    let headline = evidence.headline(kpi)?;
    let overall = evidence.overall(&kpi.id);
    let marks: Vec<&Finding> = overall.into_iter().filter(|one| one.answer == headline).collect();
    let terms = evidence.of(&kpi.id).iter().filter(|one| one.term_id != "all").count();
    let is_drawn = kpi.chart == "bars" || kpi.chart == "trend" && terms < 2;
    match marks.as_slice() {
        [only] if is_drawn => single(evidence, kpi, only, slug("m", &kpi.id)),
        _ => None,
    }
}

/// The number that a measure is known for: `73 in 100`.
pub(super) fn number(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let card = cards_of(evidence, kpi).into_iter().next()?;
    let unit = if card.unit.is_empty() { String::new() } else { format!(" {}", card.unit) };
    Some(format!("{}{unit}", card.value))
}

/// What a measure says in a card; several for some, none for others.
pub(super) fn cards_of(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Card> {
    let link = slug("m", &kpi.id);
    match kpi.design.as_str() {
        "flow" => participants(evidence, kpi, link).into_iter().collect(),
        "paired" if !counts_people(kpi) => changes(evidence, kpi, link).into_iter().collect(),
        "comparison" => compared(evidence, kpi, &link),
        // One of several gaps would be picked for its place in the list.
        "dyad" => Vec::new(),
        _ => headline(evidence, kpi, link).into_iter().collect(),
    }
}

fn participants(evidence: &Evidence<'_>, kpi: &Kpi, link: String) -> Option<Card> {
    let language = evidence.language();
    let many = language.units(&kpi.unit);
    let (n, what) = if let Some(n) = at_stage(evidence, &kpi.id, "matched") {
        (n, say!(language, "card-matched", units = many))
    } else {
        let n = at_stage(evidence, &kpi.id, "enrolled")?;
        (n, say!(language, "card-enrolled", units = many))
    };
    let enrolled = at_stage(evidence, &kpi.id, "enrolled").filter(|enrolled| *enrolled != n);
    let detail = enrolled.map(|n| say!(language, "card-of-enrolled", n = n));
    Some(Card {
        value: language.count(n),
        unit: String::new(),
        what,
        detail: detail.unwrap_or_default(),
        status: None,
        link,
    })
}

/// Of several changes a card says how many are clear: the largest alone would be picked for its size.
fn changes(evidence: &Evidence<'_>, kpi: &Kpi, link: String) -> Option<Card> {
    let headline = evidence.headline(kpi)?;
    let findings: Vec<&Finding> = evidence
        .overall(&kpi.id)
        .into_iter()
        .filter(|finding| finding.answer == headline && finding.estimate.is_some())
        .collect();
    if subjects(&findings).len() < 2 {
        return single(evidence, kpi, findings.first()?, link);
    }
    let is_higher = |finding: &&&Finding| settled(finding) == Direction::Higher;
    let is_lower = |finding: &&&Finding| settled(finding) == Direction::Lower;
    let (higher, lower) =
        (findings.iter().filter(is_higher).count(), findings.iter().filter(is_lower).count());
    let unclear = findings.len() - higher - lower;
    let n = findings.iter().filter_map(|finding| finding.n).max();
    let language = evidence.language();
    let clear = if lower == 0 {
        say!(language, "card-unclear", unclear = unclear)
    } else {
        say!(language, "card-lower-unclear", lower = lower, unclear = unclear)
    };
    let up_to = n.map(|n| say!(language, "card-up-to", of = language.counted(n, &kpi.unit)));
    let detail: Vec<String> = std::iter::once(clear).chain(up_to).collect();
    Some(Card {
        value: higher.to_string(),
        unit: say!(language, "card-of", n = findings.len()),
        what: say!(language, "card-clearly-higher", title = evidence.names.title(kpi)),
        detail: detail.join(" · "),
        status: None,
        link,
    })
}

/// The latest time of every outcome, for the contrast that comes first.
fn compared(evidence: &Evidence<'_>, kpi: &Kpi, link: &str) -> Vec<Card> {
    let overall = evidence.overall(&kpi.id);
    let quoted = quoted(&overall);
    let Some(contrast) = quoted.first().and_then(|series| series.first()).map(|one| &one.contrast)
    else {
        return Vec::new();
    };
    let of_contrast =
        quoted.iter().filter_map(|series| latest(series)).filter(|one| one.contrast == *contrast);
    of_contrast.filter_map(|last| single(evidence, kpi, last, link.to_owned())).collect()
}

fn headline(evidence: &Evidence<'_>, kpi: &Kpi, link: String) -> Option<Card> {
    let headline = evidence.headline(kpi)?;
    let overall = evidence.overall(&kpi.id);
    let known = || overall.iter().filter(|one| one.estimate.is_some());
    // Where one subject has a target, that one is what readers look for.
    let finding = known()
        .find(|one| one.target.is_some())
        .or_else(|| known().find(|one| one.answer == headline && one.contrast.is_none()))?;
    single(evidence, kpi, finding, link)
}

fn single(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding, link: String) -> Option<Card> {
    let language = evidence.language();
    let (amount, interval) = amount_and_interval(language, finding)?;
    let (value, unit) = amount.split_once(NO_BREAK).unwrap_or((&amount, ""));
    let subject = finding.subject.as_deref().map(|id| evidence.names.subject(id));
    let subjects = subjects(&evidence.overall(&kpi.id)).len();
    let what = what(evidence, kpi, finding, subject.as_deref(), subjects > 1);
    let n = finding.n.map(|n| language.counted(n, &kpi.unit));
    let is_count = finding.unit == "count" || finding.unit == "nps" && n.is_none();
    let includes_zero =
        finding.low.zip(finding.high).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0);
    let unclear = (is_change(finding) && includes_zero).then(|| match finding.contrast {
        Some(_) => say!(language, "no-clear-difference"),
        None => say!(language, "no-clear-change"),
    });
    let interval = Some(interval).filter(|text| !text.is_empty());
    let detail: Vec<String> =
        [unclear, interval, n.filter(|_| !is_count)].into_iter().flatten().collect();
    Some(Card {
        value: value.to_owned(),
        unit: unit.to_owned(),
        what,
        detail: detail.join(" · "),
        status: status_of(evidence, finding),
        link,
    })
}

fn what(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    finding: &Finding,
    subject: Option<&str>,
    several: bool,
) -> String {
    let (names, language) = (&evidence.names, evidence.language());
    let subject_words = subject.unwrap_or_default();
    if let Some(contrast) = finding.contrast.as_deref().filter(|_| kpi.design == "comparison") {
        let contrast = names.heading.contrast(contrast).to_lowercase();
        let subject = names.subject_heading(finding.subject.as_deref().unwrap_or_default());
        return format!("{subject}: {contrast}");
    }
    match card(kpi, &finding.answer, subject_words) {
        Some(card) if several && finding.answer == "top_box" => format!("{card}: {subject_words}"),
        Some(card) => card,
        None if finding.answer.starts_with("survival_") => {
            still_meeting(language, kpi, finding).unwrap_or_default()
        }
        None if kpi.design == "paired" => {
            let about = subject.map_or_else(|| names.title(kpi), str::to_owned);
            say!(language, "card-change-in", about = about)
        }
        None => match subject {
            Some(subject) => format!("{}: {subject}", names.title(kpi)),
            None => names.title(kpi),
        },
    }
}

/// How the target of a finding stands.
pub(super) fn status_of(evidence: &Evidence<'_>, finding: &Finding) -> Option<Status> {
    let language = evidence.language();
    let (sign, word, class) = status(language, finding)?;
    let target = target_value(language, target_of(evidence.input.plan, finding), finding);
    Some(Status {
        sign: sign.to_owned(),
        word,
        class: class.to_owned(),
        target: say!(language, "status-target", value = target),
    })
}
