//! Which levels of a dimension lie within one level of another: schools within a district.

use std::collections::{BTreeMap, BTreeSet};

use ahash::AHashSet;

use super::MeasureError;
use super::engine::Engine;
use super::levels::{Level, Levels};
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

/// The nested levels of the plan's segments: of pairs of dimensions of which every level of the one lies within a level of
/// the other, and not all within one.
///
/// # Errors
///
/// The engine's error.
pub(super) fn nested(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<Nested>, MeasureError> {
    if plan.segments.len() < 2 {
        return Ok(Vec::new());
    }
    Ok(within(&Engine::of_segments(snapshot, plan)?.levels()?))
}

pub(super) fn within(levels: &Levels) -> Vec<Nested> {
    // People are many, and levels that meet in one of them few.
    let mut met = AHashSet::<(u32, u32)>::new();
    for unit in levels.units() {
        met.extend(unit.iter().flat_map(|inner| unit.iter().map(|outer| (*inner, *outer))));
    }
    let mut around = BTreeMap::<(&str, &str), BTreeMap<&Level, BTreeSet<&Level>>>::new();
    let level = |place: u32| &levels.all()[place as usize];
    for (inner, outer) in met.into_iter().map(|(inner, outer)| (level(inner), level(outer))) {
        if inner.dimension != outer.dimension {
            let of_pair = around.entry((&inner.dimension, &outer.dimension)).or_default();
            of_pair.entry(inner).or_default().insert(outer);
        }
    }
    let is_nested = |of_pair: &BTreeMap<&Level, BTreeSet<&Level>>| {
        let outers: BTreeSet<&Level> = of_pair.values().flatten().copied().collect();
        outers.len() > 1 && of_pair.values().all(|outers| outers.len() == 1)
    };
    let place = |level: &Level| (level.dimension.clone(), level.name.clone());
    let nested = around.into_values().filter(is_nested).flatten().flat_map(|(inner, outers)| {
        outers.into_iter().map(move |outer| Nested { inner: place(inner), outer: place(outer) })
    });
    let nested: BTreeSet<Nested> = nested.collect();
    nested.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_lies_within_its_district_and_neither_within_a_cohort() {
        let level = |dimension: &str, name: &str| Level {
            dimension: dimension.to_owned(),
            origin: "people".to_owned(),
            name: name.to_owned(),
        };
        let units = [
            ["Elm", "North", "2023"],
            ["Elm", "North", "2024"],
            ["Oak", "South", "2024"],
            ["Ash", "South", "2023"],
        ];
        let units = units.map(|unit| {
            let names = ["school", "district", "cohort"].iter().zip(unit);
            names.map(|(dimension, name)| level(dimension, name)).collect()
        });
        let found = within(&Levels::of_people(units));
        let named: Vec<(&str, &str)> =
            found.iter().map(|one| (one.inner.1.as_str(), one.outer.1.as_str())).collect();
        assert_eq!(named, [("Ash", "South"), ("Elm", "North"), ("Oak", "South")]);
    }

    #[test]
    fn what_lies_all_within_one_level_is_not_nested() {
        let level = |dimension: &str, name: &str| Level {
            dimension: dimension.to_owned(),
            origin: "people".to_owned(),
            name: name.to_owned(),
        };
        let unit = |site: &str| vec![level("site", site), level("state", "Ohio")];
        assert_eq!(within(&Levels::of_people([unit("Elm"), unit("Oak")])), []);
    }
}
