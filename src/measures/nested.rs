//! Which levels of a dimension lie within one level of another: schools within a district.

use arrow::array::{Array as _, AsArray as _};
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::MeasureError;
use super::engine::Engine;
use crate::plan::Plan;
use crate::warehouse::Snapshot;

/// A level of which everyone is in the same level of another dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nested {
    /// Dimension and level within.
    pub inner: (String, String),
    /// Dimension and level around it.
    pub outer: (String, String),
}

/// Pairs of dimensions of which every level of the one lies within a level of the other, level by level.
const SQL: &str = "
with pairs as (
    select distinct one.dimension as inner_dimension, one.level as inner_level,
        other.dimension as outer_dimension, other.level as outer_level
    from segments as one
    join segments as other on other.unit = one.unit and other.unit_id = one.unit_id and other.dimension <> one.dimension
),
counted as (
    select inner_dimension, inner_level, outer_dimension, min(outer_level) as outer_level, count(*) as n
    from pairs group by inner_dimension, inner_level, outer_dimension
),
within as (
    select inner_dimension, outer_dimension from counted
    group by inner_dimension, outer_dimension having max(n) = 1 and count(distinct outer_level) > 1
)
select counted.inner_dimension, counted.inner_level, counted.outer_dimension, counted.outer_level
from counted join within on within.inner_dimension = counted.inner_dimension and within.outer_dimension = counted.outer_dimension
order by 1, 2, 3, 4";

/// The nested levels of the plan's segments.
///
/// # Errors
///
/// The engine's error.
pub fn nested(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<Nested>, MeasureError> {
    if plan.segments.len() < 2 {
        return Ok(Vec::new());
    }
    let (_, batches) = Engine::new(Some(snapshot), plan)?.rows("nested", SQL)?;
    let mut found = Vec::new();
    for batch in &batches {
        let column = |at: usize| cast(batch.column(at), &DataType::Utf8);
        let columns = [column(0)?, column(1)?, column(2)?, column(3)?];
        let text = |at: usize, row: usize| columns[at].as_string::<i32>().value(row).to_owned();
        let nested = |row: usize| Nested {
            inner: (text(0, row), text(1, row)),
            outer: (text(2, row), text(3, row)),
        };
        let is_whole = |row: &usize| columns.iter().all(|column| column.is_valid(*row));
        found.extend((0..batch.num_rows()).filter(is_whole).map(nested));
    }
    Ok(found)
}
