//! Answers in words, from the lowest to the highest.

use std::collections::BTreeSet;

use super::degrees::in_order_of_degree;
use super::ladders::LADDERS;
use super::quantity::{Counts, Quantity, nouns, quantity};
use super::text::plain;

/// So many answers without the middle one, and the form has none.
const ENOUGH: usize = 50;

/// The ladder of these answers, from the lowest up: rungs that nobody chose are filled in with their usual word.
///
/// Answers may fit a form with a middle as well as one without: `times` says how often people answered. Where no ladder of
/// words holds them all, their quantities put them in order: `Once a month` below `Every week`.
pub(super) fn ladder(labels: &[&str], times: usize) -> Option<Vec<String>> {
    let labels: Vec<(&str, String)> = labels.iter().map(|label| (*label, plain(label))).collect();
    if labels.len() < 2 {
        return None;
    }
    let mut fitting: Vec<Vec<String>> =
        LADDERS.iter().filter_map(|ladder| climbed(ladder, &labels)).collect();
    fitting.sort_by_key(|rungs| (times < ENOUGH && rungs.len() != 5, rungs.len()));
    let likeliest = fitting.into_iter().next();
    likeliest.or_else(|| without_common_end(&labels, times)).or_else(|| {
        let texts: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
        let ordered = in_order_of_degree(&texts).or_else(|| in_order_of_quantity(&texts))?;
        Some(ordered.into_iter().map(str::to_owned).collect())
    })
}

/// The ladder of `Not at all confident` to `Very confident`: that of the words before the one that all have at their end.
fn without_common_end(labels: &[(&str, String)], times: usize) -> Option<Vec<String>> {
    let end = labels.first()?.0.rsplit_once(' ')?.1;
    let rungs = ladder(&without_end(labels)?, times)?;
    Some(rungs.into_iter().map(|rung| format!("{rung} {end}")).collect())
}

/// Labels without the last word, where all have the same and something before it.
fn without_end<'l>(labels: &[(&'l str, String)]) -> Option<Vec<&'l str>> {
    let end = labels.first()?.0.rsplit_once(' ')?.1;
    let short = labels.iter().map(|(label, _)| label.strip_suffix(end).map(str::trim_end));
    short.map(|label| label.filter(|label| !label.is_empty())).collect()
}

/// Another number of answers that a form with these ones may have had.
pub(super) fn other_size(labels: &[&str]) -> Option<usize> {
    let plain: Vec<(&str, String)> = labels.iter().map(|label| (*label, plain(label))).collect();
    let sizes =
        LADDERS.iter().filter_map(|ladder| climbed(ladder, &plain)).map(|rungs| rungs.len());
    sizes.filter(|size| *size != labels.len()).min()
}

/// True for answers whose order is known, and not only worked out.
pub(super) fn is_known_ladder<S: AsRef<str>>(labels: &[S]) -> bool {
    let labels: Vec<(&str, String)> =
        labels.iter().map(|label| (label.as_ref(), plain(label.as_ref()))).collect();
    let own =
        |labels: &[(&str, String)]| LADDERS.iter().any(|ladder| climbed(ladder, labels).is_some());
    let short = without_end(&labels).unwrap_or_default();
    let short: Vec<(&str, String)> = short.iter().map(|label| (*label, plain(label))).collect();
    own(&labels) || !short.is_empty() && own(&short)
}

/// True for answers whose order their words say: it is known, or they say how much of the same.
pub(super) fn is_of_words<S: AsRef<str>>(labels: &[S]) -> bool {
    let texts: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
    is_known_ladder(labels) || in_order_of_degree(&texts).is_some()
}

fn climbed(ladder: &[&str], labels: &[(&str, String)]) -> Option<Vec<String>> {
    let mut left = labels.len();
    let mut rungs = Vec::with_capacity(ladder.len());
    for rung in ladder {
        let words: Vec<String> = rung.split('|').map(plain).collect();
        let own: Vec<&str> = labels
            .iter()
            .filter(|(_, plain)| words.contains(plain))
            .map(|(label, _)| *label)
            .collect();
        // Two answers on one rung would be one answer.
        let label = match own.as_slice() {
            [] => rung.split('|').next().unwrap_or_default(),
            [label] => label,
            _ => return None,
        };
        left -= own.len();
        rungs.push(label.to_owned());
    }
    (left == 0).then_some(rungs)
}

fn in_order_of_quantity<'l>(labels: &[&'l str]) -> Option<Vec<&'l str>> {
    let mut ranked: Vec<(Quantity, &str)> = Vec::new();
    for label in labels {
        ranked.push((quantity(label)?, label));
    }
    let mut kinds =
        ranked.iter().map(|(own, _)| own.counts).filter(|kind| *kind != Counts::Nothing);
    let first = kinds.next()?;
    // Numbers without a word were typed by hand where others have words.
    let is_bare = |label: &&str| label.trim().parse::<f64>().is_ok();
    let are_of_several = first == Counts::Number && {
        let nouns: BTreeSet<BTreeSet<String>> =
            labels.iter().map(|label| nouns(label)).filter(|nouns| !nouns.is_empty()).collect();
        nouns.len() > 1
    };
    if kinds.any(|kind| kind != first) || labels.iter().any(is_bare) || are_of_several {
        return None;
    }
    ranked.sort_by(|one, other| one.0.amount.total_cmp(&other.0.amount));
    let is_more = |pair: &[(Quantity, &str)]| {
        let (less, more) = (pair[0].0.amount, pair[1].0.amount);
        more - less > 1e-9 * more.abs().max(less.abs())
    };
    let differ = ranked.windows(2).all(is_more);
    let fits = differ && (3..=7).contains(&ranked.len());
    fits.then(|| ranked.into_iter().map(|(_, label)| label).collect())
}

#[cfg(test)]
mod tests {
    use super::{ladder, other_size};

    #[test]
    fn few_answers_without_a_middle_do_not_show_that_the_form_has_none() {
        let labels = ["Agree", "Disagree", "Strongly agree"];
        assert_eq!(ladder(&labels, 12).map(|rungs| rungs.len()), Some(5));
        assert_eq!(ladder(&labels, 300).map(|rungs| rungs.len()), Some(4));
        assert_eq!(
            other_size(&["Strongly disagree", "Disagree", "Agree", "Strongly agree"]),
            Some(5)
        );
    }

    #[test]
    fn answers_are_put_in_order_in_five_languages() {
        for (labels, expected) in [
            (
                &["Often", "Never", "Always", "Sometimes", "Rarely"][..],
                Some("Never, Rarely, Sometimes, Often, Always"),
            ),
            (
                &["agree", "Strongly Agree", "Neutral"],
                Some("Strongly disagree, Disagree, Neutral, agree, Strongly Agree"),
            ),
            (&["Siempre", "Nunca", "A veces"], Some("Nunca, Rara vez, A veces, A menudo, Siempre")),
            (
                &["Sehr zufrieden", "Zufrieden", "Unzufrieden"],
                Some("Sehr unzufrieden, Unzufrieden, Neutral, Zufrieden, Sehr zufrieden"),
            ),
            (
                &["Tout à fait d’accord", "Pas d'accord"],
                // A thousand answers and nobody in the middle: the form has no middle.
                Some("Pas du tout d'accord, Pas d'accord, D'accord, Tout à fait d’accord"),
            ),
            (
                &["Concordo", "Discordo"],
                Some("Discordo totalmente, Discordo, Concordo, Concordo totalmente"),
            ),
            (
                &[
                    "Every week",
                    "Once a month",
                    "Less than once a month",
                    "Three times a month",
                    "Twice a month",
                ],
                Some(
                    "Less than once a month, Once a month, Twice a month, Three times a month, Every week",
                ),
            ),
            (
                &[
                    "More than a year",
                    "4 to 6 months",
                    "Up to 3 months",
                    "10 to 12 months",
                    "7 to 9 months",
                ],
                Some(
                    "Up to 3 months, 4 to 6 months, 7 to 9 months, 10 to 12 months, More than a year",
                ),
            ),
            (
                &[
                    "Most of our time",
                    "No time",
                    "All of our time",
                    "A little time",
                    "Half of our time",
                ],
                Some("No time, A little time, Half of our time, Most of our time, All of our time"),
            ),
            (
                &[
                    "Always the mentor",
                    "Both the same",
                    "Mostly the mentee",
                    "Always the mentee",
                    "Mostly the mentor",
                ],
                Some(
                    "Always the mentee, Mostly the mentee, Both the same, Mostly the mentor, Always the mentor",
                ),
            ),
            (
                &["Very confident", "Not at all confident", "Slightly confident"],
                Some(
                    "Not at all confident, Slightly confident, Somewhat confident, Very confident",
                ),
            ),
            (
                &["Somewhat agree", "Strongly disagree", "Somewhat disagree", "Strongly agree"],
                Some(
                    "Strongly disagree, Somewhat disagree, Neither agree nor disagree, Somewhat agree, Strongly agree",
                ),
            ),
            (
                &["Yes, somewhat", "No, not at all", "No, not really", "Yes, definitely"],
                Some("No, not at all, No, not really, Yes, somewhat, Yes, definitely"),
            ),
            (&["Often", "Frequently"], None),
            (&["Eastside", "Millbrook", "Downtown"], None),
            (&["Yes", "No"], None),
        ] {
            assert_eq!(
                ladder(labels, 1000).map(|rungs| rungs.join(", ")).as_deref(),
                expected,
                "{labels:?}"
            );
        }
    }

    #[test]
    fn answers_that_programs_offer_and_known_forms_have_are_put_in_order() {
        for (labels, expected) in [
            // What survey programs offer, and well-known forms have.
            (
                &["Most of the time", "Never", "About half the time", "Always", "Sometimes"][..],
                Some("Never, Sometimes, About half the time, Most of the time, Always"),
            ),
            (
                &["Very likely", "Not so likely", "Extremely likely", "Not at all likely"],
                Some(
                    "Not at all likely, Not so likely, Somewhat likely, Very likely, Extremely likely",
                ),
            ),
            (
                &["A lot", "None at all", "A great deal", "A little"],
                Some("None at all, A little, A moderate amount, A lot, A great deal"),
            ),
            (
                &["Nearly every day", "Several days", "Not at all", "More than half the days"],
                Some("Not at all, Several days, More than half the days, Nearly every day"),
            ),
            (
                &["Certainly True", "Not True", "Somewhat True"],
                Some("Not True, Somewhat True, Certainly True"),
            ),
            (
                &["Slightly agree", "Disagree", "Agree", "Slightly disagree", "Strongly agree"],
                Some(
                    "Strongly disagree, Disagree, Slightly disagree, Slightly agree, Agree, Strongly agree",
                ),
            ),
            (
                &[
                    "Algo de acuerdo",
                    "Totalmente en desacuerdo",
                    "Algo en desacuerdo",
                    "Muy de acuerdo",
                ],
                Some(
                    "Totalmente en desacuerdo, Algo en desacuerdo, Algo de acuerdo, Muy de acuerdo",
                ),
            ),
            (
                &["Bastante", "Nada", "Algo", "Poco", "Mucho"],
                Some("Nada, Poco, Algo, Bastante, Mucho"),
            ),
            (
                &["Casi siempre", "Nunca", "A menudo", "Casi nunca", "A veces", "Siempre"],
                Some("Nunca, Casi nunca, A veces, A menudo, Casi siempre, Siempre"),
            ),
            (
                &[
                    "Plutôt d'accord",
                    "Plutôt pas d'accord",
                    "Tout à fait d'accord",
                    "Pas du tout d'accord",
                ],
                Some(
                    "Pas du tout d'accord, Plutôt pas d'accord, Plutôt d'accord, Tout à fait d'accord",
                ),
            ),
            (
                &["Beaucoup", "Pas du tout", "Énormément", "Un peu", "Moyennement"],
                Some("Pas du tout, Un peu, Moyennement, Beaucoup, Énormément"),
            ),
            (
                &["trifft eher zu", "trifft nicht zu", "trifft eher nicht zu", "trifft zu"],
                Some("trifft nicht zu, trifft eher nicht zu, trifft eher zu, trifft zu"),
            ),
            (
                &["gut", "sehr schlecht", "mittelmäßig", "sehr gut", "schlecht"],
                Some("sehr schlecht, schlecht, mittelmäßig, gut, sehr gut"),
            ),
            (
                &[
                    "Concordo parcialmente",
                    "Discordo totalmente",
                    "Discordo parcialmente",
                    "Neutro",
                ],
                Some(
                    "Discordo totalmente, Discordo parcialmente, Neutro, Concordo parcialmente, Concordo totalmente",
                ),
            ),
            (
                &["Mais ou menos", "Nada", "Muito", "Pouco", "Extremamente"],
                Some("Nada, Pouco, Mais ou menos, Muito, Extremamente"),
            ),
        ] {
            assert_eq!(
                ladder(labels, 1000).map(|rungs| rungs.join(", ")).as_deref(),
                expected,
                "{labels:?}"
            );
        }
    }
}
