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
            JoinArgs::new(JoinType::Inner),
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
