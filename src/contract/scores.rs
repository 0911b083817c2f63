//! Answers → scale scores: reverse, count, mean or sum.

use polars::prelude::*;

use crate::plan::{Plan, ScoreRule};

/// Scale scores of all forms.
///
/// A reversed item counts as `minimum + maximum − x`. The score is the mean of the answered items, or that mean times
/// the number of items for a sum, when at least the scale's share of items is answered; else it is missing. A missing
/// answer is never replaced by 0 or by the middle of the scale.
pub(crate) fn score(plan: &Plan, responses: DataFrame) -> PolarsResult<DataFrame> {
    let form = [col("response_id"), col("instrument"), col("scale")];
    let first = |name: &str| col(name).first();
    let points = when(col("reversed"))
        .then(col("minimum") + col("maximum") - col("value"))
        .otherwise(col("value"));
    let answered = col("items_answered").cast(DataType::Float64);
    let enough = answered.clone().gt(lit(0.0)).and(
        (answered / col("items_total").cast(DataType::Float64))
            .gt_eq(col("minimum_answered") - lit(1e-9)),
    );
    let scored = responses
        .lazy()
        .join(
            scale_items(plan)?.lazy(),
            [col("instrument"), col("item")],
            [col("instrument"), col("item")],
            // Without it the rows stand in an order of their own in every run.
            JoinArgs {
                maintain_order: MaintainOrderJoin::LeftRight,
                ..JoinArgs::new(JoinType::Inner)
            },
        )
        .with_column(points.alias("points"))
        .group_by_stable(form)
        .agg([
            first("program_id"),
            first("person_id"),
            first("match_id"),
            first("version"),
            first("wave"),
            col("points").mean().alias("mean"),
            col("points").count().cast(DataType::Int64).alias("items_answered"),
            first("items_total"),
            first("minimum_answered"),
            first("factor"),
            first("answered_on"),
            first("answered_day"),
            first("term_id"),
            first(super::builder::ROW),
        ])
        .with_column(
            when(enough).then(col("mean") * col("factor")).otherwise(lit(NULL)).alias("score"),
        );
    let names = [
        "program_id",
        "response_id",
        "person_id",
        "match_id",
        "instrument",
        "version",
        "scale",
        "wave",
        "score",
        "items_answered",
        "items_total",
        "answered_on",
        "answered_day",
        "term_id",
        super::builder::ROW,
    ];
    scored.select(names.map(col)).collect()
}

/// One row per item of a scale, with what scoring needs.
fn scale_items(plan: &Plan) -> PolarsResult<DataFrame> {
    let (mut instruments, mut scales, mut items) = (Vec::new(), Vec::new(), Vec::new());
    let (mut reversed, mut minimum, mut maximum) = (Vec::new(), Vec::new(), Vec::new());
    let (mut total, mut least, mut factor) = (Vec::new(), Vec::new(), Vec::new());
    for instrument in &plan.instruments {
        for scale in &instrument.scales {
            for item in instrument.items.iter().filter(|item| scale.items.contains(&item.id)) {
                let k = scale.items.len();
                instruments.push(instrument.id.clone());
                scales.push(scale.id.clone());
                items.push(item.id.clone());
                reversed.push(scale.reverse.contains(&item.id));
                minimum.push(item.minimum);
                maximum.push(item.maximum);
                total.push(i64::try_from(k).expect("a scale has few items"));
                least.push(scale.minimum_answered);
                factor.push(if scale.score == ScoreRule::Sum { k as f64 } else { 1.0 });
            }
        }
    }
    df!(
        "instrument" => instruments, "scale" => scales, "item" => items, "reversed" => reversed, "minimum" => minimum,
        "maximum" => maximum, "items_total" => total, "minimum_answered" => least, "factor" => factor,
    )
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::plan::Vocabulary;

    /// Scale settings, answers to q1 to q4 on a scale from 1 to 5, score.
    type Case = (&'static str, [Option<f64>; 4], Option<f64>);

    #[test]
    fn a_score_follows_the_scale() {
        let all = [Some(1.0), Some(2.0), Some(4.0), Some(5.0)];
        let three = [Some(1.0), Some(2.0), None, Some(5.0)];
        let two = [Some(1.0), None, None, Some(5.0)];
        let cases: &[Case] = &[
            ("", all, Some(3.0)),
            // 1, 2, 6 − 4 = 2, 6 − 5 = 1.
            ("reverse = [\"q3\", \"q4\"]", all, Some(1.5)),
            ("score = \"sum\"", all, Some(12.0)),
            // Three of four are 0.75: too few by the usual 0.8.
            ("", three, None),
            ("minimum_answered = 0.75", three, Some(8.0 / 3.0)),
            // The sum is prorated: mean times four, not the sum of three.
            ("minimum_answered = 0.75\nscore = \"sum\"", three, Some(32.0 / 3.0)),
            ("minimum_answered = 0.75\nreverse = [\"q4\"]", three, Some(4.0 / 3.0)),
            ("minimum_answered = 0.75", two, None),
            ("minimum_answered = 0.5", two, Some(3.0)),
            ("minimum_answered = 0.01", [None; 4], None),
        ];
        for (settings, answers, expected) in cases {
            let found = scored(settings, answers);
            assert_eq!(found.is_some(), expected.is_some(), "{settings} {answers:?}");
            if let (Some(found), Some(expected)) = (found, expected) {
                assert_abs_diff_eq!(found, *expected, epsilon = 1e-12);
            }
        }
    }

    fn scored(settings: &str, answers: &[Option<f64>]) -> Option<f64> {
        let text = format!(
            "[program]\nid = \"case\"\nname = \"Case\"\n\n[[instruments]]\nid = \"form\"\nrole = \"mentee\"\n\
             minimum = 1\nmaximum = 5\n\n[[instruments.scales]]\nid = \"scale\"\n\
             items = [\"q1\", \"q2\", \"q3\", \"q4\"]\n{settings}\n"
        );
        let plan = Plan::parse(&text, "plan", std::path::Path::new("."), &Vocabulary::default());
        let rows = answers.len();
        let responses = df!(
            "program_id" => vec!["case"; rows], "response_id" => vec![1_i64; rows],
            "person_id" => vec![2_i64; rows], "match_id" => vec![None::<i64>; rows],
            "instrument" => vec!["form"; rows], "version" => vec!["1"; rows],
            "wave" => vec!["baseline"; rows], "item" => ["q1", "q2", "q3", "q4"], "value" => answers,
            "answered_on" => vec![None::<i32>; rows], "answered_day" => vec![None::<i64>; rows],
            "term_id" => vec![None::<&str>; rows], crate::contract::builder::ROW => vec![0_i64; rows],
        );
        let scores = score(&plan.unwrap(), responses.unwrap()).unwrap();
        assert_eq!(scores.height(), 1);
        assert_eq!(scores.column("items_total").unwrap().i64().unwrap().get(0), Some(4));
        scores.column("score").unwrap().f64().unwrap().get(0)
    }
}
