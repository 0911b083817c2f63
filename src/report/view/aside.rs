//! How a measure is known: method, missing values, response rates, where the definition comes from.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::labels::{capitalised, spaced, typeset};
use crate::report::language::{Language, say};
use crate::report::sentences::{amount, quoted};

use super::parts::Aside;
use super::statistics::{is_clustered, statistic};

/// What a reader has to know beside the result.
pub(super) fn margin(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let mut remarks = how(evidence, kpi);
    remarks.extend(who_answered(evidence, kpi));
    remarks
}

/// Everything about how the numbers came about.
pub(super) fn computed(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let language = evidence.language();
    let mut remarks = how(evidence, kpi);
    let first = first(evidence, kpi);
    let effect = first.and_then(|finding| effect(language, finding));
    remarks.extend(effect.map(|text| note(say!(language, "how-large"), text)));
    if !kpi.grain.is_empty() {
        remarks.push(note(say!(language, "what-is-counted"), sentence(&kpi.grain)));
    }
    if !kpi.missing.is_empty() {
        remarks.push(note(say!(language, "missing-values"), sentence(&kpi.missing)));
    }
    let left_out = first.and_then(|finding| left_out(language, finding));
    remarks.extend(left_out.map(|text| note(say!(language, "left-out-title"), text)));
    remarks.extend(who_answered(evidence, kpi));
    let level = first.map_or(kpi.claim.as_str(), |finding| finding.claim_level.as_str());
    remarks.push(note(
        say!(language, "measure-title"),
        say!(language, "measure-in-findings", id = &kpi.id),
    ));
    remarks.push(note(
        say!(language, "definition-title"),
        say!(
            language,
            "definition-version",
            cite = sentence(&kpi.cite),
            version = &kpi.version,
            level = level
        ),
    ));
    remarks
}

fn who_answered(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<Aside> {
    let text = response(evidence, kpi)?;
    Some(note(say!(evidence.language(), "who-answered"), text))
}

fn note(title: String, text: String) -> Aside {
    Aside { title, text }
}

/// The finding that the measure is known for.
fn first<'e>(evidence: &'e Evidence<'_>, kpi: &Kpi) -> Option<&'e Finding> {
    let headline = evidence.headline(kpi);
    let overall = evidence.overall(&kpi.id);
    let known = overall.iter().find(|finding| Some(finding.answer.as_str()) == headline);
    known.copied().or_else(|| evidence.of(&kpi.id).first())
}

fn how(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let language = evidence.language();
    let overall = evidence.overall(&kpi.id);
    let method = first(evidence, kpi).map(|finding| methods(language, kpi, finding, &overall));
    method.map(|text| note(say!(language, "how-we-know"), text)).into_iter().collect()
}

/// How many the headline rests on, and how many it does not.
fn left_out(language: &Language, finding: &Finding) -> Option<String> {
    let n = finding.n?;
    let missing = finding.n_missing.unwrap_or(0);
    let excluded = finding.n_excluded.unwrap_or(0);
    Some(say!(language, "left-out", n = n, missing = missing, excluded = excluded))
}

fn sentence(text: &str) -> String {
    let text = capitalised(&typeset(text));
    if text.ends_with('.') { text } else { format!("{text}.") }
}

/// The method of the headline; of a comparison, of every difference that is quoted.
fn methods(language: &Language, kpi: &Kpi, headline: &Finding, overall: &[&Finding]) -> String {
    if kpi.design != "comparison" {
        return method(language, kpi, headline);
    }
    let mut said: Vec<String> = Vec::new();
    for series in quoted(overall) {
        let text = series.first().map(|finding| method(language, kpi, finding));
        said.extend(text.filter(|text| !said.contains(text)));
    }
    said.join(" ")
}

fn method(language: &Language, kpi: &Kpi, finding: &Finding) -> String {
    let text = match statistic(language, &finding.method) {
        Some(_) if kpi.design == "dyad" => say!(language, "method-gap"),
        Some(_) if finding.answer == "mean_change" => say!(language, "method-change"),
        Some(statistic) => format!("{}: {}", statistic.name, statistic.about),
        None => sentence(&spaced(&finding.method)),
    };
    let clusters = finding.n_clusters.filter(|_| is_clustered(&finding.method));
    let Some(clusters) = clusters else { return text };
    let what = kpi.keys.get("cluster").map_or("cluster", String::as_str);
    let what = what.trim_end_matches("_id");
    format!("{text} {}", say!(language, "method-clusters", what = what, n = clusters))
}

/// An effect size in words: how many of those before lie below the average after, only where two groups are compared.
fn effect(language: &Language, finding: &Finding) -> Option<String> {
    let rung: u8 = finding.claim_level.trim_start_matches('L').parse().ok()?;
    finding.effect?;
    (rung >= 3).then(|| say!(language, "effect-about"))
}

/// The response rates of the forms that the measure's answers come from.
fn response(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let rates = evidence.overall("response_rate");
    let findings = evidence.overall(&kpi.id);
    let mut said: Vec<String> = Vec::new();
    for instrument in &evidence.input.plan.instruments {
        let is_of = |finding: &&Finding| {
            let id = finding.subject.as_deref().unwrap_or_default();
            let own = |scale: &str| id == format!("{}.{scale}", instrument.id);
            let role =
                ["mentee", "mentor"].contains(&kpi.unit.as_str()) && kpi.unit != instrument.role;
            !role
                && (instrument.items.iter().any(|item| item.id == id)
                    || instrument.scales.iter().any(|scale| scale.id == id || own(&scale.id)))
        };
        if kpi.id == "response_rate" || kpi.design == "items" || !findings.iter().any(is_of) {
            continue;
        }
        for rate in &rates {
            let subject = rate.subject.as_deref().unwrap_or_default();
            let of_instrument =
                instrument.waves.iter().any(|wave| subject == format!("{}.{wave}", instrument.id));
            if of_instrument && rate.estimate.is_some() {
                said.push(format!(
                    "{}: {}",
                    evidence.names.subject_heading(subject),
                    amount(evidence.language(), rate)
                ));
            }
        }
    }
    (!said.is_empty()).then(|| say!(evidence.language(), "response-rates", rates = said.join("; ")))
}
