//! One number per unit at one time: a mean, a share, a score.

mod closer;

use super::average::{average, clusters};
use crate::inference::design::CLUSTER;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Point, Recommendations,
    Reply, Sample, Settings, mean_t, median, net_promoter, wilson,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "one_group",
    about: "one number per unit: its mean, median, share or score",
    columns: &[
        ColumnSpec {
            name: "value",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number; 1 and 0 for yes and no",
        },
        CLUSTER,
    ],
    answers: &[
        AnswerSpec { name: "mean", about: "mean with t interval, by cluster when there is one" },
        AnswerSpec { name: "median", about: "median with exact interval" },
        AnswerSpec { name: "share", about: "share of units with 1, when all have 0 or 1" },
        AnswerSpec { name: "top_box", about: "share of units at or above the header's `top_box`" },
        AnswerSpec { name: "nps", about: "promoters minus detractors on a scale from 0 to 10" },
        AnswerSpec {
            name: "quantile",
            about: "values at the percentages of `quantiles`, else the quarters; exact intervals",
        },
        AnswerSpec { name: "variance", about: "variance with Bonett's interval" },
        AnswerSpec {
            name: "variance_normal",
            about: "variance with the chi-square interval of normal values",
        },
        AnswerSpec { name: "share_exact", about: "share with the interval of Clopper and Pearson" },
        AnswerSpec { name: "share_jeffreys", about: "share with Jeffreys' interval" },
    ],
    settings: &["top_box", "nps", "quantiles", "bins"],
    answer,
};

/// Most distinct values that are drawn one by one: the steps of a scale from 0 to 10.
const MOST_STEPS: usize = 11;

/// Most bins of a histogram.
const MOST_BINS: f64 = 30.0;

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let values = DESIGN.numbers(cells, "value")?;
    let sample = Sample::weighted(&values, cells.counts());
    let mut answers = Vec::new();
    if settings.gives("mean", true) {
        let blank = named("mean", "points", "mean_t", &sample);
        let groups = clusters(cells, &values);
        let plain = || mean_t(&sample, settings.level);
        answers.push(average(blank, &sample, groups.as_ref(), settings.level, plain)?.0);
    }
    if settings.gives("median", true) {
        answers.push(middle(&sample, settings)?);
    }
    if settings.gives("share", sample.is_binary()) {
        answers.push(share(&sample, settings)?);
    }
    if settings.gives("top_box", settings.text("top_box").is_some()) {
        answers.push(top_box(&sample, settings)?);
    }
    if settings.gives("nps", settings.text("nps") == Some("yes")) {
        answers.push(score(&sample, settings)?);
    }
    answers.extend(closer::answers(&sample, settings)?);
    let points = match settings.number("bins")? {
        Some(width) if width > 0.0 => binned(&sample, width),
        _ => distribution(&sample),
    };
    Ok(Reply { answers, points })
}

fn named(answer: &str, unit: &str, method: &str, sample: &Sample) -> Answer {
    Answer::named(answer, unit, method).counted(sample.n(), sample.n_missing())
}

fn middle(sample: &Sample, settings: &Settings) -> Result<Answer, InferenceError> {
    let found = median(sample, settings.level);
    named("median", "points", "order_statistics", sample).filled(found, |answer, estimate| {
        if estimate.low.is_none() {
            answer.note("no interval: too few values for this confidence level");
        }
        answer.estimate = Some(estimate);
    })
}

fn share(sample: &Sample, settings: &Settings) -> Result<Answer, InferenceError> {
    let found = binary(sample).and_then(|()| wilson(sample.n_yes(), sample.n(), settings.level));
    named("share", "share", "wilson", sample)
        .filled(found, |answer, estimate| answer.estimate = Some(estimate))
}

/// Refuses values other than 0 and 1; that there is none at all is said by the interval.
fn binary(sample: &Sample) -> Result<(), InferenceError> {
    if sample.is_binary() || sample.n() == 0 {
        return Ok(());
    }
    Err(InferenceError::Undefined { reason: "a share needs values of 0 and 1 only".to_owned() })
}

fn top_box(sample: &Sample, settings: &Settings) -> Result<Answer, InferenceError> {
    let Some(from) = settings.number("top_box")? else {
        return Err(InferenceError::Setting {
            name: "top_box".to_owned(),
            found: "absent".to_owned(),
            allowed: "the lowest value that counts, such as 4".to_owned(),
        });
    };
    let found = wilson(sample.count(|value| value >= from), sample.n(), settings.level);
    named("top_box", "share", "wilson", sample)
        .filled(found, |answer, estimate| answer.estimate = Some(estimate))
}

fn score(sample: &Sample, settings: &Settings) -> Result<Answer, InferenceError> {
    let answers = Recommendations::of(sample);
    let mut answer = named("nps", "nps", "adjusted_wald", sample);
    answer.n = answers.n();
    answer.n_excluded = sample.n() - answer.n;
    if answer.n_excluded > 0 {
        answer.note("answers that are not whole numbers from 0 to 10 were left out");
    }
    let found = net_promoter(answers, settings.level);
    answer.filled(found, |answer, estimate| answer.estimate = Some(estimate))
}

fn distribution(sample: &Sample) -> Vec<Point> {
    if sample.values().len() > MOST_STEPS {
        return Vec::new();
    }
    let bar = |&(value, count): &(f64, u64)| Point {
        series: "distribution".to_owned(),
        x: Some(value),
        y: Some(count as f64 / sample.n() as f64),
        n: Some(count),
        ..Point::default()
    };
    sample.values().iter().map(bar).collect()
}

/// Shares of values in bins of the header's width, each bin at its middle; also the empty ones between.
fn binned(sample: &Sample, width: f64) -> Vec<Point> {
    let bin = |value: f64| (value / width).floor();
    let (Some(first), Some(last)) = (sample.values().first(), sample.values().last()) else {
        return Vec::new();
    };
    let (mut at, last) = (bin(first.0), bin(last.0).min(bin(first.0) + MOST_BINS));
    let mut points = Vec::new();
    while at <= last {
        // The last bin takes all that lies beyond.
        // Bins are whole numbers.
        let is_in = |value: f64| (bin(value).min(last) - at).abs() < 0.5;
        let count: u64 =
            sample.values().iter().filter(|(value, _)| is_in(*value)).map(|(_, count)| count).sum();
        points.push(Point {
            series: "distribution".to_owned(),
            x: Some((at + 0.5) * width),
            y: Some(count as f64 / sample.n() as f64),
            n: Some(count),
            ..Point::default()
        });
        at += 1.0;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::designs::tests::{ask, names, numbers, settings, words};

    #[test]
    fn the_header_lists_what_is_returned_and_the_first_is_the_headline() {
        let table = [("value", numbers(&[Some(5.0), Some(3.0), None]))];
        let reply =
            ask("one_group", &table, &[4, 6, 2], &[("answers", "top_box, mean"), ("top_box", "4")]);
        assert_eq!(names(&reply), ["top_box", "mean"]);
        assert_eq!((reply.answers[0].n, reply.answers[0].n_missing), (10, 2));
        assert_eq!(reply.answers[0].estimate.map(|found| found.value), Some(0.4));
        assert_eq!(reply.points.len(), 2);
        assert_eq!((reply.points[1].y, reply.points[1].n), (Some(0.4), Some(4)));
    }

    #[test]
    fn without_a_list_yes_and_no_give_a_share_too() {
        let table = [("value", numbers(&[Some(1.0), Some(0.0)]))];
        assert_eq!(names(&ask("one_group", &table, &[8, 2], &[])), ["mean", "median", "share"]);
        let table = [("value", numbers(&[Some(1.0), Some(2.0)]))];
        let asked = ask("one_group", &table, &[8, 2], &[("answers", "share")]);
        assert_eq!(asked.answers[0].notes, ["not computed: a share needs values of 0 and 1 only"]);
    }

    #[test]
    fn answers_outside_of_the_scale_do_not_enter_the_score() {
        let table =
            [("value", numbers(&[Some(10.0), Some(7.0), Some(0.0), Some(11.0), Some(8.5)]))];
        let reply =
            ask("one_group", &table, &[12, 5, 3, 2, 1], &[("nps", "yes"), ("answers", "nps")]);
        let score = &reply.answers[0];
        assert_eq!((score.n, score.n_excluded, score.notes.len()), (20, 3, 1));
        assert!((score.estimate.unwrap().value - 0.45).abs() < 1e-12);
    }

    #[test]
    fn clusters_widen_the_interval_or_are_said_to_be_too_few() {
        let values: Vec<_> =
            (0..20).map(|at| Some(f64::from(at / 4) + f64::from(at % 2) / 10.0)).collect();
        let mentors: Vec<_> = (0..20).map(|at| Some(format!("m{}", at / 4))).collect();
        let table = [("value", numbers(&values)), ("cluster", words(&mentors))];
        let by_mentor = &ask("one_group", &table, &[1; 20], &[]).answers[0];
        let plain = &ask("one_group", &table[..1], &[1; 20], &[]).answers[0];
        assert_eq!((by_mentor.n_clusters, plain.n_clusters), (Some(5), None));
        assert_eq!((by_mentor.method.as_str(), plain.method.as_str()), ("mean_t_cr2", "mean_t"));
        assert!(by_mentor.estimate.unwrap().low < plain.estimate.unwrap().low);
        let few: Vec<_> = (0..20).map(|at| Some(format!("m{}", at / 10))).collect();
        let table = [("value", numbers(&values)), ("cluster", words(&few))];
        let few = &ask("one_group", &table, &[1; 20], &[]).answers[0];
        assert_eq!((few.n_clusters, few.estimate, few.notes.len()), (None, plain.estimate, 1));
    }

    #[test]
    fn values_are_binned_where_the_header_says_how_wide() {
        let table = [("value", numbers(&[Some(0.5), Some(1.5), Some(1.9), Some(4.0)]))];
        let reply = ask("one_group", &table, &[2, 1, 1, 4], &[("bins", "1")]);
        let bins: Vec<_> = reply.points.iter().map(|bin| (bin.x, bin.n)).collect();
        let expected = [(0.5, 2), (1.5, 2), (2.5, 0), (3.5, 0), (4.5, 4)];
        assert_eq!(bins, expected.map(|(x, n)| (Some(x), Some(n))));
    }

    #[test]
    fn a_wrong_key_fails_and_equal_answers_do_not() {
        let cells = Cells::new(vec![("value".to_owned(), numbers(&[Some(5.0)]))], vec![9]);
        let asked = settings(&[("answers", "top_box"), ("top_box", "high")]);
        assert!(matches!(answer(&cells, &asked), Err(InferenceError::Setting { .. })));
        let mean = &answer(&cells, &settings(&[])).unwrap().answers[0];
        assert_eq!((mean.estimate.unwrap().value, mean.estimate.unwrap().low), (5.0, None));
        assert_eq!(mean.notes, ["no interval: every answer is the same"]);
    }
}
