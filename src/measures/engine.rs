//! The SQL engine over one snapshot: tables, views, segments.

use std::future::poll_fn;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::physical_plan::execute_stream;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext, lit};
use datafusion::scalar::ScalarValue;
use tokio::runtime::Runtime;

use super::compute::{SEGMENTS, words_of};
use super::levels::{self, Levels};
use super::purpose::narrowed;
use super::rules::rules;
use super::side_by_side::on_engines;
use super::{Fault, MeasureError, ResultColumn, catalogue, segments, shared_views, timed};
use crate::contract::{Kind, Purpose, TABLES, Table};
use crate::machine::{self, Phase, stopwatch};
use crate::plan::Plan;
use crate::warehouse::Snapshot;

/// Tables of so many rows or fewer are held in memory: to open their files for every measure would cost more than all the rest.
const FEW_ROWS: u64 = 200_000;

/// Runs SQL over a snapshot, or over the contract's empty tables.
pub(super) struct Engine {
    runtime: Runtime,
    context: SessionContext,
}

impl Engine {
    /// An engine over a snapshot's tables; over empty ones when there is none.
    pub(super) fn new(snapshot: Option<&Snapshot>, plan: &Plan) -> Result<Self, MeasureError> {
        let engine = Self::over(snapshot)?;
        for (name, sql) in shared_views(plan) {
            engine.view(&name, &sql)?;
        }
        Ok(engine)
    }

    /// An engine over the rows of those who agreed to a purpose.
    pub(super) fn narrowed(
        snapshot: &Snapshot,
        plan: &Plan,
        purpose: Purpose,
    ) -> Result<Self, MeasureError> {
        let engine = Self::over(Some(snapshot))?;
        // A table stands below those that it refers to, so that these are narrowed before it.
        for table in TABLES {
            if let Some(sql) = narrowed(purpose, table) {
                engine.keep(table.name, &sql)?;
            }
        }
        for (name, sql) in shared_views(plan) {
            engine.view(&name, &sql)?;
        }
        Ok(engine)
    }

    /// An engine for many measures: small tables are read once, and what many measures ask for is worked out once: the
    /// segments, and the views that say `-- kept`.
    pub(super) fn sharing(snapshot: &Snapshot, plan: &Plan) -> Result<Self, MeasureError> {
        let engine = Self::over(Some(snapshot))?;
        let small: Vec<&Table> =
            TABLES.iter().copied().filter(|table| snapshot.rows(table.name) <= FEW_ROWS).collect();
        let read = on_engines(&engine, small.len(), |own, at| {
            let name = small[at].name;
            own.rows(name, &format!("select * from {name}"))
        })?;
        for (table, (schema, rows)) in small.into_iter().zip(read) {
            engine.hold(table.name, schema, rows)?;
        }
        engine.share(shared_views(plan))?;
        Ok(engine)
    }

    /// Makes views, each after those before it that it uses; what many measures ask for is worked out, side by side.
    fn share(&self, mut waiting: Vec<(String, String)>) -> Result<(), MeasureError> {
        // A view finds those before it that it uses worked out; the first of those that wait has none to wait for.
        while !waiting.is_empty() {
            let (mut ready, mut later) = (Vec::new(), Vec::<(String, String)>::new());
            let mut before = Vec::new();
            for (name, sql) in waiting {
                let words = words_of(&sql);
                let waits = before.iter().any(|other| words.contains(other));
                before.push(name.clone());
                if waits { &mut later } else { &mut ready }.push((name, sql));
            }
            let is_kept =
                |(name, sql): &(String, String)| name == SEGMENTS || sql.contains("\n-- kept");
            let (kept, plain): (Vec<_>, Vec<_>) = ready.into_iter().partition(is_kept);
            for (name, sql) in plain {
                self.view(&name, &sql)?;
            }
            let rows = on_engines(self, kept.len(), |own, at| own.rows(&kept[at].0, &kept[at].1))?;
            for ((name, _), (schema, rows)) in kept.iter().zip(rows) {
                self.hold(name, schema, rows)?;
            }
            waiting = later;
        }
        Ok(())
    }

    /// An engine over the tables and the segments alone.
    pub(super) fn of_segments(snapshot: &Snapshot, plan: &Plan) -> Result<Self, MeasureError> {
        let engine = Self::over(Some(snapshot))?;
        engine.view(SEGMENTS, &segments::sql(plan))?;
        Ok(engine)
    }

    /// Which levels people and matches have.
    pub(super) fn levels(&self) -> Result<Levels, MeasureError> {
        Levels::read(&self.rows(SEGMENTS, levels::SQL)?.1)
    }

    /// The same tables and views for another thread.
    pub(super) fn beside(&self) -> Result<Self, MeasureError> {
        Ok(Self { runtime: runtime()?, context: self.context.clone() })
    }

    /// The tables alone.
    fn over(snapshot: Option<&Snapshot>) -> Result<Self, MeasureError> {
        // One partition: a program's tables are small, and the order of rows stays the same.
        let mut config =
            SessionConfig::new().with_target_partitions(1).with_information_schema(true);
        // A mistake in a query is reported with its line.
        config.options_mut().sql_parser.collect_spans = true;
        // A further pass finds little in queries such as ours, and they are planned anew in every run.
        config.options_mut().optimizer.max_passes = 1;
        let mut state = SessionStateBuilder::new().with_default_features();
        if let Some(memory) = machine::memory() {
            let spill = snapshot.map(Snapshot::spill_folder);
            let runtime = bounded(memory, spill)
                .map_err(|source| MeasureError::engine("--memory", &source))?;
            // Smaller pieces, so that many fit.
            config = config.with_batch_size(2048);
            state = state.with_runtime_env(runtime);
        }
        let state = state.with_config(config).with_physical_optimizer_rules(rules()).build();
        let engine = Self { runtime: runtime()?, context: SessionContext::new_with_state(state) };
        for table in TABLES {
            engine
                .table(table, snapshot)
                .map_err(|source| MeasureError::engine(table.name, &source))?;
        }
        Ok(engine)
    }

    /// Holds what a query returns under its name.
    fn keep(&self, name: &str, sql: &str) -> Result<(), MeasureError> {
        let (schema, rows) = self.rows(name, sql)?;
        self.hold(name, schema, rows)
    }

    fn table(
        &self,
        table: &'static Table,
        snapshot: Option<&Snapshot>,
    ) -> Result<(), DataFusionError> {
        let files: Vec<String> = snapshot
            .map(|snapshot| snapshot.files(table.name))
            .unwrap_or_default()
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        if files.is_empty() {
            let empty = MemTable::try_new(schema(table), vec![vec![]])?;
            self.context.register_table(table.name, Arc::new(empty))?;
        } else {
            let mut frame = self
                .runtime
                .block_on(self.context.read_parquet(files, ParquetReadOptions::default()))?;
            // A warehouse that is older than a column has it empty.
            for field in schema(table).fields() {
                if !frame.schema().has_column_with_unqualified_name(field.name()) {
                    let empty = lit(ScalarValue::try_from(field.data_type())?);
                    frame = frame.with_column(field.name(), empty)?;
                }
            }
            self.context.register_table(table.name, frame.into_view())?;
        }
        Ok(())
    }

    /// Gives a query a name that other queries may use.
    pub(super) fn view(&self, name: &str, sql: &str) -> Result<(), MeasureError> {
        let failed = |source| MeasureError::engine(name, &source);
        let frame = self
            .runtime
            .block_on(self.context.sql_with_options(sql, read_only()))
            .map_err(failed)?;
        self.context.register_table(name, frame.into_view()).map_err(failed)?;
        Ok(())
    }

    /// Holds rows under a name.
    fn hold(
        &self,
        name: &str,
        schema: SchemaRef,
        rows: Vec<RecordBatch>,
    ) -> Result<(), MeasureError> {
        let failed = |source| MeasureError::engine(name, &source);
        let table = MemTable::try_new(schema, vec![rows]).map_err(failed)?;
        self.context.deregister_table(name).map_err(failed)?;
        self.context.register_table(name, Arc::new(table)).map_err(failed)?;
        Ok(())
    }

    /// The columns that a query returns, or what is wrong with it; for an engine over empty tables.
    pub(super) fn trial(&self, sql: &str) -> Result<Vec<ResultColumn>, Fault> {
        let run = async {
            let frame = self.context.sql_with_options(sql, read_only()).await?;
            let schema: SchemaRef = Arc::new(frame.schema().as_arrow().clone());
            // Some mistakes, such as a text where a date is needed, show when the plan is made ready to run.
            frame.collect().await?;
            Ok(schema)
        };
        let schema = self.runtime.block_on(run).map_err(|error| {
            let mut tables: Vec<String> =
                TABLES.iter().map(|table| table.name.to_owned()).collect();
            tables.extend(catalogue::views().into_iter().map(|(name, _)| name));
            Fault::of_engine(sql, &error, &tables)
        })?;
        let column = |field: &Arc<Field>| ResultColumn {
            name: field.name().clone(),
            is_text: matches!(
                field.data_type(),
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
            ),
            line: last_line_of(sql, field.name()),
        };
        Ok(schema.fields().iter().map(column).collect())
    }

    /// Runs a query that only reads; all its rows.
    pub(super) fn rows(
        &self,
        name: &str,
        sql: &str,
    ) -> Result<(SchemaRef, Vec<RecordBatch>), MeasureError> {
        let mut rows = Vec::new();
        let planned = self.each(name, sql, |batch| {
            rows.push(batch.clone());
            Ok(())
        })?;
        // What ran may know better than what was planned, for example that a column has no missing value.
        let schema = rows.first().map_or(planned, RecordBatch::schema);
        Ok((schema, rows))
    }

    /// Runs a query that only reads, and hands on its rows as they come; gives the columns that were planned.
    pub(super) fn each(
        &self,
        name: &str,
        sql: &str,
        mut take: impl FnMut(&RecordBatch) -> Result<(), MeasureError>,
    ) -> Result<SchemaRef, MeasureError> {
        let failed = |source| MeasureError::engine(name, &source);
        let run = async {
            let planning = stopwatch(Phase::Plan);
            let frame = self.context.sql_with_options(sql, read_only()).await.map_err(failed)?;
            let planned: SchemaRef = Arc::new(frame.schema().as_arrow().clone());
            let task = Arc::new(frame.task_ctx());
            let plan = frame.create_physical_plan().await.map_err(failed)?;
            drop(planning);
            let mut stream = execute_stream(Arc::clone(&plan), task).map_err(failed)?;
            let mut spent = Duration::ZERO;
            loop {
                let scanning = stopwatch(Phase::Scan);
                let next = poll_fn(|context| stream.as_mut().poll_next(context)).await;
                spent += scanning.spent().unwrap_or_default();
                drop(scanning);
                let Some(batch) = next.transpose().map_err(failed)? else { break };
                if batch.num_rows() > 0 {
                    take(&batch)?;
                }
            }
            timed::divide(&plan, spent);
            Ok(planned)
        };
        self.runtime.block_on(run)
    }
}

/// So much of the memory is the queries' own; the rest is for the tables that they share.
const SHARE_OF_QUERIES: f64 = 0.5;

/// A runtime of the engine that puts on the disk what does not fit into memory: into the warehouse's vault, for its owner
/// alone.
fn bounded(memory: u64, spill: Option<PathBuf>) -> Result<Arc<RuntimeEnv>, DataFusionError> {
    let memory = usize::try_from(memory).unwrap_or(usize::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number of bytes"
    )]
    let share = (memory as f64 * SHARE_OF_QUERIES) as usize;
    let pool = Arc::new(FairSpillPool::new(share));
    let builder = RuntimeEnvBuilder::new().with_memory_pool(pool);
    match spill {
        Some(folder) => builder.with_temp_file_path(folder).build_arc(),
        None => builder.build_arc(),
    }
}

fn runtime() -> Result<Runtime, MeasureError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| MeasureError::Runtime { source })
}

/// A result's column is named where the query ends.
fn last_line_of(sql: &str, word: &str) -> Option<usize> {
    let lines: Vec<&str> = sql.lines().collect();
    (0..lines.len())
        .rev()
        .find(|at| super::fault::line_of(lines[*at], word).is_some())
        .map(|at| at + 1)
}

/// No `create`, `insert`, `copy` or `set`: a query can only read, and only the warehouse's tables.
fn read_only() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

/// The columns of a table as the warehouse writes them.
fn schema(table: &Table) -> SchemaRef {
    let mut fields = vec![Field::new("program_id", DataType::Utf8, true)];
    for column in table.columns {
        let kind = match column.kind {
            Kind::Id(_) | Kind::Reference(..) | Kind::Integer(..) => DataType::Int64,
            Kind::Number(..) => DataType::Float64,
            Kind::Category(_) | Kind::Label | Kind::Text => DataType::Utf8,
            Kind::Boolean => DataType::Boolean,
            Kind::Date => DataType::Date32,
        };
        fields.push(Field::new(column.name, kind, true));
        if let Some(twin) = column.day_twin() {
            fields.push(Field::new(twin, DataType::Int64, true));
        }
    }
    if table.dated_by.is_some() {
        fields.push(Field::new("term_id", DataType::Utf8, true));
    }
    Arc::new(Schema::new(fields))
}
