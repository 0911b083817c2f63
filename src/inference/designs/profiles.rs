//! Both sides' answers to the same items: do mentor and mentee see the same pattern?

use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, Estimate, InferenceError,
    ProfileSimilarity, Profiles, Reply, Resampling, Settings, profile_similarity,
};
use crate::measures::Cells;

/// What separates items.
const SEPARATOR: char = '|';

pub(in crate::inference) const DESIGN: Design = Design {
    name: "profiles",
    about: "both sides' answers to the same items per match: how alike the two patterns are",
    columns: &[
        ColumnSpec {
            name: "mentor",
            kind: ColumnKind::Text,
            required: true,
            about: "the mentor's answers, joined by |; nothing between two bars is missing",
        },
        ColumnSpec {
            name: "mentee",
            kind: ColumnKind::Text,
            required: true,
            about: "the mentee's answers to the same items in the same order, joined by |",
        },
    ],
    answers: &[
        AnswerSpec {
            name: "profile_similarity",
            about: "mean correlation within matches, items of both sides",
        },
        AnswerSpec {
            name: "distinctive_similarity",
            about: "the same less that of partners by lot, and its p-value (`seed`, `resamples`)",
        },
        AnswerSpec {
            name: "double_entry_similarity",
            about: "mean double-entry correlation: shape, spread and level together",
        },
        AnswerSpec { name: "squared_gap", about: "mean squared gap per item" },
    ],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (mentor, mentee) = (DESIGN.texts(cells, "mentor")?, DESIGN.texts(cells, "mentee")?);
    let resampling = Resampling::asked(settings)?;
    let found = profiles(&mentor, &mentee, cells.counts());
    let (n, n_missing) =
        found.as_ref().map_or((0, cells.total()), |found| (found.n(), found.n_missing()));
    let found =
        found.and_then(|profiles| profile_similarity(&profiles, settings.level, resampling));
    let point = |value| Some(Estimate { value, ..Estimate::default() });
    let blank = |name: &str, unit: &str, method: &str| {
        Answer::named(name, unit, method).counted(n, n_missing)
    };
    // Correlations rest on matches whose profiles both vary; the others are excluded and said.
    let shaped = |answer: &mut Answer, found: &ProfileSimilarity| {
        (answer.n, answer.n_excluded) = (found.n, found.n_flat);
        if found.n_flat > 0 {
            answer.note(format!("{} with the same answer everywhere were left out", found.n_flat));
        }
    };
    let answers = [
        blank("profile_similarity", "correlation", "profile_pearson").filled(
            found.clone(),
            |answer, found| {
                answer.estimate = Some(found.shape);
                shaped(answer, &found);
            },
        )?,
        blank("distinctive_similarity", "correlation", "partner_permutation").filled(
            found.clone(),
            |answer, found| {
                answer.estimate = point(found.distinctive);
                answer.p_value = Some(found.p_value);
                answer.note(format!(
                    "partners by lot: {:.3}; {}",
                    found.normative,
                    resampling.said()
                ));
                shaped(answer, &found);
            },
        )?,
        blank("double_entry_similarity", "correlation", "double_entry")
            .filled(found.clone(), |answer, found| answer.estimate = point(found.double_entry))?,
        blank("squared_gap", "points", "mean").filled(found, |answer, found| {
            answer.estimate = point(found.squared_gap);
            answer.note(format!("partners by lot: {:.3}", found.squared_gap_by_chance));
        })?,
    ];
    Ok(Reply { answers: answers.to_vec(), points: Vec::new() })
}

fn profiles(
    mentor: &[Option<String>],
    mentee: &[Option<String>],
    counts: &[u64],
) -> Result<Profiles, InferenceError> {
    let length = |text: &Option<String>| text.as_ref().map(|text| text.split(SEPARATOR).count());
    let mut lengths: Vec<usize> = mentor.iter().chain(mentee).filter_map(length).collect();
    lengths.sort_unstable();
    lengths.dedup();
    if let [one, other, ..] = lengths[..] {
        let reason = format!("the profiles do not have the same items: {one} and {other} answers");
        return Err(InferenceError::Undefined { reason });
    }
    let items = lengths.first().copied().unwrap_or_default();
    let side = |text: &Option<String>| -> Result<Vec<Option<f64>>, InferenceError> {
        let Some(text) = text else { return Ok(vec![None; items]) };
        let number = |value: &str| {
            let value = value.trim();
            let reason = || format!("an answer is `{value}`, not a number");
            let number =
                || value.parse().map_err(|_| InferenceError::Undefined { reason: reason() });
            (!value.is_empty()).then(number).transpose()
        };
        text.split(SEPARATOR).map(number).collect()
    };
    let rows: Result<Vec<_>, InferenceError> = mentor
        .iter()
        .zip(mentee)
        .zip(counts)
        .map(|((mentor, mentee), count)| Ok((side(mentor)?, side(mentee)?, *count)))
        .collect();
    // Without an item every match is missing, not complete.
    let rows = rows?.into_iter().map(|(mentor, mentee, count)| {
        if items == 0 { (vec![None], vec![None], count) } else { (mentor, mentee, count) }
    });
    Ok(Profiles::weighted(items.max(1), rows))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use crate::inference::designs::tests::{ask, texts};

    #[test]
    fn patterns_are_compared_with_their_partners_and_with_strangers() {
        let mentors = ["5|4|2|1|3", "4|4|1|2|3", "2|5|3|4|1", "3|5|2|1|4", "3|3|3|3|3", "1||2|3|4"];
        let mentees =
            ["5|5|3|1|2", "5|3|2|2|4", "1|4|4|5|2", "4|5|1|1|3", "1|2|3|4|5", "1|2|2|3|4"];
        let columns = [("mentor", texts(&mentors)), ("mentee", texts(&mentees))];
        let found = ask("profiles", &columns, &[1, 1, 1, 1, 2, 3], &[]);
        let shape = &found.answers[0];
        assert_eq!((shape.n, shape.n_missing, shape.n_excluded), (4, 3, 2));
        assert_abs_diff_eq!(shape.estimate.unwrap().value, 0.825_568, epsilon = 5e-7);
        assert_abs_diff_eq!(shape.estimate.unwrap().low.unwrap(), 0.718_370, epsilon = 5e-7);
        assert_abs_diff_eq!(
            found.answers[1].estimate.unwrap().value,
            0.825_568 - 0.355_665,
            epsilon = 1e-6
        );
        assert_eq!(found.answers[2].n, 6);
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let note = |mentor: &str, mentee: &str| {
            let columns = [("mentor", texts(&[mentor])), ("mentee", texts(&[mentee]))];
            ask("profiles", &columns, &[5], &[]).answers[0].notes[0].clone()
        };
        assert_eq!(
            note("1|2|3|4", "1|2|3"),
            "not computed: the profiles do not have the same items: 3 and 4 answers"
        );
        assert_eq!(note("1|2|x|4", "1|2|3|4"), "not computed: an answer is `x`, not a number");
        assert_eq!(note("1|2|3", "1|2|3"), "not computed: needs at least 4 items, found 3");
    }
}
