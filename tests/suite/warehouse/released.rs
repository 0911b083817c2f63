//! A warehouse of every version that was released is opened as it was written.

use mentorlens::warehouse::{Snapshot, verify};

use crate::golden::root;
use crate::program::Program;

#[test]
fn a_warehouse_of_each_released_version_is_read() {
    let folder = root().join("tests/data/warehouses");
    let mut versions = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        versions += 1;
        let program = Program::new(&std::fs::read_to_string(path.join("mentorlens.toml")).unwrap());
        program.take(&path, "warehouse");
        let snapshot = Snapshot::current(&program.path("warehouse")).unwrap();
        assert_eq!(*snapshot.version, *path.file_name().unwrap());
        assert_eq!(verify(&snapshot), [], "{}", path.display());
        let sql = "select count(*) as n, count(ended_on) as ended from matches";
        let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
        assert_eq!(told.out, "n,ended\n31,1\n", "{}", path.display());
        program.run("measure", &[]).ended_with(0);
        program.run("report", &["--snapshot", "1"]).ended_with(0);
        assert!(program.path("reports/snapshot-1/index.html").exists());
    }
    assert!(versions > 0, "no released version");
}
