//! Several coders of the same thing, some of them missing: do they mean the same?

use super::dyad::metric;
use crate::inference::{
    Answer, AnswerSpec, Codings, ColumnKind, ColumnSpec, Design, Estimate, InferenceError, Level,
    Metric, Ratings, Reply, Resampling, Settings, icc_agreement, icc_consistency, icc_one_way,
    krippendorff_alpha,
};
use crate::measures::Cells;

/// What separates coders.
const SEPARATOR: char = '|';

pub(in crate::inference) const DESIGN: Design = Design {
    name: "raters",
    about: "the codes of two coders or more per unit, some missing: how far coders agree",
    columns: &[ColumnSpec {
        name: "codes",
        kind: ColumnKind::Text,
        required: true,
        about: "the coders' codes in the same order, joined by |; nothing between two bars is missing",
    }],
    answers: &[
        AnswerSpec {
            name: "krippendorff_alpha",
            about: "alpha on the `metric` nominal (if not said), ordinal, interval or ratio, missing coders allowed (`seed`, `resamples`)",
        },
        AnswerSpec {
            name: "icc_agreement",
            about: "when asked for: ICC(A,1) of units that every coder coded",
        },
        AnswerSpec {
            name: "icc_consistency",
            about: "when asked for: ICC(C,1) of units that every coder coded",
        },
        AnswerSpec {
            name: "icc_one_way",
            about: "when asked for: ICC(1) of units that every coder coded, each by other coders",
        },
    ],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let codes = DESIGN.texts(cells, "codes")?;
    let metric = metric(settings, Metric::Nominal)?;
    let numbers = numbers(&codes, metric == Metric::Nominal);
    let mut answers = vec![alpha(&numbers, cells, metric, settings)?];
    let found: [(&str, &str, Statistic); 3] = [
        ("icc_agreement", "mcgraw_wong", icc_agreement),
        ("icc_consistency", "mcgraw_wong", icc_consistency),
        ("icc_one_way", "shrout_fleiss", icc_one_way),
    ];
    for (name, method, statistic) in found.into_iter().filter(|(name, ..)| settings.asks_for(name))
    {
        let blank = Answer::named(name, "correlation", method);
        let ratings = numbers.clone().map(|units| complete(units, cells.counts()));
        let blank = match &ratings {
            Ok(ratings) => blank.counted(ratings.n(), ratings.n_missing()),
            Err(_) => blank.counted(0, cells.total()),
        };
        let result = ratings.and_then(|ratings| statistic(&ratings, settings.level));
        answers.push(blank.filled(result, |answer, estimate| answer.estimate = Some(estimate))?);
    }
    Ok(Reply { answers, points: Vec::new() })
}

type Statistic = fn(&Ratings, Level) -> Result<Estimate, InferenceError>;

type Units = Vec<Vec<Option<f64>>>;

fn alpha(
    units: &Result<Units, InferenceError>,
    cells: &Cells,
    metric: Metric,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let resampling = Resampling::asked(settings)?;
    let blank = Answer::named("krippendorff_alpha", "correlation", "krippendorff_bootstrap");
    let codings = units
        .clone()
        .map(|units| Codings::weighted(units.into_iter().zip(cells.counts().iter().copied())));
    let blank = match &codings {
        Ok(codings) => blank.counted(codings.n(), codings.n_unpaired()),
        Err(_) => blank.counted(0, cells.total()),
    };
    let alpha = codings
        .and_then(|codings| krippendorff_alpha(&codings, metric, settings.level, resampling));
    blank.filled(alpha, |answer, alpha| {
        answer.estimate = Some(alpha.estimate);
        answer.note(format!("{} codes", alpha.n_codes));
        answer.note(resampling.said());
        if alpha.estimate.low.is_none() {
            answer.note("no interval: it does not exist for these codes");
        }
    })
}

/// Each unit's codes as numbers. Names of a nominal scale become their places in the alphabet of all names.
fn numbers(codes: &[Option<String>], is_nominal: bool) -> Result<Units, InferenceError> {
    let split = |text: &Option<String>| -> Vec<Option<String>> {
        let codes = text.as_deref().unwrap_or_default().split(SEPARATOR).map(str::trim);
        codes.map(|code| (!code.is_empty()).then(|| code.to_owned())).collect()
    };
    let units: Vec<Vec<Option<String>>> = codes.iter().map(split).collect();
    let mut names: Vec<&String> = units.iter().flatten().flatten().collect();
    names.sort_unstable();
    names.dedup();
    let number = |code: &Option<String>| {
        let Some(code) = code else { return Ok(None) };
        if is_nominal {
            return Ok(Some(names.partition_point(|name| *name < code) as f64));
        }
        let reason = || format!("a code is `{code}`, not a number, and the metric is not nominal");
        code.parse().map(Some).map_err(|_| InferenceError::Undefined { reason: reason() })
    };
    units.iter().map(|unit| unit.iter().map(number).collect()).collect()
}

/// Units as ratings of the same coders.
fn complete(units: Units, counts: &[u64]) -> Ratings {
    let coders = units.iter().map(Vec::len).max().unwrap_or_default();
    let whole = |mut unit: Vec<Option<f64>>| {
        unit.resize(coders, None);
        unit
    };
    Ratings::weighted(coders, units.into_iter().map(whole).zip(counts.iter().copied()))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use crate::inference::designs::tests::{ask, names, texts};

    /// Krippendorff (2011): twelve units, four coders.
    const UNITS: [&str; 12] = [
        "1|1||1", "2|2|3|2", "3|3|3|3", "3|3|3|3", "2|2|2|2", "1|2|3|4", "4|4|4|4", "1|1|2|1",
        "2|2|2|2", "|5|5|5", "||1|1", "|3||",
    ];

    #[test]
    fn twelve_units_have_their_published_alphas() {
        for (metric, expected) in
            [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
        {
            let reply = ask("raters", &[("codes", texts(&UNITS))], &[1; 12], &[("metric", metric)]);
            let alpha = &reply.answers[0];
            assert_abs_diff_eq!(alpha.estimate.unwrap().value, expected, epsilon = 5e-4);
            assert_eq!((alpha.n, alpha.n_missing), (11, 1));
            assert_eq!(alpha.notes, ["40 codes", "2000 draws from seed 1"]);
        }
    }

    #[test]
    fn names_are_codes_of_a_nominal_scale_only() {
        let columns = [("codes", texts(&["work|work", "home|work", "home|home", "work|"]))];
        let found = ask("raters", &columns, &[4, 1, 3, 2], &[("everything", "yes")]);
        assert_eq!(names(&found).len(), 4);
        assert_eq!((found.answers[0].n, found.answers[0].n_missing), (8, 2));
        assert!(found.answers[0].estimate.unwrap().value > 0.5);
        let refused = ask("raters", &columns, &[4, 1, 3, 2], &[("metric", "interval")]);
        let note = "not computed: a code is `work`, not a number, and the metric is not nominal";
        assert_eq!(refused.answers[0].notes, [note]);
        assert_eq!(refused.answers[0].n_missing, 10);
    }
}
