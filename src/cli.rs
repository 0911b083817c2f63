//! The command line: what can be asked. Doc comments are the help texts.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::machine::{Limits, size};
use crate::plan::PRESETS;

/// Turns a mentoring program's exports into a Parquet warehouse, KPIs with honest statistics, and a report that opens offline.
///
/// Exit codes: 0 done · 1 a source was refused and nothing was published, or `verify` found damage · 2 usage, plan or environment · 3 published, with
/// alarms that `--fail-on` asked for.
#[derive(Debug, Parser)]
#[command(name = "mentorlens", version, max_term_width = 100)]
pub struct Cli {
    /// Form of what is said on standard error
    #[arg(long, global = true, value_enum, default_value_t = LogForm::Text)]
    pub log: LogForm,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The journey, step by step, and two ways to look closer.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at a folder of exports, recognise each file, and write a first plan; never overwrites one
    Init(InitArgs),
    /// Write made-up exports for a plan into an empty inbox, to see the report before there is data
    Rehearse(RehearseArgs),
    /// Read plan and sources and report every problem; write nothing
    Check(CheckArgs),
    /// Sources → warehouse: rows that break the contract are set aside with a reason
    Ingest(Program),
    /// Warehouse → findings (JSON, Parquet, CSV)
    Measure(MeasureArgs),
    /// Findings → HTML, one file per edition, and a workbook; never looks at the data
    Report(ReportArgs),
    /// Ingest, measure and report in one go: what a scheduled job calls
    Run(RunArgs),
    /// Ask the warehouse in SQL; reads only
    Query(QueryArgs),
    /// List the snapshots of the warehouse
    Runs(Place),
    /// Say what changed from one snapshot to another: sources, rows, rules, definitions, results
    Diff(DiffArgs),
    /// Check every byte, key, reference and count of every snapshot
    Verify(VerifyArgs),
    /// Remove a person from the warehouse and all its snapshots, for good
    Forget(ForgetArgs),
    /// List open matches that need attention today, with names: for staff alone, never for a report
    StaffList(StaffListArgs),
    /// Print what personal data is held, where, why and for how long: the draft of a record of processing, without names
    Privacy(Place),
    /// Make another key of the ids, and write every snapshot, the vault and the marks of the forgotten anew with it
    RotateKey(RotateKeyArgs),
    /// Make a key that the vault can be sealed for, and print the line for the plan
    VaultKey(VaultKeyArgs),
    /// Propose who in the surveys may be whom on the roster, in a file for you to accept; nothing is linked before
    Link(Program),
    /// Propose what may be quoted from open answers, in a file for you to accept; nothing is printed before
    Quotes(Program),
    /// Remove snapshots that the plan no longer keeps, and what a run that was ended left behind
    Gc(Program),
    /// Print the definition of a measure and its SQL; without a name, list all measures
    Explain(ExplainArgs),
    /// List published instruments with licence and scoring; with a name, print it as a part of a plan
    Instruments(NameArgs),
    /// List usual kinds of programs; with a name, print the beginning of a plan for one
    Presets(NameArgs),
    /// Run one design on any CSV, XLSX, SPSS, Stata or Parquet file: an honest calculator
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
    /// Wait for another run that writes the same warehouse, for as long as this
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
    /// Exit with code 3 when there is such an alarm
    #[arg(long, value_name = "ALARM", value_delimiter = ',')]
    pub fail_on: Vec<AlarmKind>,
    /// Print a summary as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// How much of the machine it may use
    #[command(flatten)]
    pub machine: Machine,
}

/// How much of the machine a command may use, and whether it tells what it used.
#[derive(Debug, Clone, Args)]
pub struct Machine {
    /// Say on standard error how long each phase took; with `--json` as one JSON object
    #[arg(long)]
    pub timings: bool,
    /// Work on so many threads [default: those that the machine has]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<NonZeroUsize>,
    /// Use no more memory than this, such as 512MB; refused at the start when that is too little for the exports
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,
}

impl Machine {
    /// What the run may use.
    pub fn limits(&self) -> Limits {
        Limits { threads: self.threads, memory: self.memory }
    }
}

impl Command {
    /// The program that a command is about, when it works on one.
    pub fn program(&self) -> Option<&Program> {
        Some(match self {
            Self::Check(options) => &options.program,
            Self::Ingest(program)
            | Self::Link(program)
            | Self::Quotes(program)
            | Self::Gc(program) => program,
            Self::Measure(options) => &options.program,
            Self::Report(options) => &options.question.program,
            Self::Run(options) => &options.program,
            Self::Verify(options) => &options.program,
            Self::Forget(options) => &options.program,
            Self::RotateKey(options) => &options.program,
            _ => return None,
        })
    }
}

/// A check of plan and exports.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// The program and how to treat it
    #[command(flatten)]
    pub program: Program,
    /// Write what was found as a page that a person can act on
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// A folder of exports.
#[derive(Debug, Clone, Args)]
pub struct InitArgs {
    /// Folder that holds the exports, in itself or in folders below
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Start with the commitments and measures of a usual kind of program; `mentorlens presets` lists them
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PRESETS.iter().map(|preset| preset.name)), hide_possible_values = true)]
    pub preset: Option<String>,
    /// Print the plan on standard output and write nothing
    #[arg(long)]
    pub print: bool,
    /// Ask nothing on a terminal: what cannot be decided stays in the plan as a comment
    #[arg(long)]
    pub yes: bool,
}

/// A plan to make up exports for.
#[derive(Debug, Clone, Args)]
pub struct RehearseArgs {
    /// Folder that holds `mentorlens.toml`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Seed of what is drawn by lot: the same seed makes the same files
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

/// Where a program and its warehouse are.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder that holds `mentorlens.toml`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Folder below which the warehouse lies, when `--out` moved it
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// What is measured.
#[derive(Debug, Clone, Args)]
pub struct MeasureArgs {
    /// The program
    #[command(flatten)]
    pub program: Program,
    /// Take this snapshot with the plan it was made with, and write into `reports/snapshot-NUMBER`
    #[arg(long, value_name = "NUMBER")]
    pub snapshot: Option<u64>,
}

/// What is rendered, and in which further forms.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// What is rendered
    #[command(flatten)]
    pub question: MeasureArgs,
    /// Print every edition as PDF, too, by an installed Chromium, Chrome or Edge
    #[arg(long)]
    pub pdf: bool,
    /// The browser that prints [default: the first one that is installed]
    #[arg(long, value_name = "PATH", requires = "pdf")]
    pub chromium: Option<PathBuf>,
    /// Write a summary as an e-mail to be sent, too: `summary.eml`
    #[arg(long)]
    pub email: bool,
}

/// Two snapshots.
#[derive(Debug, Clone, Args)]
pub struct DiffArgs {
    /// Number of the earlier snapshot, as `mentorlens runs` prints it
    pub before: u64,
    /// Number of the later snapshot
    pub after: u64,
    /// Where they are
    #[command(flatten)]
    pub place: Place,
}

/// Who is to be forgotten.
#[derive(Debug, Clone, Args)]
pub struct ForgetArgs {
    /// Id, e-mail address, or first and last name of the person, as the exports write it
    pub person: String,
    /// The program
    #[command(flatten)]
    pub program: Program,
    /// How a sealed vault is opened
    #[command(flatten)]
    pub unlock: Unlock,
}

/// The key of a sealed vault.
#[derive(Debug, Clone, Args)]
pub struct Unlock {
    /// File with the key of the vault [default: mentorlens.vault-key beside the key of the ids]
    #[arg(long, value_name = "FILE")]
    pub vault_key: Option<PathBuf>,
    /// File whose first line is the passphrase of that key [default: it is asked for on the terminal]
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// A key to be made.
#[derive(Debug, Clone, Args)]
pub struct VaultKeyArgs {
    /// Folder that holds `mentorlens.toml`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Lock the key by a passphrase, which is asked for on the terminal
    #[arg(long)]
    pub passphrase: bool,
    /// Where the key is written, and a file with its passphrase
    #[command(flatten)]
    pub unlock: Unlock,
}

/// A change of the key of the ids.
#[derive(Debug, Clone, Args)]
pub struct RotateKeyArgs {
    /// The program
    #[command(flatten)]
    pub program: Program,
    /// Give up the marks of forgotten persons whose ids are written nowhere any more: a later export could bring them back
    #[arg(long)]
    pub drop_marks: bool,
    /// How a sealed vault is opened
    #[command(flatten)]
    pub unlock: Unlock,
}

/// Whom staff has to turn to.
#[derive(Debug, Clone, Args)]
pub struct StaffListArgs {
    /// Folder that holds `mentorlens.toml`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Write it there, as a page (`.html`) or a table (`.csv`), for its owner alone [default: printed on standard output]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Folder below which the warehouse lies, when `--out` moved it
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How a sealed vault is opened
    #[command(flatten)]
    pub unlock: Unlock,
}

/// What is checked, and whether it is mended.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// The program
    #[command(flatten)]
    pub program: Program,
    /// Build what is damaged anew from the exports
    #[arg(long)]
    pub repair: bool,
}

/// Form of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// Lines for people
    Text,
    /// One JSON object a line: time, level, message
    Json,
}

/// A run, as a scheduled job calls it.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// The program
    #[command(flatten)]
    pub program: Program,
    /// Do nothing when exports, plan and measures are as they were and the report is there
    #[arg(long)]
    pub if_changed: bool,
    /// Say nothing when all went well
    #[arg(long)]
    pub quiet: bool,
    /// Write how the run went as `OpenMetrics` text, also when it failed
    #[arg(long, value_name = "FILE")]
    pub metrics: Option<PathBuf>,
    /// Call this command of the shell when the run ends with another code than 0; the messages are its standard input,
    /// the code is `MENTORLENS_EXIT_CODE`
    #[arg(long, value_name = "COMMAND")]
    pub notify_command: Option<String>,
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
    /// A source did not change for longer than its `expect_every_days`
    StaleSource,
    /// The data say something else about a closed term than what was published
    FrozenTerm,
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
    /// Ask this snapshot instead of the current one
    #[arg(long, value_name = "NUMBER")]
    pub snapshot: Option<u64>,
    /// What the rows are wanted for: only those of people who agreed to it are there
    #[arg(long, value_enum, default_value_t = RowPurpose::Report)]
    pub purpose: RowPurpose,
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

/// What rows are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowPurpose {
    /// To be counted: everybody who is in the warehouse
    Report,
    /// To be quoted: those with `quote_ok`
    Quote,
    /// To be passed on to others: those with `share_ok`
    Share,
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
    /// Which way tests look [default: `two_sided`]
    #[arg(long, value_name = "two_sided|greater|less")]
    pub alternative: Option<String>,
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
