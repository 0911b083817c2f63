//! Answers for a closer look at a scale: given when the header asks for them.

use crate::inference::{
    Answer, Careless, Estimate, Extremes, InferenceError, Ratings, Sample, Settings, careless,
    floor_and_ceiling, mcdonald_omega,
};

pub(super) fn answers(
    items: &[String],
    ratings: &Ratings,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    let blank = |name: &str, unit: &str, method: &str| {
        Answer::named(name, unit, method).counted(ratings.n(), ratings.n_missing())
    };
    if settings.asks_for("omega") {
        let omega = mcdonald_omega(ratings, settings.level);
        found.push(blank("omega", "correlation", "one_factor_ml").filled(
            omega,
            |answer, omega| {
                answer.estimate = Some(omega.estimate);
                answer.note(format!("of standardised items {:.3}", omega.standardized));
                if omega.is_heywood {
                    answer.note(
                        "no interval: the factor explains an item wholly, which no real item is",
                    );
                }
                if let Some(misfit) = omega.misfit.filter(|misfit| misfit.p_value < 0.05) {
                    answer.note(format!(
                        "one factor does not explain all: chi-square {:.1}, df {}",
                        misfit.statistic, misfit.df
                    ));
                }
            },
        )?);
    }
    let ends = |settings: &Settings| Ok((settings.number("minimum")?, settings.number("maximum")?));
    let scale: (Option<f64>, Option<f64>) = ends(settings)?;
    for (name, end) in [
        ("floor", (|ends| ends.floor) as fn(Extremes) -> Estimate),
        ("ceiling", |ends: Extremes| ends.ceiling),
    ] {
        if settings.asks_for(name) {
            let share = extremes(ratings, scale, settings);
            found.push(blank(name, "share", "wilson").filled(share, |answer, ends| {
                answer.estimate = Some(end(ends));
            })?);
        }
    }
    for (name, share) in [
        ("long_strings", (|found| found.long_strings) as fn(Careless) -> Estimate),
        ("straight_lines", |found: Careless| found.straight_lines),
    ] {
        if settings.asks_for(name) {
            let forms = as_answered(items, ratings, scale, settings);
            let flags = forms.and_then(|forms| careless(&forms, settings.level));
            found.push(blank(name, "share", "wilson").filled(flags, |answer, found| {
                if settings.text("reversed").is_none() {
                    answer.note("`reversed` names no item: taken as answered");
                }
                answer.estimate = Some(share(found));
            })?);
        }
    }
    Ok(found)
}

fn no_ends() -> InferenceError {
    let reason = "the header does not say `minimum` and `maximum` of an item".to_owned();
    InferenceError::Unsuited { reason }
}

fn extremes(
    ratings: &Ratings,
    scale: (Option<f64>, Option<f64>),
    settings: &Settings,
) -> Result<Extremes, InferenceError> {
    let (minimum, maximum) = scale.0.zip(scale.1).ok_or_else(no_ends)?;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let rows = ratings.rows().iter().map(|row| (Some(mean(&row.values)), row.count));
    floor_and_ceiling(&Sample::gather(rows), minimum, maximum, settings.level)
}

/// Forms with the items turned back that scoring has turned round.
fn as_answered(
    items: &[String],
    ratings: &Ratings,
    scale: (Option<f64>, Option<f64>),
    settings: &Settings,
) -> Result<Ratings, InferenceError> {
    let reversed = settings.list("reversed");
    if let Some(unknown) = reversed.iter().find(|name| !items.iter().any(|item| item == *name)) {
        return Err(InferenceError::Setting {
            name: "reversed".to_owned(),
            found: (*unknown).to_owned(),
            allowed: items.join(", "),
        });
    }
    if reversed.is_empty() {
        return Ok(ratings.clone());
    }
    let (minimum, maximum) = scale.0.zip(scale.1).ok_or_else(no_ends)?;
    let turned = |(item, value): (&String, &f64)| {
        let is_reversed = reversed.contains(&item.as_str());
        Some(if is_reversed { minimum + maximum - value } else { *value })
    };
    let rows = ratings.rows().iter();
    let forms = rows.map(|row| (items.iter().zip(&row.values).map(turned).collect(), row.count));
    Ok(Ratings::weighted(items.len(), forms))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use crate::inference::designs::tests::{ask, settings, texts};
    use crate::inference::{Answer, InferenceError, Reply};
    use crate::measures::Cells;

    const FORMS: [&str; 5] = ["5|5|5|5", "1|1|1|1", "4|4|2|2", "4|5|3|4", "2|1|2|3"];
    const COUNTS: [u64; 5] = [4, 2, 3, 6, 5];

    fn reply(keys: &[(&str, &str)]) -> Reply {
        ask("items", &[("items", texts(&["a|b|c|d"; 5])), ("values", texts(&FORMS))], &COUNTS, keys)
    }

    fn find<'r>(reply: &'r Reply, name: &str) -> &'r Answer {
        reply.answers.iter().find(|answer| answer.answer == name).unwrap()
    }

    #[test]
    fn a_closer_look_is_given_only_when_it_is_asked_for() {
        assert!(reply(&[]).answers.iter().all(|answer| answer.answer != "omega"));
        let found = reply(&[("everything", "yes"), ("minimum", "1"), ("maximum", "5")]);
        assert!(find(&found, "omega").estimate.is_some());
        assert_abs_diff_eq!(find(&found, "floor").estimate.unwrap().value, 0.1, epsilon = 1e-12);
        assert_abs_diff_eq!(find(&found, "ceiling").estimate.unwrap().value, 0.2, epsilon = 1e-12);
        assert_abs_diff_eq!(
            find(&found, "straight_lines").estimate.unwrap().value,
            0.3,
            epsilon = 1e-12
        );
        assert_abs_diff_eq!(
            find(&found, "long_strings").estimate.unwrap().value,
            0.45,
            epsilon = 1e-12
        );
    }

    #[test]
    fn reversed_items_are_turned_back_before_a_straight_line_is_seen() {
        let keys = |reversed| {
            [
                ("answers", "straight_lines"),
                ("reversed", reversed),
                ("minimum", "1"),
                ("maximum", "5"),
            ]
        };
        // Scored 4, 4, 2, 2 with the last two turned round was answered 4, 4, 4, 4.
        let found = reply(&keys("c, d"));
        assert_abs_diff_eq!(found.answers[0].estimate.unwrap().value, 0.15, epsilon = 1e-12);
        let cells = Cells::new(
            vec![("items".to_owned(), texts(&["a|b"])), ("values".to_owned(), texts(&["1|2"]))],
            vec![1],
        );
        let unknown = crate::inference::answer("items", &cells, &settings(&keys("z")));
        assert!(matches!(unknown, Err(InferenceError::Setting { .. })));
    }

    #[test]
    fn without_the_ends_of_the_scale_nothing_is_at_its_end() {
        let found = reply(&[("answers", "floor")]);
        let note = "not computed: the header does not say `minimum` and `maximum` of an item";
        assert_eq!(found.answers[0].notes, [note]);
    }
}
