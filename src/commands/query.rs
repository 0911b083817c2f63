//! `query`: SQL over the warehouse.

use super::Outcome;
use super::paths::{Paths, read_plan};
use crate::cli::{QueryArgs, QueryForm, RowPurpose};
use crate::contract::Purpose;
use crate::measures::{self, Form};
use crate::warehouse::Snapshot;

pub(super) fn query(question: &QueryArgs) -> anyhow::Result<Outcome> {
    let (plan, _) = read_plan(&question.dir)?;
    let root = Paths::below(&question.dir, question.out.as_deref()).warehouse;
    let snapshot = match question.snapshot {
        Some(number) => Snapshot::numbered(&root, number)?,
        None => Snapshot::current(&root)?,
    };
    let form = match question.format {
        QueryForm::Table => Form::Table,
        QueryForm::Csv => Form::Csv,
        QueryForm::Json => Form::Json,
        QueryForm::Parquet => Form::Parquet,
    };
    let purpose = match question.purpose {
        RowPurpose::Report => Purpose::Report,
        RowPurpose::Quote => Purpose::Quote,
        RowPurpose::Share => Purpose::Share,
    };
    let output = measures::query_for(purpose, &snapshot, &plan, &question.sql, form)?;
    Ok(Outcome { output, ..Outcome::default() })
}
