//! Whether any two rows have the same key: nearly always none have, and then nothing has to be grouped.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

use ahash::RandomState;
use polars::prelude::*;

/// Any four numbers: who makes up ids cannot slow a run down for long, as rows that meet by accident are looked at again.
const SEEDS: [u64; 4] = [0x6d65, 0x6e74, 0x6f72, 0x6c65];

/// True when no two rows agree in all these columns; missing agrees with missing.
///
/// Rows with the same key have the same hash, so that hashes which all differ prove it. Where two meet, be it by accident,
/// the answer is no: whoever asks looks closer then.
pub(super) fn all_differ(frame: &DataFrame, key: &[&str]) -> PolarsResult<bool> {
    let state = RandomState::with_seeds(SEEDS[0], SEEDS[1], SEEDS[2], SEEDS[3]);
    let mut hashes = vec![0_u64; frame.height()];
    let add = |hash: &mut u64, value: &dyn Fn(&mut ahash::AHasher)| {
        let mut hasher = state.build_hasher();
        hasher.write_u64(*hash);
        value(&mut hasher);
        *hash = hasher.finish();
    };
    for name in key {
        let column = frame.column(name)?;
        match column.dtype() {
            DataType::Int64 => {
                for (hash, value) in hashes.iter_mut().zip(column.i64()?.iter()) {
                    add(hash, &|hasher| value.hash(hasher));
                }
            }
            DataType::String => {
                for (hash, value) in hashes.iter_mut().zip(column.str()?.iter()) {
                    add(hash, &|hasher| value.hash(hasher));
                }
            }
            // Keys are made of ids and words; for another kind nothing is proven.
            _ => return Ok(false),
        }
    }
    hashes.sort_unstable();
    Ok(hashes.windows(2).all(|pair| pair[0] != pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_differ_when_any_column_of_the_key_does() {
        let frame = df!(
            "id" => [Some(1_i64), Some(1), None, None],
            "item" => [Some("q1"), Some("q2"), Some("q1"), None],
            "value" => [1.0, 1.0, 1.0, 1.0],
        )
        .unwrap();
        assert!(all_differ(&frame, &["id", "item"]).unwrap());
        assert!(!all_differ(&frame, &["id"]).unwrap(), "missing agrees with missing");
        assert!(!all_differ(&frame, &["item"]).unwrap());
        assert!(!all_differ(&frame, &["value"]).unwrap(), "nothing is said of numbers");
        assert!(all_differ(&frame.head(Some(1)), &["id"]).unwrap());
    }
}
