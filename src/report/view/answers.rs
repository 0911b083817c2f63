//! What the answers of the designs are called in a table.

use crate::inference::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS};
use crate::report::format;
use crate::report::labels::{Names, capitalised, spaced};

const ANSWERS: &[(&str, &str)] = &[
    ("mean", "Average"),
    ("median", "Median"),
    ("share", "Share"),
    ("top_box", "Top answers"),
    ("nps", "Net promoter score"),
    ("mean_change", "Average change"),
    ("wilcoxon", "Typical change (Hodges–Lehmann)"),
    ("mean_before", "Average before"),
    ("mean_after", "Average after"),
    ("improved", "Share that rose"),
    ("maintained", "Share that stayed the same"),
    ("declined", "Share that fell"),
    ("correlation", "Correlation of both times"),
    ("mean_gap", "Average gap, mentor minus mentee"),
    ("icc_agreement", "Agreement, ICC(A,1)"),
    ("icc_consistency", "Consistency, ICC(C,1)"),
    ("weighted_kappa", "Weighted kappa"),
    ("share_aligned", "Share that agrees"),
    ("mean_absolute_gap", "Average size of the gap"),
    ("limits_of_agreement", "Limits of agreement"),
    ("mean_mentor", "Average of mentors"),
    ("mean_mentee", "Average of mentees"),
    ("median_days", "Typical length (median)"),
    ("rate", "Rate"),
    ("rate_poisson", "Rate, as if events came singly"),
    ("total", "Total"),
    ("per_unit", "Average per row"),
    ("reached", "Reached"),
    ("share_of_first", "Share of the first step"),
    ("alpha", "Cronbach’s alpha"),
    ("difference", "Difference"),
    ("risk_difference", "Difference of shares"),
    ("any_difference", "Any difference"),
    ("difference_in_change", "Difference in change"),
    ("adjusted_difference", "Difference, adjusted for the start"),
    ("baseline_difference", "Difference at the start"),
    ("attrition", "Lost before the later time"),
    (GAP_TO_OTHERS, "Difference from the others"),
    (ADJUSTED_GAP_TO_OTHERS, "Difference from the others, adjusted"),
    (CHANGE_FROM_TERM_BEFORE, "Change from the term before"),
    ("partner_check", "Gap less that of partners by lot"),
    ("krippendorff_alpha", "Krippendorff’s alpha"),
    ("log_rank", "Log-rank test"),
    ("reliably_improved", "Share that rose by more than error"),
    ("reliably_unchanged", "Share whose change may be error"),
    ("reliably_declined", "Share that fell by more than error"),
    ("response_surface_a1", "Slope where both agree"),
    ("response_surface_a2", "Curvature where both agree"),
    ("response_surface_a3", "Slope where they differ"),
    ("response_surface_a4", "Curvature where they differ"),
    ("response_surface_a5", "Turn of the ridge away from agreement"),
    ("theil", "Theil’s index"),
    ("theil_between", "Part of it between the groups"),
    ("hazard_ratio", "Hazard ratio"),
    ("ratio", "Amount for one"),
    ("profile_similarity", "Correlation of both sides"),
    ("distinctive_similarity", "The same, less that of strangers"),
];

/// The name of an answer, and what is compared with what.
pub(in crate::report) fn answer_name(names: &Names, kpi_better: &str, finding: &Finding) -> String {
    let name = plain(names, kpi_better, &finding.answer);
    // A step or kind says by itself what was counted.
    if let ("reached" | "total", Some(kind)) = (finding.answer.as_str(), &finding.contrast) {
        return capitalised(&names.word(kind));
    }
    match finding.contrast.as_deref() {
        // Its row says which.
        Some(_)
            if [GAP_TO_OTHERS, ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE]
                .contains(&finding.answer.as_str()) =>
        {
            name
        }
        Some(contrast) => format!("{name}: {}", names.heading.contrast(contrast).to_lowercase()),
        None => name,
    }
}

fn plain(names: &Names, better: &str, answer: &str) -> String {
    // Less is better: what rose did not improve.
    let turned = match (better, answer) {
        ("lower", "improved") => "declined",
        ("lower", "declined") => "improved",
        ("lower", "reliably_improved") => "reliably_declined",
        ("lower", "reliably_declined") => "reliably_improved",
        _ => answer,
    };
    if let Some((_, name)) = ANSWERS.iter().find(|(id, _)| *id == turned) {
        return (*name).to_owned();
    }
    let months = |day: &str| day.parse::<f64>().ok().map(|day| format::months(day.round()));
    if let Some(months) = answer.strip_prefix("survival_").and_then(months) {
        return format!("Still meeting after {months}");
    }
    if let Some(months) = answer.strip_prefix("rmst_difference_").and_then(months) {
        return format!("Longer on average, in the first {months}");
    }
    if let Some(months) = answer.strip_prefix("rmst_").and_then(months) {
        return format!("Average time in the first {months}");
    }
    if let Some((cause, day)) =
        answer.strip_prefix("incidence_").and_then(|rest| rest.rsplit_once('_'))
        && let Some(months) = months(day)
    {
        return format!("{}, by {months}", capitalised(&names.word(cause)));
    }
    if let Some(item) = answer.strip_prefix("item_rest_") {
        return format!("Item and the others: {}", names.subject(item));
    }
    if let Some(item) = answer.strip_prefix("alpha_if_deleted_") {
        return format!("Alpha without: {}", names.subject(item));
    }
    capitalised(&spaced(answer))
}
