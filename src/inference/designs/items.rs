//! The items of a scale: do they belong together?

mod closer;

use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Ratings, Reply, Settings,
    alpha_without, cronbach_alpha, item_rest,
};
use crate::measures::Cells;

/// Below it an estimate of reliability is mostly noise; a habit of the field, not a theorem.
const FEW_RESPONDENTS: u64 = 30;
/// What separates items, and their values.
const SEPARATOR: char = '|';

pub(in crate::inference) const DESIGN: Design = Design {
    name: "items",
    about: "a respondent's answers to the items of a scale: its reliability, of complete forms",
    columns: &[
        ColumnSpec {
            name: "items",
            kind: ColumnKind::Text,
            required: true,
            about: "ids of the items, joined by |; the same in every row",
        },
        ColumnSpec {
            name: "values",
            kind: ColumnKind::Text,
            required: true,
            about: "the answers in the same order, joined by |; nothing between two bars is missing",
        },
    ],
    answers: &[
        AnswerSpec { name: "alpha", about: "Cronbach's alpha with Feldt's interval" },
        AnswerSpec {
            name: "item_rest",
            about: "per item, `item_rest_<item>`: its correlation with the sum of the others",
        },
        AnswerSpec {
            name: "alpha_if_deleted",
            about: "per item, `alpha_if_deleted_<item>`: alpha of the others",
        },
        AnswerSpec {
            name: "omega",
            about: "when asked for: McDonald's omega of one factor, for items that are not equally good",
        },
        AnswerSpec {
            name: "floor",
            about: "when asked for: share of forms with the lowest possible mean, `minimum` of an item",
        },
        AnswerSpec {
            name: "ceiling",
            about: "when asked for: share of forms with the highest possible mean, `maximum` of an item",
        },
        AnswerSpec {
            name: "long_strings",
            about: "when asked for: share of forms with the same answer to half of the items in a row; `reversed` lists items to turn back",
        },
        AnswerSpec {
            name: "straight_lines",
            about: "when asked for: share of forms with the same answer everywhere, turned back as asked",
        },
    ],
    settings: &[],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (names, values) = (DESIGN.texts(cells, "items")?, DESIGN.texts(cells, "values")?);
    let level = settings.level;
    let blank = Answer::named("alpha", "correlation", "cronbach_feldt");
    let (items, ratings) = match ratings(&names, &values, cells.counts()) {
        Ok(found) => found,
        Err(error) => {
            let answer = blank.counted(0, cells.total()).filled(Err::<(), _>(error), |_, ()| {})?;
            return Ok(Reply { answers: vec![answer], points: Vec::new() });
        }
    };
    let mut answers = vec![filled(blank, &ratings, cronbach_alpha(&ratings, level))?];
    for (at, item) in items.iter().enumerate() {
        let blank = Answer::named(&format!("item_rest_{item}"), "correlation", "item_rest_pearson")
            .counted(ratings.n(), ratings.n_missing());
        answers.push(blank.filled(item_rest(&ratings, at, level), |answer, test| {
            answer.take_interval(&test);
            if test.estimate.value < 0.0 {
                answer.note("negative: was a reverse-scored item not turned round?");
            }
        })?);
    }
    for (at, item) in items.iter().enumerate() {
        let blank =
            Answer::named(&format!("alpha_if_deleted_{item}"), "correlation", "cronbach_feldt");
        answers.push(filled(blank, &ratings, alpha_without(&ratings, at, level))?);
    }
    answers.extend(closer::answers(&items, &ratings, settings)?);
    Ok(Reply { answers, points: Vec::new() })
}

fn filled(
    blank: Answer,
    ratings: &Ratings,
    alpha: Result<crate::inference::Estimate, InferenceError>,
) -> Result<Answer, InferenceError> {
    let mut answer = blank
        .counted(ratings.n(), ratings.n_missing())
        .filled(alpha, |answer, estimate| answer.estimate = Some(estimate))?;
    answer.note(format!("{} items", ratings.k()));
    if ratings.n() < FEW_RESPONDENTS {
        answer.note(format!(
            "fewer than {FEW_RESPONDENTS} respondents: read the interval, not the estimate"
        ));
    }
    Ok(answer)
}

/// Names of the items, and the complete patterns.
fn ratings(
    names: &[Option<String>],
    values: &[Option<String>],
    counts: &[u64],
) -> Result<(Vec<String>, Ratings), InferenceError> {
    let mut versions: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
    versions.sort_unstable();
    versions.dedup();
    if let [one, other, ..] = versions[..] {
        let reason = format!("the forms do not have the same items: `{one}` and `{other}`");
        return Err(InferenceError::Undefined { reason });
    }
    let Some(version) = versions.first() else {
        return Err(InferenceError::TooFew { needed: 2, what: "items", found: 0 });
    };
    let items: Vec<String> = version.split(SEPARATOR).map(str::to_owned).collect();
    if let Some(at) = (1..items.len()).find(|at| items[..*at].contains(&items[*at])) {
        let reason = format!("a form has the item `{}` twice", items[at]);
        return Err(InferenceError::Undefined { reason });
    }
    let rows: Result<Vec<_>, InferenceError> = values
        .iter()
        .zip(counts)
        .map(|(text, count)| Ok((pattern(text.as_deref(), items.len())?, *count)))
        .collect();
    let ratings = Ratings::weighted(items.len(), rows?);
    Ok((items, ratings))
}

fn pattern(text: Option<&str>, k: usize) -> Result<Vec<Option<f64>>, InferenceError> {
    let Some(text) = text else { return Ok(vec![None; k]) };
    let number = |value: &str| {
        let value = value.trim();
        if value.is_empty() {
            return Ok(None);
        }
        let reason = || format!("an answer is `{value}`, not a number");
        value.parse().map(Some).map_err(|_| InferenceError::Undefined { reason: reason() })
    };
    let values: Vec<Option<f64>> = text.split(SEPARATOR).map(number).collect::<Result<_, _>>()?;
    if values.len() == k {
        return Ok(values);
    }
    let reason = format!("a form has {} answers to {k} items", values.len());
    Err(InferenceError::Undefined { reason })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Level;
    use crate::measures::Values;

    fn reply(rows: &[(&str, &str, u64)]) -> Reply {
        let text = |text: &str| Some(text.to_owned());
        let columns = vec![
            ("items".to_owned(), Values::Texts(rows.iter().map(|row| text(row.0)).collect())),
            ("values".to_owned(), Values::Texts(rows.iter().map(|row| text(row.1)).collect())),
        ];
        let cells = Cells::new(columns, rows.iter().map(|row| row.2).collect());
        answer(&cells, &Settings::new(Level::P95, BTreeMap::new())).unwrap()
    }

    #[test]
    fn complete_forms_have_alpha_and_every_item_its_correlation() {
        let forms = [
            "4|5|4|4", "3|3|4|3", "5|5|5|4", "2|3|2|3", "4|4|3|4", "1|2|2|1", "3|4|3|3", "5|4|5|5",
        ];
        let mut rows: Vec<_> = forms.iter().map(|form| ("a|b|c|d", *form, 1)).collect();
        rows.push(("a|b|c|d", "4||4|4", 3));
        let found = reply(&rows);
        let alpha = &found.answers[0];
        assert_eq!((alpha.answer.as_str(), alpha.n, alpha.n_missing), ("alpha", 8, 3));
        assert_abs_diff_eq!(alpha.estimate.unwrap().value, 0.946_009, epsilon = 5e-7);
        assert_eq!(
            alpha.notes,
            ["4 items", "fewer than 30 respondents: read the interval, not the estimate"]
        );
        let names: Vec<_> = found.answers.iter().map(|answer| answer.answer.as_str()).collect();
        assert_eq!(
            names[1..6],
            ["item_rest_a", "item_rest_b", "item_rest_c", "item_rest_d", "alpha_if_deleted_a"]
        );
    }

    #[test]
    fn an_item_that_was_not_turned_round_is_said() {
        let rows = [
            ("a|b|c", "1|1|5", 9),
            ("a|b|c", "2|3|4", 9),
            ("a|b|c", "4|3|3", 9),
            ("a|b|c", "5|4|1", 9),
        ];
        let found = reply(&rows);
        let third = found.answers.iter().find(|answer| answer.answer == "item_rest_c").unwrap();
        assert_eq!(third.notes, ["negative: was a reverse-scored item not turned round?"]);
        assert_eq!(found.answers[0].notes, ["3 items"]);
    }

    #[test]
    fn what_cannot_be_answered_says_why() {
        let note = |rows: &[(&str, &str, u64)]| reply(rows).answers[0].notes[0].clone();
        assert_eq!(
            note(&[("a|b", "1|2", 1), ("a|b|c", "1|2|3", 1)]),
            "not computed: the forms do not have the same items: `a|b` and `a|b|c`"
        );
        assert_eq!(note(&[("a|a", "1|2", 5)]), "not computed: a form has the item `a` twice");
        assert_eq!(note(&[("a", "1", 5)]), "not computed: needs at least 2 items, found 1");
        assert_eq!(
            note(&[("a|b", "1|2", 2)]),
            "not computed: needs at least 3 complete answers, found 2"
        );
        assert_eq!(
            note(&[("a|b", "1|often", 2)]),
            "not computed: an answer is `often`, not a number"
        );
        assert_eq!(note(&[("a|b", "1|2|3", 2)]), "not computed: a form has 3 answers to 2 items");
    }
}
