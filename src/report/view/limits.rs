//! What a measure cannot show, and what the whole cannot.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::EvaluationDesign;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::sentences::amount_and_interval;

/// The limits that a measure's design demands to be said beside its result.
pub(super) fn limits(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<String> {
    let mut limits = Vec::new();
    match kpi.design.as_str() {
        "paired" => limits.extend(paired(evidence, kpi)),
        "comparison" => limits.extend(comparison(evidence, kpi)),
        "dyad" => limits.push(
            "Equal averages are not agreement: the answers of a pair can differ much where the two averages are the same. Whether such gaps matter for how long matches last, these numbers do not show.".to_owned(),
        ),
        "amount" if kpi.unit == "credential" => limits.push(
            "Recognition is counted, not learning: a certificate for attendance says that somebody took part.".to_owned(),
        ),
        "rate" => limits.push(
            "Only what was logged is counted. A month without any entry may be one without a meeting, or one without a log.".to_owned(),
        ),
        _ => {}
    }
    limits
}

fn paired(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let findings = evidence.overall(&kpi.id);
    let headline = evidence.headline(kpi);
    let first = findings.iter().find(|finding| Some(finding.answer.as_str()) == headline)?;
    first.estimate?;
    let who = match (first.n, first.n_missing) {
        (Some(n), Some(missing)) if missing > 0 => format!(
            " Only those with both values count, {} of {}; the others may have changed otherwise.",
            format::count(n),
            format::count(n + missing)
        ),
        _ => String::new(),
    };
    let others = match evidence.input.plan.program.design {
        EvaluationDesign::PrePost => {
            "There is no comparison group, so nobody knows how the same people would have changed without the program; people also change as they grow older and gain experience."
        }
        EvaluationDesign::Comparison | EvaluationDesign::Randomised => {
            "This change is that of one group by itself; the comparison between the groups is a section of its own."
        }
    };
    Some(format!(
        "{others} Whoever starts low tends to rise at a second time anyway, and whoever starts high to fall (regression to the mean).{who}"
    ))
}

fn comparison(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let findings = evidence.overall(&kpi.id);
    let first = findings.iter().find(|finding| finding.estimate.is_some())?;
    let lowest = findings.iter().map(|finding| finding.claim_level.as_str()).min()?;
    let start = match (evidence.input.plan.program.design, lowest) {
        (EvaluationDesign::Randomised, "L5") => {
            "Lots decided who was offered what, so the groups differed at first by chance only. The comparison counts everybody in the group they were drawn for, whether or not they took part."
        }
        (EvaluationDesign::Randomised, _) => {
            "Lots decided who was offered what, but at some times so many people were missing that the groups may no longer be alike; the results for those times are worded with more care."
        }
        (_, "L4") => {
            "The groups were not drawn by lot. They were alike at the start in what was measured; they may differ in what was not."
        }
        _ => {
            "The groups were not drawn by lot, and they were not alike at the start or nobody can tell. A difference may have been there from the beginning."
        }
    };
    let lost = largest_loss(&findings);
    let tests = findings.iter().filter(|finding| finding.answer == first.answer).count();
    let many = if tests > 1 {
        format!(" These are {tests} comparisons; the table gives p-values that allow for that.")
    } else {
        String::new()
    };
    Some(format!("{start}{}{many}", lost.unwrap_or_default()))
}

/// The largest share that was lost, of all outcomes and times.
fn largest_loss(findings: &[&Finding]) -> Option<String> {
    let mut lost: Vec<&&Finding> = findings
        .iter()
        .filter(|finding| finding.answer == "attrition" && finding.estimate.is_some())
        .collect();
    lost.sort_by(|one, other| {
        one.estimate.unwrap_or(0.0).total_cmp(&other.estimate.unwrap_or(0.0))
    });
    let (least, most) = (lost.first()?, lost.last()?);
    let (low, high) = (amount_and_interval(least)?.0, amount_and_interval(most)?.0);
    if low == high {
        return Some(format!(" Of the people in both groups, {high} have no later value."));
    }
    Some(format!(
        " Between {low} and {high} people have no later value, depending on outcome and time."
    ))
}

/// What the edition as a whole cannot show.
pub(super) fn of_the_whole(evidence: &Evidence<'_>) -> Vec<String> {
    let shown: Vec<_> = evidence.shown().collect();
    let has = |design: &str| shown.iter().any(|kpi| kpi.design == design);
    let plan = evidence.input.plan;
    let mut limits = Vec::new();
    if has("paired") || has("comparison") {
        limits.push(match plan.program.design {
            EvaluationDesign::PrePost => "This evaluation has no comparison group. It can show that something changed, not that the program is the reason.",
            EvaluationDesign::Comparison => "The comparison group was not drawn by lot. Differences between the groups may have been there before in ways that nobody measured.",
            EvaluationDesign::Randomised => "Groups were drawn by lot among those who took part in the study; for other people or places the results may not hold.",
        }.to_owned());
    }
    if let Some(preset) = plan.program.preset.as_deref().and_then(crate::plan::preset_named) {
        limits.push(preset.said());
    }
    if has("one_group") || has("dyad") || has("paired") {
        limits.push("Whoever answered a survey may differ from whoever did not. Response rates stand with the quality of the data; missing answers were left out and counted, never guessed.".to_owned());
    }
    if shown.iter().any(|kpi| kpi.id == "themes") {
        limits.push("Open answers are those of people who chose to write. Themes are found by words that the program listed: what is said in other words is missed, and a word may mean something else.".to_owned());
    }
    if has("duration") {
        limits.push("How long matches last is known only up to the last day of the data; the newest matches say little about the later months.".to_owned());
    }
    let explores = plan.segments.iter().any(|segment| !segment.primary);
    if explores {
        limits.push("Groups that are marked exploratory were not declared beforehand. With many groups, some differ by chance: take them as questions, not as answers.".to_owned());
    }
    limits.push("Groups within the program were not drawn by lot, so a difference between them has no known reason.".to_owned());
    limits
}
