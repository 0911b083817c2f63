//! The command line: what can be asked. Doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a mentoring program's exports into a Parquet warehouse, KPIs with honest statistics, and a report that opens offline.
///
/// Exit codes: 0 done · 1 a source was refused and nothing was published · 2 usage, plan or environment · 3 published, with
/// alarms that `--fail-on` asked for.
#[derive(Debug, Parser)]
#[command(name = "mentorlens", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The journey, step by step, and two ways to look closer.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read plan and sources and report every problem; write nothing
    Check(Program),
    /// Sources → warehouse: rows that break the contract are set aside with a reason
    Ingest(Program),
    /// Warehouse → findings (JSON, Parquet, CSV)
    Measure(Program),
    /// Findings → HTML, one file per edition; never looks at the data
    Report(Program),
    /// Ingest, measure and report in one go: what a scheduled job calls
    Run(Program),
    /// Ask the warehouse in SQL; reads only
    Query(QueryArgs),
    /// Print the definition of a measure and its SQL; without a name, list all measures
    Explain(ExplainArgs),
    /// List published instruments with licence and scoring; with a name, print it as a part of a plan
    Instruments(NameArgs),
    /// List usual kinds of programs; with a name, print the beginning of a plan for one
    Presets(NameArgs),
    /// Run one design on any CSV, XLSX or Parquet file: an honest calculator
    Stat(Box<StatArgs>),
}

/// A program's folder and how to treat it.
#[derive(Debug, Clone, Args)]
pub struct Program {
    /// Folder that holds `mentorlens.toml`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Write `warehouse/` and `reports/` below this folder instead
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// File with the key of the ids, made when it is not there [default: mentorlens.key beside the plan]
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Cut-off date; what happened later is not counted [default: the plan's, else the newest date in the data]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// Exit with code 3 when there is such an alarm
    #[arg(long, value_name = "ALARM", value_delimiter = ',')]
    pub fail_on: Vec<AlarmKind>,
    /// Print a summary as JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// What a scheduled job may want to be woken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AlarmKind {
    /// A target is not met, beyond doubt
    TargetMissed,
    /// Rows were set aside
    Quarantine,
    /// A source has no rows
    EmptySource,
}

/// A question to the warehouse.
#[derive(Debug, Clone, Args)]
pub struct QueryArgs {
    /// The query, such as 'select site, count(*) from people group by site'
    pub sql: String,
    /// Folder that holds `mentorlens.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Folder below which the warehouse lies, when `--out` moved it
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = QueryForm::Table)]
    pub format: QueryForm,
}

/// A measure to look up.
#[derive(Debug, Clone, Args)]
pub struct ExplainArgs {
    /// The measure, such as `completion`
    pub measure: Option<String>,
    /// Folder of a program, for the measures of its own
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// One of a list, or all.
#[derive(Debug, Clone, Args)]
pub struct NameArgs {
    /// The name; without it, the list
    pub name: Option<String>,
}

/// Form of a query's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryForm {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON array
    Json,
    /// Parquet, for a file
    Parquet,
}

/// One design on one file.
#[derive(Debug, Clone, Args)]
pub struct StatArgs {
    /// The design, such as `paired`
    #[arg(required_unless_present = "list")]
    pub design: Option<String>,
    /// CSV, TSV, XLSX or Parquet file
    #[arg(required_unless_present = "list")]
    pub file: Option<PathBuf>,
    /// Print every design with its columns, answers and settings; with a design, that one only
    #[arg(long)]
    pub list: bool,
    /// Columns of the file, as `before=pre,after=post` [default: columns named as in the design]
    #[arg(long, value_name = "NAME=COLUMN", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Answer for each value of this column, too
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Column that says which rows belong together (a mentor, a school)
    #[arg(long, value_name = "COLUMN")]
    pub cluster: Option<String>,
    /// Days at which to read a survival curve
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub at: Vec<f64>,
    /// Confidence level of every interval
    #[arg(long, default_value_t = 0.95)]
    pub confidence: f64,
    /// Give these answers only, such as `mean_change,wilcoxon` [default: all that the file has the columns for]
    #[arg(long, value_name = "NAMES")]
    pub answers: Option<String>,
    /// Tests of a paired design, such as `paired_t`
    #[arg(long = "test", value_name = "NAMES")]
    pub tests: Option<String>,
    /// Effect size of a paired design, such as `hedges_g_av`
    #[arg(long, value_name = "NAME")]
    pub effect: Option<String>,
    /// Smallest change that matters, in points
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub margin: Option<String>,
    /// Seed of what is drawn by lot
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<String>,
    /// A setting of the design, such as `top_box=4` or `reference=control`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub settings: Vec<String>,
    /// Sheet of a workbook [default: the first]
    #[arg(long)]
    pub sheet: Option<String>,
    /// Decimal mark of the file
    #[arg(long, default_value_t = '.')]
    pub decimal: char,
    /// Print the findings record as JSON
    #[arg(long)]
    pub json: bool,
}
