//! What a measure cannot show, and what the whole cannot.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::EvaluationDesign;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};
use crate::report::sentences::amount_and_interval;

/// The limits that a measure's design demands to be said beside its result.
pub(super) fn limits(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<String> {
    let language = evidence.language();
    match kpi.design.as_str() {
        "paired" => paired(evidence, kpi),
        "comparison" => comparison(evidence, kpi),
        "dyad" => Some(say!(language, "limit-dyad")),
        "amount" if kpi.unit == "credential" => Some(say!(language, "limit-credential")),
        "rate" => Some(say!(language, "limit-rate")),
        _ => None,
    }
    .into_iter()
    .collect()
}

fn paired(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let language = evidence.language();
    let findings = evidence.overall(&kpi.id);
    let headline = evidence.headline(kpi);
    let first = findings.iter().find(|finding| Some(finding.answer.as_str()) == headline)?;
    first.estimate?;
    let others = match evidence.input.plan.program.design {
        EvaluationDesign::PrePost => say!(language, "limit-pre-post"),
        EvaluationDesign::Comparison | EvaluationDesign::Randomised => {
            say!(language, "limit-one-group")
        }
    };
    let mut said = vec![others, say!(language, "limit-regression")];
    if let (Some(n), Some(missing)) = (first.n, first.n_missing)
        && missing > 0
    {
        said.push(say!(language, "limit-both-values", n = n, all = n + missing));
    }
    Some(said.join(" "))
}

fn comparison(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let language = evidence.language();
    let findings = evidence.overall(&kpi.id);
    let first = findings.iter().find(|finding| finding.estimate.is_some())?;
    let lowest = findings.iter().map(|finding| finding.claim_level.as_str()).min()?;
    let start = match (evidence.input.plan.program.design, lowest) {
        (EvaluationDesign::Randomised, "L5") => say!(language, "limit-lots"),
        (EvaluationDesign::Randomised, _) => say!(language, "limit-lots-lost"),
        (_, "L4") => say!(language, "limit-alike"),
        _ => say!(language, "limit-not-alike"),
    };
    let mut said = vec![start];
    said.extend(largest_loss(language, &findings));
    let tests = findings.iter().filter(|finding| finding.answer == first.answer).count();
    if tests > 1 {
        said.push(say!(language, "limit-comparisons", n = tests));
    }
    Some(said.join(" "))
}

/// The largest share that was lost, of all outcomes and times.
fn largest_loss(language: &Language, findings: &[&Finding]) -> Option<String> {
    let mut lost: Vec<&&Finding> = findings
        .iter()
        .filter(|finding| finding.answer == "attrition" && finding.estimate.is_some())
        .collect();
    lost.sort_by(|one, other| {
        one.estimate.unwrap_or(0.0).total_cmp(&other.estimate.unwrap_or(0.0))
    });
    let (least, most) = (lost.first()?, lost.last()?);
    let low = amount_and_interval(language, least)?.0;
    let high = amount_and_interval(language, most)?.0;
    Some(if low == high {
        say!(language, "limit-lost", share = high)
    } else {
        say!(language, "limit-lost-between", low = low, high = high)
    })
}

/// What the edition as a whole cannot show.
pub(super) fn of_the_whole(evidence: &Evidence<'_>) -> Vec<String> {
    let language = evidence.language();
    let shown: Vec<_> = evidence.shown().collect();
    let has = |design: &str| shown.iter().any(|kpi| kpi.design == design);
    let plan = evidence.input.plan;
    let mut limits = Vec::new();
    if has("paired") || has("comparison") {
        limits.push(match plan.program.design {
            EvaluationDesign::PrePost => say!(language, "whole-pre-post"),
            EvaluationDesign::Comparison => say!(language, "whole-comparison"),
            EvaluationDesign::Randomised => say!(language, "whole-randomised"),
        });
    }
    if let Some(preset) = plan.program.preset.as_deref().and_then(crate::plan::preset_named) {
        limits.push(language.translated(&preset.said()));
    }
    if has("one_group") || has("dyad") || has("paired") {
        limits.push(say!(language, "whole-answered"));
    }
    if shown.iter().any(|kpi| kpi.id == "themes") {
        limits.push(say!(language, "whole-themes"));
    }
    if has("duration") {
        limits.push(say!(language, "whole-duration"));
    }
    let explores = plan.segments.iter().any(|segment| !segment.primary);
    if explores {
        limits.push(say!(language, "whole-exploratory"));
    }
    limits.push(say!(language, "whole-groups"));
    limits
}
