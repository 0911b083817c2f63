//! How a measure is known: method, missing values, response rates, where the definition comes from.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{capitalised, typeset};
use crate::report::sentences::{amount, quoted};

use super::parts::Aside;
use super::statistics::{is_clustered, statistic};

/// What a reader has to know beside the result.
pub(super) fn margin(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let mut remarks = how(evidence, kpi);
    remarks.extend(response(evidence, kpi).map(|text| note("Who answered.", text)));
    remarks
}

/// Everything about how the numbers came about.
pub(super) fn computed(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let mut remarks = how(evidence, kpi);
    let first = first(evidence, kpi);
    remarks.extend(first.and_then(effect).map(|text| note("How large.", text)));
    if !kpi.grain.is_empty() {
        remarks.push(note("What is counted.", sentence(&kpi.grain)));
    }
    if !kpi.missing.is_empty() {
        remarks.push(note("Missing values.", sentence(&kpi.missing)));
    }
    remarks.extend(first.and_then(left_out).map(|text| note("Left out.", text)));
    remarks.extend(response(evidence, kpi).map(|text| note("Who answered.", text)));
    let level = first.map_or(kpi.claim.as_str(), |finding| finding.claim_level.as_str());
    remarks.push(note("Measure.", format!("“{}” in the findings.", kpi.id)));
    remarks.push(note(
        "Definition.",
        format!("{} Version {}, claim level {level}.", sentence(&kpi.cite), kpi.version),
    ));
    remarks
}

fn note(title: &str, text: String) -> Aside {
    Aside { title: title.to_owned(), text }
}

/// The finding that the measure is known for.
fn first<'e>(evidence: &'e Evidence<'_>, kpi: &Kpi) -> Option<&'e Finding> {
    let headline = evidence.headline(kpi);
    let overall = evidence.overall(&kpi.id);
    let known = overall.iter().find(|finding| Some(finding.answer.as_str()) == headline);
    known.copied().or_else(|| evidence.of(&kpi.id).first())
}

fn how(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Aside> {
    let overall = evidence.overall(&kpi.id);
    let method = first(evidence, kpi).map(|finding| methods(kpi, finding, &overall));
    method.map(|text| note("How we know.", text)).into_iter().collect()
}

/// How many the headline rests on, and how many it does not.
fn left_out(finding: &Finding) -> Option<String> {
    let n = finding.n?;
    let missing = finding.n_missing.unwrap_or(0);
    let excluded = finding.n_excluded.unwrap_or(0);
    Some(format!(
        "n is {}; {} without a value and {} by a rule of the measure are left out.",
        format::count(n),
        format::count(missing),
        format::count(excluded)
    ))
}

fn sentence(text: &str) -> String {
    let text = capitalised(&typeset(text));
    if text.ends_with('.') { text } else { format!("{text}.") }
}

/// The method of the headline; of a comparison, of every difference that is quoted.
fn methods(kpi: &Kpi, headline: &Finding, overall: &[&Finding]) -> String {
    if kpi.design != "comparison" {
        return method(kpi, headline);
    }
    let mut said: Vec<String> = Vec::new();
    for series in quoted(overall) {
        let text = series.first().map(|finding| method(kpi, finding));
        said.extend(text.filter(|text| !said.contains(text)));
    }
    said.join(" ")
}

fn method(kpi: &Kpi, finding: &Finding) -> String {
    let mut text = match statistic(&finding.method) {
        Some(_) if kpi.design == "dyad" => "Average gap: in each match the mentor’s answer minus the mentee’s, averaged over the matches in which both answered; the interval comes from Student’s t distribution.".to_owned(),
        Some(_) if finding.answer == "mean_change" => "Average change: each person’s second value minus the first, averaged over those who have both; the interval comes from Student’s t distribution.".to_owned(),
        Some(statistic) => format!("{}: {}", statistic.name, statistic.about),
        None => sentence(&crate::report::labels::spaced(&finding.method)),
    };
    if is_clustered(&finding.method)
        && let Some(clusters) = finding.n_clusters
    {
        let what = kpi.keys.get("cluster").map_or("cluster", String::as_str);
        let what = what.trim_end_matches("_id");
        text = format!(
            "{text} People who share a {what} are not taken as independent: {} {what}s.",
            format::count(clusters)
        );
    }
    text
}

/// An effect size in words: how many of those before lie below the average after, only where two groups are compared.
fn effect(finding: &Finding) -> Option<String> {
    let rung: u8 = finding.claim_level.trim_start_matches('L').parse().ok()?;
    finding.effect?;
    (rung >= 3).then(|| {
        "The table gives the effect size, the difference in standard deviations. Over 70 studies, mentoring programs for young people reached 0.21 on average (Raposa and others 2019).".to_owned()
    })
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
                said.push(format!("{}: {}", evidence.names.subject_heading(subject), amount(rate)));
            }
        }
    }
    (!said.is_empty()).then(|| format!("{}. Those who did not answer may differ.", said.join("; ")))
}
