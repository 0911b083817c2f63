//! Samples for the properties of several tests: answers from 1 to 5 with their counts, and the same one by one.

use proptest::prelude::*;

use crate::inference::Sample;

pub(super) fn answers() -> impl Strategy<Value = Vec<(u8, u64)>> {
    proptest::collection::vec((1_u8..6, 1_u64..5), 1..6)
}

pub(super) fn counted(rows: &[(u8, u64)]) -> Sample {
    Sample::gather(rows.iter().map(|&(value, count)| (Some(f64::from(value)), count)))
}

pub(super) fn one_by_one(rows: &[(u8, u64)]) -> Sample {
    let unit = |&(value, count): &(u8, u64)| (0..count).map(move |_| Some(f64::from(value)));
    Sample::new(&rows.iter().rev().flat_map(unit).collect::<Vec<_>>())
}
