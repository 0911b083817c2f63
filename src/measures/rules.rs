//! How queries are made ready to run: the engine's own rules, but for what is wrong or slow with queries such as ours.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult as _, TreeNode as _};
use datafusion::config::ConfigOptions;
use datafusion::error::Result;
use datafusion::logical_expr::JoinType;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::joins::{CrossJoinExec, NestedLoopJoinExec};

/// A rule of the engine, or one of ours.
type Rule = Arc<dyn PhysicalOptimizerRule + Send + Sync>;

/// Rules of the engine that queries run without.
///
/// `aggregate_statistics` counts by what files say of themselves: over large filtered tables it takes more missing values from the
/// rows than there are rows, and a build that checks its arithmetic ends there. `FilterPushdown`, before and after, takes a
/// condition on one side of an outer join (`known.person_id is null`) for one on the column of that name on the other side, and
/// loses rows; conditions that a table can use while it is read are with it already, before these rules.
const LEFT_OUT: [&str; 3] = ["aggregate_statistics", "FilterPushdown", "FilterPushdown(Post)"];

/// The engine's rules but those, and [`CrossInBatches`].
pub(super) fn rules() -> Vec<Rule> {
    let mut rules = PhysicalOptimizer::new().rules;
    rules.retain(|rule| !LEFT_OUT.contains(&rule.name()));
    rules.push(Arc::new(CrossInBatches));
    rules
}

/// Gives every row of one table every row of another by the join that takes any condition, without one.
///
/// The engine's own cross join hands on a batch for each row of the larger table. Nearly every query takes the cut-off date
/// from the one row of `settings`, and of a hundred thousand matches each was a batch then.
#[derive(Debug)]
struct CrossInBatches;

impl PhysicalOptimizerRule for CrossInBatches {
    fn optimize(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        _: &ConfigOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        plan.transform_up(|plan| {
            let Some(join) = plan.downcast_ref::<CrossJoinExec>() else {
                return Ok(Transformed::no(plan));
            };
            let (left, right) = (Arc::clone(join.left()), Arc::clone(join.right()));
            let join = NestedLoopJoinExec::try_new(left, right, None, &JoinType::Inner, None)?;
            Ok(Transformed::yes(Arc::new(join)))
        })
        .data()
    }

    fn name(&self) -> &'static str {
        "cross_in_batches"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_are_left_out_are_rules_of_the_engine() {
        let engine = PhysicalOptimizer::new().rules;
        for name in LEFT_OUT {
            assert!(engine.iter().any(|rule| rule.name() == name), "{name}");
        }
    }
}
