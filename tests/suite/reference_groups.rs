//! Groups against R and four packages of Python.

use mentorlens::inference::{
    CrossTable, Level, Moments, PairTest, Sample, ShareRatio, ZeroCells, benjamini_hochberg,
    benjamini_yekutieli, brunner_munzel, chi_square_independence, conditional_odds_ratio,
    cox_index, cramers_v, dunn, fisher_exact, games_howell, hedges_g, hodges_lehmann_shift, holm,
    kruskal_wallis, mann_whitney, newcombe, odds_ratio, probability_of_superiority, risk_ratio,
    welch_anova, welch_t,
};

use crate::oracle::{assert_expected, ends, number, of_test, table};

const AREA: &str = "groups";
const NAMES: [&str; 4] = ["a", "b", "c", "d"];
/// Fifteen p-values of Benjamini and Hochberg (1995).
const P_VALUES: [f64; 15] = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1.0,
];

/// One group's answers, each of them as often as `times`.
fn sample(column: &str, group: &str, times: u64) -> Sample {
    let rows = table(AREA, "people.csv");
    let own = rows.iter().filter(|row| row["group"] == group);
    let values: Vec<_> = own.map(|row| number(row, column)).collect();
    Sample::weighted(&values, &vec![times; values.len()])
}

fn samples(column: &str) -> Vec<Sample> {
    NAMES.iter().map(|name| sample(column, name, 1)).collect()
}

fn moments(column: &str) -> Vec<Moments> {
    samples(column).iter().map(|sample| sample.moments("answers").unwrap()).collect()
}

fn cross_table(name: &str) -> CrossTable {
    let rows = table(AREA, "tables.csv");
    let own: Vec<_> = rows.iter().filter(|row| row["table"] == name).collect();
    let place = |row: &std::collections::BTreeMap<String, String>, side: &str| -> usize {
        row[side].parse().unwrap()
    };
    let most = |side: &str| own.iter().map(|row| place(row, side)).max().unwrap();
    let mut counts = vec![vec![0; most("column")]; most("row")];
    for row in own {
        counts[place(row, "row") - 1][place(row, "column") - 1] = row["count"].parse().unwrap();
    }
    CrossTable::new(&counts)
}

/// `7/9`: seven of nine say yes.
fn share(words: &str) -> (u64, u64) {
    let (yes, n) = words.split_once('/').unwrap();
    (yes.parse().unwrap(), n.parse().unwrap())
}

fn of_ratio(ratio: &ShareRatio, quantity: &str) -> Option<f64> {
    if quantity == "p_value" { Some(ratio.p_value) } else { ends(ratio.ratio, quantity) }
}

fn place(name: &str) -> usize {
    NAMES.iter().position(|known| *known == name).unwrap()
}

/// The pair of two groups, whichever of them comes first.
fn of_pair(pairs: &[PairTest], one: &str, zero: &str, quantity: &str) -> Option<f64> {
    let (one, zero) = (place(one), place(zero));
    let pair = pairs.iter().find(|pair| (pair.group, pair.reference) == (one, zero)).unwrap();
    if quantity == "p_adjusted" { Some(pair.p_adjusted) } else { of_test(&pair.test, quantity) }
}

fn ranked(statistic: &str, column: &str, one: &str, zero: &str, quantity: &str) -> Option<f64> {
    let times = if statistic == "mann_whitney_many" { 10 } else { 1 };
    let (one, zero) = (sample(column, one, times), sample(column, zero, times));
    match statistic {
        "hodges_lehmann_shift" => {
            ends(hodges_lehmann_shift(&one, &zero, Level::P95).unwrap(), quantity)
        }
        "probability_of_superiority" => {
            ends(probability_of_superiority(&one, &zero, Level::P95).unwrap(), quantity)
        }
        "brunner_munzel" => {
            let test = brunner_munzel(&one, &zero, Level::P95).unwrap();
            match quantity {
                "statistic" => Some(test.statistic),
                "p_value" => Some(test.p_value),
                _ => ends(test.estimate, quantity),
            }
        }
        _ => {
            let test = mann_whitney(&one, &zero).unwrap();
            assert_eq!(test.is_exact, times == 1);
            Some(match quantity {
                "statistic" => test.statistic,
                "p_greater" => test.p_values.greater,
                "p_less" => test.p_values.less,
                _ => test.p_values.two_sided,
            })
        }
    }
}

fn at_once(statistic: &str, column: &str, quantity: &str) -> f64 {
    if statistic == "welch_anova" {
        let test = welch_anova(&moments(column)).unwrap();
        return if quantity == "p_value" { test.p_value } else { test.statistic };
    }
    let test = kruskal_wallis(&samples(column)).unwrap();
    match quantity {
        "statistic" => test.statistic,
        "epsilon_squared" => test.epsilon_squared,
        _ => test.p_value,
    }
}

fn crossed(statistic: &str, name: &str, quantity: &str) -> Option<f64> {
    let table = cross_table(name);
    match statistic {
        "cramers_v" => ends(cramers_v(&table, Level::P95).unwrap(), quantity),
        "fisher_exact" => {
            let test = fisher_exact(&table).unwrap();
            match quantity {
                "p_greater" => test.p_greater,
                "p_less" => test.p_less,
                _ => Some(test.p_value),
            }
        }
        _ => {
            let test = chi_square_independence(&table).unwrap();
            Some(match quantity {
                "statistic" => test.statistic,
                "df" => test.df,
                "smallest_expected" => test.smallest_expected,
                "few_expected" => test.few_expected,
                _ => test.p_value,
            })
        }
    }
}

fn shares(statistic: &str, one: &str, zero: &str, quantity: &str) -> Option<f64> {
    let (one, zero) = (share(one), share(zero));
    match statistic {
        "risk_ratio" => of_ratio(&risk_ratio(one, zero, Level::P95).unwrap(), quantity),
        "odds_ratio" => {
            of_ratio(&odds_ratio(one, zero, ZeroCells::Refuse, Level::P95).unwrap(), quantity)
        }
        "conditional_odds_ratio" => {
            let found = conditional_odds_ratio(one, zero, Level::P95).unwrap();
            if quantity == "p_value" { Some(found.p_value) } else { ends(found.ratio, quantity) }
        }
        "cox_index" => ends(cox_index(one, zero, ZeroCells::Refuse, Level::P95).unwrap(), quantity),
        _ => of_test(&newcombe(one, zero, Level::P95).unwrap(), quantity),
    }
}

#[test]
fn groups_are_those_of_other_programs() {
    let pairs = ["answer", "score"].map(|column| {
        let howell = games_howell(&moments(column), Level::P95).unwrap();
        (dunn(&samples(column), Level::P95).unwrap(), howell)
    });
    assert_expected(AREA, |words, quantity| match *words {
        [statistic @ ("kruskal_wallis" | "welch_anova"), column] => {
            Some(at_once(statistic, column, quantity))
        }
        ["adjusted", method] => {
            let adjusted = match method {
                "BY" => benjamini_yekutieli(&P_VALUES),
                "BH" => benjamini_hochberg(&P_VALUES),
                _ => holm(&P_VALUES),
            };
            Some(adjusted[quantity.parse::<usize>().unwrap()])
        }
        [statistic, name] => crossed(statistic, name, quantity),
        [statistic @ ("dunn" | "games_howell"), column, one, zero] => {
            let (dunn, howell) = &pairs[usize::from(column == "score")];
            let found = if statistic == "dunn" { dunn } else { howell };
            of_pair(found, one, zero, quantity)
        }
        [statistic @ ("hedges_g" | "welch_t"), column, one, zero] => {
            let moments = moments(column);
            let (one, zero) = (&moments[place(one)], &moments[place(zero)]);
            if statistic == "hedges_g" {
                return ends(hedges_g(one, zero, Level::P95).unwrap(), quantity);
            }
            of_test(&welch_t(one, zero, Level::P95).unwrap(), quantity)
        }
        [statistic, column, one, zero] => ranked(statistic, column, one, zero, quantity),
        [statistic, one, zero] => shares(statistic, one, zero, quantity),
        _ => panic!("{words:?}"),
    });
}
