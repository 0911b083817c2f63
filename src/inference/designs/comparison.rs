//! Two waves in two arms or more: did one arm change more than the other?

mod adjusted;
mod answers;
mod arm;
mod closer;
mod clusters;
mod lost;
mod models;
mod units;

use super::arms::{Arms, contrast};
use crate::inference::design::CLUSTER;
use crate::inference::standards::attrition::INSIDE_CAUTIOUS;
use crate::inference::{
    Answer, ColumnKind, ColumnSpec, Design, Equivalence, Estimate, InferenceError, Reply, Settings,
    attrition, difference_in_change, hedges_g, mean_t, morris_d_ppc2, wilson,
};
use crate::measures::Cells;
use arm::Arm;
use units::Units;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "comparison",
    about: "two numbers per unit and the unit's arm: every arm's change against the reference",
    columns: &[
        ColumnSpec {
            name: "arm",
            kind: ColumnKind::Text,
            required: true,
            about: "the unit's group: mentee, control, comparison",
        },
        ColumnSpec {
            name: "before",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number at baseline",
        },
        ColumnSpec {
            name: "after",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number at follow-up",
        },
        ColumnSpec {
            name: "covariate_",
            kind: ColumnKind::Number,
            required: false,
            about: "any further baseline number whose name starts so, for the adjusted difference",
        },
        CLUSTER,
    ],
    answers: answers::ANSWERS,
    settings: &["reference"],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let names = DESIGN.texts(cells, "arm")?;
    let (before, after) = (DESIGN.numbers(cells, "before")?, DESIGN.numbers(cells, "after")?);
    let counts = cells.counts();
    let arms = Arms::of(&names, counts);
    let found = |name: &str| Arm::of(name, &names, &before, &after, counts);
    let reference = match settings.text("reference") {
        Some(asked) => arms.first_of(&[asked]),
        None => {
            arms.first_of(&["control", "comparison"]).or(arms.names.first().map(String::as_str))
        }
    };
    let Some(reference) = reference.filter(|_| arms.names.len() >= 2) else {
        return nothing_to_compare(&arms, settings);
    };
    let zero = found(reference);
    let others: Vec<Arm> = arms.others(reference).map(found).collect();
    let mut answers = Vec::new();
    for one in &others {
        answers.push(change(one, &zero, settings)?);
    }
    let covariates = adjusted::covariates(cells);
    answers.extend(adjusted::differences(
        &names,
        (&before, &after),
        &covariates,
        counts,
        &zero,
        &others,
        settings,
    )?);
    for one in &others {
        answers.push(at_baseline(one, &zero, settings)?);
    }
    for one in &others {
        answers.push(attrited(one, &zero, settings)?);
    }
    let units = Units::of(cells, &names, (&before, &after), &zero, &others);
    answers.extend(closer::answers(&units, &zero, &others, settings)?);
    for (name, is_before) in [("mean_before", true), ("mean_after", false)] {
        for arm in std::iter::once(&zero).chain(&others) {
            answers.push(mean(name, arm, is_before, settings)?);
        }
    }
    if arms.n_unnamed > 0 {
        for answer in answers.iter_mut().filter(|answer| !answer.answer.starts_with("mean")) {
            answer.n_excluded = arms.n_unnamed;
            answer.note("units without an arm were left out");
        }
    }
    Ok(Reply { answers, points: Vec::new() })
}

fn nothing_to_compare(arms: &Arms, settings: &Settings) -> Result<Reply, InferenceError> {
    let error = match settings.text("reference").filter(|_| arms.names.len() >= 2) {
        Some(asked) => {
            InferenceError::Undefined { reason: format!("no unit is in the arm {asked}") }
        }
        None => InferenceError::TooFew { needed: 2, what: "arms", found: arms.names.len() as u64 },
    };
    let blank = |name: &str| Answer::named(name, "points", "difference_in_differences_cr2");
    let wanted = settings.list("answers");
    let listed: Vec<&str> = if wanted.is_empty() { vec!["difference_in_change"] } else { wanted };
    let answers =
        listed.into_iter().map(|name| blank(name).filled(Err::<(), _>(error.clone()), |_, ()| {}));
    Ok(Reply { answers: answers.collect::<Result<_, _>>()?, points: Vec::new() })
}

/// An answer about two arms, their units counted.
fn between(name: &str, unit: &str, method: &str, one: &Arm, zero: &Arm) -> Answer {
    let (n, n_missing) =
        (one.pairs.n() + zero.pairs.n(), one.pairs.n_missing() + zero.pairs.n_missing());
    Answer::named(name, unit, method).counted(n, n_missing).about(&contrast(&one.name, &zero.name))
}

fn change(one: &Arm, zero: &Arm, settings: &Settings) -> Result<Answer, InferenceError> {
    const METHOD: &str = "difference_in_differences_cr2";
    let moments = |arm: &Arm| arm.pairs.differences().moments("complete pairs in each arm");
    let test =
        moments(one).and_then(|one| difference_in_change(&one, &moments(zero)?, settings.level));
    let means = |arm: &Arm| arm.pairs.differences().mean();
    let apart = means(one).zip(means(zero)).map(|(one, zero)| one - zero);
    let blank = between("difference_in_change", "points", METHOD, one, zero);
    let mut answer = blank.filled_or_point(test, apart, |answer, test| answer.take(&test))?;
    if answer.statistic.is_some() {
        let effect = one
            .pairs
            .moments()
            .and_then(|one| morris_d_ppc2(&one, &zero.pairs.moments()?, settings.level));
        match effect {
            Ok(effect) => {
                answer.effect_kind = Some("d_ppc2".to_owned());
                answer.effect = Some(effect);
            }
            Err(error) => answer.note(format!("effect size {error}")),
        }
    }
    Ok(answer)
}

/// How far apart the arms started, among those who are analysed.
fn at_baseline(one: &Arm, zero: &Arm, settings: &Settings) -> Result<Answer, InferenceError> {
    let moments = |arm: &Arm| arm.pairs.before().moments("complete pairs in each arm");
    let g = moments(one).and_then(|one| hedges_g(&one, &moments(zero)?, settings.level));
    let blank = between("baseline_difference", "standard deviations", "hedges_g", one, zero);
    blank.filled(g, |answer, g| {
        answer.note(format!("baseline equivalence: {}", Equivalence::of(g.value).words()));
        answer.effect_kind = Some("hedges_g".to_owned());
        (answer.estimate, answer.effect) = (Some(g), Some(g));
    })
}

fn attrited(one: &Arm, zero: &Arm, settings: &Settings) -> Result<Answer, InferenceError> {
    let found = attrition(one.followed, zero.followed).and_then(|lost| {
        let assigned = one.followed.assigned + zero.followed.assigned;
        let observed = one.followed.observed + zero.followed.observed;
        Ok((lost, wilson(assigned - observed, assigned, settings.level)?, assigned))
    });
    let blank = between("attrition", "share", "wilson", one, zero).counted(0, 0);
    blank.filled(found, |answer, (lost, share, assigned)| {
        answer.n = assigned;
        answer.estimate = Some(Estimate { value: lost.overall, ..share });
        answer.note(format!(
            "differential attrition {:.1} percentage points",
            100.0 * lost.differential
        ));
        answer.note(match (lost.is_within(lost.cautious), lost.is_within(lost.optimistic)) {
            (true, _) => INSIDE_CAUTIOUS,
            (false, true) => "outside the WWC's cautious boundary, inside the optimistic one",
            (false, false) => "outside the WWC's cautious and optimistic boundaries",
        });
    })
}

fn mean(
    name: &str,
    arm: &Arm,
    is_before: bool,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let sample = if is_before { arm.pairs.before() } else { arm.pairs.after() };
    let blank = Answer::named(name, "points", "mean_t");
    let blank = blank.counted(arm.pairs.n(), arm.pairs.n_missing()).about(&arm.name);
    let test = mean_t(&sample, settings.level);
    blank.filled_or_point(test, sample.mean(), |answer, test| answer.take_interval(&test))
}

#[cfg(test)]
mod tests;
