//! Real files with an open licence, and what R finds in them.

use std::path::PathBuf;

use super::ask;
use crate::golden::root;

/// A question to one of the files in the folder of test data.
struct Case {
    file: &'static str,
    design: &'static str,
    options: &'static [&'static str],
    /// Answer, field, and what R finds.
    found: &'static [(&'static str, &'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        file: "student_math/student-mat.csv",
        design: "paired",
        options: &["--columns", "before=G1,after=G3"],
        found: &[
            ("mean_change", "n", "395"),
            ("mean_change", "estimate", "-0.493670886075949"),
            ("mean_change", "low", "-0.766936558446849"),
            ("mean_change", "high", "-0.22040521370505"),
            ("mean_change", "statistic", "-3.55170312471859"),
            ("mean_change", "p_value", "0.000429067386580416"),
            ("correlation", "estimate", "0.801467932017414"),
            ("wilcoxon", "statistic", "21378.5"),
            ("wilcoxon", "p_value", "0.315126943403367"),
        ],
    },
    Case {
        file: "student_math/student-mat.csv",
        design: "groups",
        options: &["--columns", "group_id=schoolsup,value=G3"],
        found: &[
            ("difference: yes vs no", "estimate", "-1.1296739626083"),
            ("difference: yes vs no", "low", "-2.07550650759685"),
            ("difference: yes vs no", "high", "-0.183841417619753"),
            ("difference: yes vs no", "statistic", "-2.37045487601959"),
            ("difference: yes vs no", "df", "97.1260203742252"),
            ("difference: yes vs no", "p_value", "0.0197415133839643"),
            ("mean: yes", "estimate", "9.43137254901961"),
            ("mean: yes", "n", "51"),
        ],
    },
    Case {
        file: "student_math/student-mat.csv",
        design: "comparison",
        options: &["--columns", "arm=schoolsup,before=G1,after=G3"],
        found: &[
            ("adjusted_difference: yes vs no", "estimate", "1.25205102875593"),
            ("adjusted_difference: yes vs no", "low", "0.521535128268686"),
            ("adjusted_difference: yes vs no", "high", "1.98256692924317"),
            ("adjusted_difference: yes vs no", "statistic", "3.36963921665963"),
            ("adjusted_difference: yes vs no", "df", "392"),
            ("adjusted_difference: yes vs no", "p_value", "0.00082732860711341"),
        ],
    },
    Case {
        file: "student_math/student-mat.csv",
        design: "one_group",
        options: &["--columns", "value=G3"],
        found: &[("median", "estimate", "11"), ("mean", "n", "395")],
    },
    Case {
        file: "acitelli/acipair.csv",
        design: "dyad",
        options: &["--columns", "mentor=Satisfaction_P,mentee=Satisfaction_A", "--by", "Partnum"],
        found: &[
            ("1/mean_gap", "n", "148"),
            ("1/mean_gap", "estimate", "0.0270270270270269"),
            ("1/mean_gap", "statistic", "0.756337401738546"),
            ("1/mean_gap", "p_value", "0.450657328949667"),
            ("1/icc_agreement", "estimate", "0.618258849820754"),
            ("1/icc_agreement", "low", "0.507967731616282"),
            ("1/icc_agreement", "high", "0.708617638225031"),
            ("1/icc_consistency", "estimate", "0.617575171943387"),
            ("1/icc_consistency", "low", "0.507080579285757"),
            ("1/icc_consistency", "high", "0.708098302477523"),
        ],
    },
    Case {
        file: "acitelli/acipair.csv",
        design: "paired",
        options: &["--columns", "before=Satisfaction_A,after=Satisfaction_P", "--by", "Partnum"],
        found: &[
            ("1/correlation", "estimate", "0.62344979662991"),
            ("1/correlation", "low", "0.513787754656407"),
            ("1/correlation", "high", "0.713066438540672"),
            ("1/wilcoxon", "statistic", "2977"),
            ("1/wilcoxon", "p_value", "0.783917100538701"),
        ],
    },
];

#[test]
fn open_data_give_the_numbers_of_r() {
    let mut wrong = Vec::new();
    for case in CASES {
        let file: PathBuf = root().join("tests/data").join(case.file);
        let findings = ask(case.design, &file, case.options);
        for (answer, field, expected) in case.found {
            let problem = findings.unlike(answer, field, expected.parse().unwrap(), 1e-6);
            wrong.extend(problem.map(|problem| format!("{} {problem}", case.file)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
