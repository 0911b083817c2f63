//! Types of Parquet as texts.

use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use arrow::array::{
    ArrayRef, DictionaryArray, Float32Array, Float64Array, RecordBatch, TimestampMicrosecondArray,
};
use arrow::datatypes::Int32Type;

use crate::sources::ReadOptions;
use crate::sources::tests::read;

#[test]
fn moments_numbers_and_categories_read_as_in_the_other_formats() {
    let words: DictionaryArray<Int32Type> =
        [Some("often"), None, Some("often")].into_iter().collect();
    // 2025-06-30 and a quarter past ten on that day, in microseconds since 1970.
    let moments = vec![Some(1_751_241_600_000_000), None, Some(1_751_278_500_000_000)];
    let columns: [(&str, ArrayRef); 4] = [
        ("at", Arc::new(TimestampMicrosecondArray::from(moments))),
        ("share", Arc::new(Float32Array::from(vec![0.1, 2.0, -3.5]))),
        ("count", Arc::new(Float64Array::from(vec![Some(1e6), None, Some(0.1)]))),
        ("word", Arc::new(words)),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();

    let table = read("a.parquet", &bytes, &ReadOptions::default()).unwrap();

    assert_eq!(
        table.rows,
        [
            ["2025-06-30", "0.1", "1000000", "often"],
            ["", "2", "", ""],
            ["2025-06-30T10:15:00", "-3.5", "0.1", "often"]
        ]
    );
    assert_eq!(table.positions, ["a.parquet:1", "a.parquet:2", "a.parquet:3"]);
}
