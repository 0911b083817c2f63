//! Numbers that papers and textbooks print, from the files a person would make of them.

use super::ask_text;

/// A published example.
struct Case {
    about: &'static str,
    design: &'static str,
    csv: fn() -> String,
    options: &'static [&'static str],
    /// Answer, field, and the number as it is printed.
    printed: &'static [(&'static str, &'static str, &'static str)],
}

const SLEEP: [(f64, f64); 10] = [
    (0.7, 1.9),
    (-1.6, 0.8),
    (-0.2, 1.1),
    (-1.2, 0.1),
    (-0.1, -0.1),
    (3.4, 4.4),
    (3.7, 5.5),
    (0.8, 1.6),
    (0.0, 4.6),
    (2.0, 3.4),
];

/// Rows of a header and lines.
fn csv(header: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = std::iter::once(header.to_owned()).chain(lines).collect();
    lines.join("\n") + "\n"
}

fn pairs(header: &str, one: &[f64], other: &[f64]) -> String {
    csv(header, one.iter().zip(other).map(|(one, other)| format!("{one},{other}")))
}

/// A value many times over, one a row.
fn repeated(header: &str, values: &[(&str, usize)]) -> String {
    csv(header, values.iter().flat_map(|(line, times)| vec![(*line).to_owned(); *times]))
}

/// 25 pairs that have exactly these means, standard deviations and correlation.
fn with_moments() -> String {
    let standardised = |values: Vec<f64>| {
        let mean = values.iter().sum::<f64>() / 25.0;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        values.into_iter().map(|value| (value - mean) / (squares / 24.0).sqrt()).collect()
    };
    // A straight line and a parabola around the same middle are uncorrelated.
    let line: Vec<f64> = standardised((-12..=12).map(f64::from).collect());
    let parabola: Vec<f64> = standardised((-12..=12).map(|x| f64::from(x * x)).collect());
    let (r, rest) = (0.75, (1.0_f64 - 0.75 * 0.75).sqrt());
    let before: Vec<f64> = line.iter().map(|u| 102.1 + 14.6 * u).collect();
    let after: Vec<f64> =
        line.iter().zip(&parabola).map(|(u, v)| 110.4 + 15.3 * (r * u + rest * v)).collect();
    pairs("before,after", &before, &after)
}

/// Weeks in remission; a plus is a patient still in remission when last seen.
fn freireich() -> String {
    let drug = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
    let placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
    let arm = |name: &'static str, weeks: &'static str| {
        weeks.split(' ').map(move |week| match week.strip_suffix('+') {
            Some(week) => format!("{name},{week},"),
            None => format!("{name},{week},relapse"),
        })
    };
    csv("arm,days,cause", arm("6-MP", drug).chain(arm("placebo", placebo)))
}

/// One answer a row, from rows of digits.
fn answers(forms: &[&[u32]]) -> String {
    let lines = forms.iter().enumerate().flat_map(|(unit, form)| {
        form.iter().enumerate().map(move |(item, value)| format!("u{unit},i{item},{value}"))
    });
    csv("unit_id,item,value", lines)
}

const CASES: &[Case] = &[
    Case {
        about: "Student's sleep data (1908), as the pairs they are",
        design: "paired",
        csv: || pairs("before,after", &SLEEP.map(|pair| pair.0), &SLEEP.map(|pair| pair.1)),
        options: &[],
        printed: &[
            ("mean_change", "n", "10"),
            ("mean_change", "estimate", "1.58"),
            ("mean_change", "low", "0.7001"),
            ("mean_change", "high", "2.4599"),
            ("mean_change", "statistic", "4.0621"),
            ("mean_change", "df", "9"),
            ("mean_change", "p_value", "0.002833"),
            ("mean_change", "effect", "0.78459"),
            ("mean_change", "effect_low", "0.28437"),
            ("mean_change", "effect_high", "1.37999"),
            ("wilcoxon", "estimate", "1.3"),
            ("wilcoxon", "statistic", "45"),
            ("wilcoxon", "p_value", "0.00390625"),
            ("pratt", "statistic", "54"),
            ("pratt", "p_value", "0.00390625"),
            ("sign_test", "p_value", "0.00390625"),
            ("sign_test", "low", "0.6637329"),
        ],
    },
    Case {
        about: "the same, asking for a rise only, as R's alternative = \"greater\"",
        design: "paired",
        csv: || pairs("before,after", &SLEEP.map(|pair| pair.0), &SLEEP.map(|pair| pair.1)),
        options: &["--set", "alternative=greater"],
        printed: &[
            ("mean_change", "p_value", "0.001416445"),
            ("wilcoxon", "p_value", "0.001953125"),
            ("sign_test", "p_value", "0.001953125"),
        ],
    },
    Case {
        about: "the same with the effect size of the changes",
        design: "paired",
        csv: || pairs("before,after", &SLEEP.map(|pair| pair.0), &SLEEP.map(|pair| pair.1)),
        options: &["--set", "effect=hedges_g_z"],
        printed: &[("mean_change", "effect", "1.17445")],
    },
    Case {
        about: "Student's sleep data, as if the two nights were different people",
        design: "groups",
        csv: || {
            let night = |group: u8, hours: f64| format!("{group},{hours}");
            let lines = SLEEP.iter().flat_map(|(one, two)| [night(1, *one), night(2, *two)]);
            csv("group_id,value", lines)
        },
        options: &[],
        printed: &[
            ("difference: 2 vs 1", "estimate", "1.58"),
            ("difference: 2 vs 1", "statistic", "1.8608"),
            ("difference: 2 vs 1", "df", "17.776"),
            ("difference: 2 vs 1", "p_value", "0.07939"),
        ],
    },
    Case {
        about: "complete response before and after therapy (Fagerland and others 2013, 2017)",
        design: "paired",
        csv: || repeated("before,after", &[("1,1", 59), ("0,1", 16), ("1,0", 6), ("0,0", 80)]),
        options: &[],
        printed: &[
            ("share_change", "estimate", "0.0621"),
            ("share_change", "low", "0.0046"),
            ("share_change", "high", "0.1186"),
            ("share_change", "p_value", "0.0525"),
        ],
    },
    Case {
        about: "Bonett (2008), means 110.4 and 102.1, r = .75, 25 pairs",
        design: "paired",
        csv: with_moments,
        options: &[],
        printed: &[
            ("mean_change", "estimate", "8.3"),
            ("correlation", "estimate", "0.75"),
            ("mean_change", "effect", "0.5433457"),
            ("mean_change", "effect_low", "0.2394905"),
            ("mean_change", "effect_high", "0.8705732"),
        ],
    },
    Case {
        about: "a constant shift: full consistency, two thirds agreement",
        design: "dyad",
        csv: || pairs("mentor,mentee", &[2.0, 4.0, 6.0], &[4.0, 6.0, 8.0]),
        options: &[],
        printed: &[
            ("icc_consistency", "estimate", "1.00"),
            ("icc_agreement", "estimate", "0.6667"),
            ("mean_gap", "estimate", "-2"),
        ],
    },
    Case {
        about: "two raters of 15 on a scale of 5, quadratic weights",
        design: "dyad",
        csv: || {
            let one = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 3, 2, 4, 5, 1].map(f64::from);
            let other = [1, 2, 2, 3, 3, 3, 4, 5, 5, 4, 2, 2, 3, 5, 1].map(f64::from);
            pairs("mentor,mentee", &one, &other)
        },
        options: &[],
        printed: &[("weighted_kappa", "estimate", "0.892857")],
    },
    Case {
        about: "a table of two by two: Cohen's kappa",
        design: "dyad",
        csv: || repeated("mentor,mentee", &[("1,1", 20), ("1,2", 5), ("2,1", 10), ("2,2", 15)]),
        options: &[],
        printed: &[
            ("weighted_kappa", "n", "50"),
            ("weighted_kappa", "estimate", "0.4"),
            ("share_aligned", "estimate", "1"),
        ],
    },
    Case {
        about: "Bland and Altman (1986), peak flow by two meters",
        design: "dyad",
        csv: || {
            let wright = [
                494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
            ];
            let mini = [
                512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451,
            ];
            pairs("mentor,mentee", &wright.map(f64::from), &mini.map(f64::from))
        },
        options: &[],
        printed: &[
            ("mean_gap", "estimate", "-2.1176"),
            // With 1.96 for the normal quantile -78.097 to 73.862.
            ("limits_of_agreement", "low", "-78.10"),
            ("limits_of_agreement", "high", "73.86"),
        ],
    },
    Case {
        about: "Freireich et al. (1963), survival with log-log interval and medians",
        design: "duration",
        csv: freireich,
        options: &["--by", "arm", "--at", "6,7,10,13,16,22,23"],
        printed: &[
            ("6-MP/survival_6", "estimate", "0.8571"),
            ("6-MP/survival_6", "low", "0.6197"),
            ("6-MP/survival_6", "high", "0.9516"),
            ("6-MP/survival_7", "estimate", "0.8067"),
            ("6-MP/survival_7", "low", "0.5631"),
            ("6-MP/survival_7", "high", "0.9228"),
            ("6-MP/survival_10", "estimate", "0.7529"),
            ("6-MP/survival_13", "low", "0.4316"),
            ("6-MP/survival_16", "estimate", "0.6275"),
            ("6-MP/survival_22", "estimate", "0.5378"),
            ("6-MP/survival_23", "estimate", "0.4482"),
            ("6-MP/survival_23", "low", "0.1881"),
            ("6-MP/survival_23", "high", "0.6801"),
            ("6-MP/median_days", "estimate", "23"),
            ("placebo/median_days", "estimate", "8"),
        ],
    },
    Case {
        about: "the same, mean weeks out of the first 20",
        design: "duration",
        csv: freireich,
        options: &["--by", "arm", "--set", "tau=20"],
        printed: &[
            ("6-MP/rmst_20", "estimate", "16.1165"),
            ("placebo/rmst_20", "estimate", "8.4286"),
        ],
    },
    Case {
        about: "the same, mean weeks out of the first 12",
        design: "duration",
        csv: freireich,
        options: &["--by", "arm", "--set", "tau=12"],
        printed: &[
            ("6-MP/rmst_12", "estimate", "10.7832"),
            ("placebo/rmst_12", "estimate", "7.2857"),
        ],
    },
    Case {
        about: "two causes that compete, with an exit at 10 censored by its code",
        design: "duration",
        csv: || {
            let ends = "1,1 2,2 2.5,0 3,1 4,2 5,1 5.5,0 6,2 8,1 10,0";
            csv("days,cause", ends.split(' ').map(str::to_owned))
        },
        options: &["--at", "3,8", "--set", "censored=0"],
        printed: &[
            ("incidence_1_8", "estimate", "0.480952"),
            ("incidence_2_8", "estimate", "0.366667"),
            ("survival_8", "estimate", "0.152381"),
        ],
    },
    Case {
        about: "162 promoters, 108 passives, 54 detractors",
        design: "one_group",
        csv: || repeated("value", &[("10", 100), ("9", 62), ("8", 108), ("3", 54)]),
        options: &["--set", "nps=yes"],
        printed: &[
            ("nps", "estimate", "0.333333"),
            ("nps", "low", "0.249453"),
            ("nps", "high", "0.411098"),
        ],
    },
    Case {
        about: "ten promoters: the interval does not vanish",
        design: "one_group",
        csv: || repeated("value", &[("10", 10)]),
        options: &["--set", "nps=yes"],
        printed: &[
            ("nps", "estimate", "1"),
            ("nps", "low", "0.475036"),
            ("nps", "high", "1.000000"),
        ],
    },
    Case {
        about: "Wilson's interval for 8 of 10",
        design: "one_group",
        csv: || repeated("value", &[("1", 8), ("0", 2)]),
        options: &[],
        printed: &[
            ("share", "estimate", "0.8"),
            ("share", "low", "0.490162"),
            ("share", "high", "0.943318"),
        ],
    },
    Case {
        about: "Wilson's interval for 81 of 263",
        design: "one_group",
        csv: || repeated("value", &[("1", 81), ("0", 182)]),
        options: &[],
        printed: &[("share", "low", "0.255289"), ("share", "high", "0.366210")],
    },
    Case {
        about: "Wilson's interval for none of 20",
        design: "one_group",
        csv: || repeated("value", &[("0", 20)]),
        options: &[],
        printed: &[("share", "low", "0.000000"), ("share", "high", "0.161125")],
    },
    Case {
        about: "Newcombe (1998), 56 of 70 against 48 of 80",
        design: "groups",
        csv: || repeated("group_id,value", &[("b,1", 56), ("b,0", 14), ("a,1", 48), ("a,0", 32)]),
        options: &[],
        printed: &[
            ("risk_difference: b vs a", "estimate", "0.20"),
            ("risk_difference: b vs a", "low", "0.052431"),
            ("risk_difference: b vs a", "high", "0.333873"),
        ],
    },
    Case {
        about: "four items, eight respondents: alpha with Feldt's interval",
        design: "items",
        csv: || {
            answers(&[
                &[4, 5, 4, 4],
                &[3, 3, 4, 3],
                &[5, 5, 5, 4],
                &[2, 3, 2, 3],
                &[4, 4, 3, 4],
                &[1, 2, 2, 1],
                &[3, 4, 3, 3],
                &[5, 4, 5, 5],
            ])
        },
        options: &[],
        printed: &[
            ("alpha", "n", "8"),
            ("alpha", "estimate", "0.946009"),
            ("alpha", "low", "0.839722"),
            ("alpha", "high", "0.987873"),
        ],
    },
    Case {
        about: "Shrout and Fleiss (1979), six targets, four judges: ICC(3,4), which is alpha",
        design: "items",
        csv: || {
            answers(&[
                &[9, 2, 5, 8],
                &[6, 1, 3, 2],
                &[8, 4, 6, 8],
                &[7, 1, 2, 6],
                &[10, 5, 6, 9],
                &[6, 2, 4, 7],
            ])
        },
        options: &[],
        printed: &[("alpha", "n", "6"), ("alpha", "estimate", "0.9093")],
    },
    Case {
        about: "37 meetings in 20 months, as if each came by itself",
        design: "rate",
        csv: || csv("events,exposure", ["20,9", "17,11"].map(str::to_owned)),
        options: &[],
        printed: &[
            ("rate_poisson", "estimate", "1.85"),
            ("rate_poisson", "low", "1.302571"),
            ("rate_poisson", "high", "2.549981"),
        ],
    },
];

#[test]
fn published_numbers_come_out_to_their_last_digit() {
    let mut wrong = Vec::new();
    for case in CASES {
        let findings = ask_text(case.design, &(case.csv)(), case.options);
        for (answer, field, printed) in case.printed {
            let problem = findings.unlike_printed(answer, field, printed);
            wrong.extend(problem.map(|problem| format!("{}: {problem}", case.about)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn causes_and_survival_share_everyone_out() {
    let ends = "1,1 2,2 2.5,0 3,1 4,2 5,1 5.5,0 6,2 8,1 10,0";
    let text = csv("days,cause", ends.split(' ').map(str::to_owned));
    let found = ask_text("duration", &text, &["--at", "8", "--set", "censored=0"]);
    let whole: f64 = ["incidence_1_8", "incidence_2_8", "survival_8"]
        .iter()
        .map(|answer| found.number(answer, "estimate"))
        .sum();
    assert!((whole - 1.0).abs() < 1e-12, "{whole}");
}
