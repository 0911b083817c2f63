//! Answers in words, from the lowest to the highest.

use super::quantity::quantity;
use super::text::plain;

/// Ladders of answers; words that mean the same stand in one rung, the usual one first.
const LADDERS: &[&[&str]] = &[
    // Agreement.
    &[
        "Strongly disagree",
        "Disagree",
        "Neither agree nor disagree|Neutral|Undecided|Neither|Not sure",
        "Agree",
        "Strongly agree",
    ],
    &["Strongly disagree", "Disagree", "Agree", "Strongly agree"],
    &[
        "Strongly disagree",
        "Disagree",
        "Somewhat disagree|Slightly disagree",
        "Neither agree nor disagree|Neutral",
        "Somewhat agree|Slightly agree",
        "Agree",
        "Strongly agree",
    ],
    &[
        "Strongly disagree",
        "Somewhat disagree|Slightly disagree",
        "Neither agree nor disagree|Neutral",
        "Somewhat agree|Slightly agree",
        "Strongly agree",
    ],
    &[
        "Totalmente en desacuerdo|Muy en desacuerdo",
        "En desacuerdo",
        "Ni de acuerdo ni en desacuerdo|Neutral",
        "De acuerdo",
        "Totalmente de acuerdo|Muy de acuerdo",
    ],
    &[
        "Pas du tout d'accord",
        "Pas d'accord|Plutôt pas d'accord",
        "Ni d'accord ni pas d'accord|Neutre",
        "D'accord|Plutôt d'accord",
        "Tout à fait d'accord",
    ],
    &[
        "Stimme überhaupt nicht zu|Stimme gar nicht zu|Trifft überhaupt nicht zu|Trifft gar nicht zu|Trifft nicht zu",
        "Stimme nicht zu|Stimme eher nicht zu|Trifft eher nicht zu|Trifft wenig zu",
        "Weder noch|Teils teils|Neutral|Trifft teilweise zu|Trifft teils zu",
        "Stimme zu|Stimme eher zu|Trifft eher zu|Trifft überwiegend zu",
        "Stimme voll und ganz zu|Stimme voll zu|Stimme völlig zu|Trifft voll und ganz zu|Trifft völlig zu|Trifft zu",
    ],
    &["Stimmt nicht", "Stimmt kaum", "Stimmt eher", "Stimmt genau"],
    &[
        "Discordo totalmente",
        "Discordo",
        "Nem concordo nem discordo|Não concordo nem discordo|Neutro|Indiferente",
        "Concordo",
        "Concordo totalmente",
    ],
    // How often.
    &[
        "Never",
        "Rarely|Seldom|Hardly ever|Almost never",
        "Sometimes|Occasionally",
        "Often|Usually|Frequently",
        "Always|Almost always|Very often",
    ],
    &["Never", "Rarely|Seldom|Hardly ever", "Sometimes|Occasionally", "Often|Frequently|Always"],
    &["Never", "Almost never", "Rarely", "Sometimes", "Often", "Almost always", "Always"],
    &[
        "Nunca",
        "Rara vez|Casi nunca|Raramente",
        "A veces|Algunas veces",
        "A menudo|Frecuentemente|Casi siempre|Con frecuencia",
        "Siempre",
    ],
    &["Jamais", "Rarement", "Parfois|Quelquefois", "Souvent", "Toujours"],
    &["Nie|Niemals", "Selten", "Manchmal|Gelegentlich", "Oft|Häufig", "Immer"],
    &["Nunca", "Raramente", "Às vezes", "Frequentemente|Muitas vezes|Quase sempre", "Sempre"],
    // Satisfaction.
    &[
        "Very dissatisfied|Very unsatisfied|Extremely dissatisfied",
        "Dissatisfied|Unsatisfied|Somewhat dissatisfied",
        "Neither|Neutral|Neither satisfied nor dissatisfied",
        "Satisfied|Somewhat satisfied",
        "Very satisfied|Extremely satisfied",
    ],
    &[
        "Muy insatisfecho|Muy insatisfecha",
        "Insatisfecho|Insatisfecha",
        "Neutral|Ni satisfecho ni insatisfecho",
        "Satisfecho|Satisfecha",
        "Muy satisfecho|Muy satisfecha",
    ],
    &[
        "Très insatisfait|Très insatisfaite",
        "Insatisfait|Insatisfaite",
        "Neutre|Ni satisfait ni insatisfait",
        "Satisfait|Satisfaite",
        "Très satisfait|Très satisfaite",
    ],
    &[
        "Sehr unzufrieden",
        "Unzufrieden|Eher unzufrieden",
        "Neutral|Weder noch|Teils teils|Weder zufrieden noch unzufrieden",
        "Zufrieden|Eher zufrieden",
        "Sehr zufrieden",
    ],
    &[
        "Muito insatisfeito|Muito insatisfeita",
        "Insatisfeito|Insatisfeita",
        "Neutro|Nem satisfeito nem insatisfeito",
        "Satisfeito|Satisfeita",
        "Muito satisfeito|Muito satisfeita",
    ],
    // Quality, amount, truth, likelihood.
    &["Very poor|Very bad", "Poor|Bad", "Fair|Average|OK|Okay", "Good", "Very good|Excellent"],
    &["Poor", "Fair", "Good", "Very good", "Excellent"],
    &[
        "Not at all",
        "A little|Slightly|A little bit",
        "Somewhat|Moderately",
        "Quite a bit|A lot|Very|Very much",
        "Extremely|Completely|A great deal",
    ],
    &[
        "Not at all",
        "A little|Slightly|A little bit",
        "Somewhat|Moderately",
        "A lot|Very much|Very|Quite a bit",
    ],
    &[
        "Not at all true|Not true at all",
        "Not very true|A little true|Hardly true",
        "Sort of true|Somewhat true|Moderately true",
        "Very true|Exactly true|Mostly true",
    ],
    &["Never true", "Rarely true", "Sometimes true", "Often true", "Always true"],
    &[
        "Very unlikely|Extremely unlikely",
        "Unlikely|Somewhat unlikely",
        "Neutral|Neither likely nor unlikely",
        "Likely|Somewhat likely",
        "Very likely|Extremely likely",
    ],
    &[
        "Definitely not|No, definitely not",
        "Probably not|No, probably not",
        "Might or might not|Maybe|Unsure|Not sure",
        "Probably yes|Probably|Yes, probably",
        "Definitely yes|Definitely|Yes, definitely",
    ],
    &[
        "No, not at all",
        "No, not really",
        "Yes, somewhat|Yes, a little",
        "Yes, definitely|Yes, a lot",
    ],
    &[
        "Not like me at all|Not at all like me",
        "Not much like me|Not very much like me",
        "Somewhat like me",
        "Mostly like me",
        "Very much like me",
    ],
    &[
        "None of the time",
        "Rarely",
        "Some of the time",
        "Often|Most of the time",
        "All of the time",
    ],
    &[
        "Much worse",
        "Worse|Somewhat worse",
        "About the same|The same",
        "Better|Somewhat better",
        "Much better",
    ],
    &[
        "Almost never true|Almost never or never true",
        "Not very often true|Seldom true",
        "Sometimes true",
        "Often true",
        "Almost always true|Almost always or always true",
    ],
];

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
    likeliest
        .or_else(|| without_common_end(&labels, times))
        .or_else(|| in_order_of_quantity(&labels))
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

fn in_order_of_quantity(labels: &[(&str, String)]) -> Option<Vec<String>> {
    let mut ranked: Vec<(f64, &str)> = Vec::new();
    for (label, plain) in labels {
        ranked.push((quantity(plain)?, label));
    }
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let differ = ranked.windows(2).all(|pair| pair[1].0 - pair[0].0 > 1e-9);
    let fits = differ && (3..=7).contains(&ranked.len());
    fits.then(|| ranked.into_iter().map(|(_, label)| label.to_owned()).collect())
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
                Some(
                    "Pas du tout d'accord, Pas d'accord, Ni d'accord ni pas d'accord, D'accord, Tout à fait d’accord",
                ),
            ),
            (
                &["Concordo", "Discordo"],
                Some(
                    "Discordo totalmente, Discordo, Nem concordo nem discordo, Concordo, Concordo totalmente",
                ),
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
}
