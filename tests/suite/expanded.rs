//! Compressed or row by row: a frequency table answers as the rows that it stands for, to the last digit.

use mentorlens::inference::{Findings, answer_all};
use mentorlens::measures::{self, Cells, Measured, Slice, Values};

use super::program::Program;
use super::random;

#[test]
fn every_finding_of_the_made_up_sample_is_that_of_its_single_rows() {
    compare(&Program::sample("riverbend"), 2500);
}

#[test]
fn every_finding_of_the_real_trial_is_that_of_its_single_rows() {
    compare(&Program::sample("dandora"), 100);
}

/// Missing cells, ties and doubled rows in every table of the contract.
#[test]
fn every_finding_of_random_data_is_that_of_its_single_rows() {
    compare(&random::program(7), 1000);
}

fn compare(program: &Program, least: usize) {
    let told = program.run("ingest", &[]);
    assert!(told.code == 0, "{}", told.err);
    let (plan, kpis, snapshot) = program.opened();
    let measured = measures::compute(&snapshot, &plan, &kpis).unwrap();
    let compressed = answer_all(&measured, &plan).unwrap();
    let single = answer_all(&measured.iter().map(single).collect::<Vec<_>>(), &plan).unwrap();
    assert!(compressed.findings.len() >= least, "only {} findings", compressed.findings.len());
    if let Some(differing) = differing(&compressed, &single) {
        panic!("{differing}");
    }
}

/// The first finding or point that is another one.
fn differing(one: &Findings, two: &Findings) -> Option<String> {
    let findings = one.findings.iter().zip(&two.findings).find(|(one, two)| one != two);
    let series = one.series.iter().zip(&two.series).find(|(one, two)| one != two);
    findings
        .map(|pair| format!("{pair:#?}"))
        .or_else(|| series.map(|pair| format!("{pair:#?}")))
        .or_else(|| (one != two).then(|| "not as many".to_owned()))
}

/// The same measure with a row for each unit, the last one first.
fn single(measure: &Measured) -> Measured {
    Measured {
        kpi: measure.kpi.clone(),
        slices: measure.slices.iter().map(of_slice).collect(),
        forms: measure.forms.clone(),
        absent: measure.absent.clone(),
    }
}

fn of_slice(slice: &Slice) -> Slice {
    let counts = slice.cells.counts();
    let rows: Vec<usize> = (0..counts.len())
        .rev()
        .flat_map(|row| std::iter::repeat_n(row, number(counts[row])))
        .collect();
    let repeated = |values: &Values| match values {
        Values::Numbers(numbers) => Values::Numbers(rows.iter().map(|&row| numbers[row]).collect()),
        Values::Texts(texts) => Values::Texts(rows.iter().map(|&row| texts[row].clone()).collect()),
    };
    let names = slice.cells.names().iter();
    let columns =
        names.map(|name| (name.clone(), repeated(slice.cells.column(name).unwrap()))).collect();
    Slice { cells: Cells::new(columns, vec![1; rows.len()]), ..slice.clone() }
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap()
}
