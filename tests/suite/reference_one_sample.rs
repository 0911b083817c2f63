//! One number per unit, and rates, against R.

use mentorlens::inference::{
    Level, Paired, Recommendations, Resampling, Sample, bootstrap_rate, clopper_pearson, jeffreys,
    mean_t, net_promoter, net_promoter_change, net_promoter_difference, poisson_rate,
    poisson_rate_ratio, quantile, rate_ratio, robust_rate, variance_bonett, variance_chi_square,
    wilson,
};

use crate::oracle::{assert_expected, ends, number, of_test, table};

fn column(name: &str) -> Vec<Option<f64>> {
    table("one_sample", "answers.csv").iter().map(|row| number(row, name)).collect()
}

fn recommendations(name: &str) -> Recommendations {
    let sample = Sample::new(&column(name));
    Recommendations {
        promoters: sample.count(|value| value >= 9.0),
        passives: sample.count(|value| (7.0..9.0).contains(&value)),
        detractors: sample.count(|value| value < 7.0),
    }
}

#[test]
fn one_number_per_unit_has_the_answers_of_r() {
    let (level, units) = (Level::P95, 83);
    let count = |text: &str| text.parse::<u64>().unwrap();
    let sample = |name: &str| Sample::new(&column(name));
    assert_expected("one_sample", |words, quantity| match *words {
        ["mean", name] => of_test(&mean_t(&sample(name), level).unwrap(), quantity),
        ["quantile", name, probability] => {
            let probability = probability.parse().unwrap();
            ends(quantile(&sample(name), probability, level).unwrap(), quantity)
        }
        ["variance_chi_square", name] => {
            let moments = sample(name).moments("values").unwrap();
            ends(variance_chi_square(&moments, level).unwrap(), quantity)
        }
        ["variance_bonett", name] => ends(variance_bonett(&sample(name), level).unwrap(), quantity),
        ["wilson", yes] => ends(wilson(count(yes), units, level).unwrap(), quantity),
        ["clopper_pearson", yes] => {
            ends(clopper_pearson(count(yes), units, level).unwrap(), quantity)
        }
        ["jeffreys", yes] => ends(jeffreys(count(yes), units, level).unwrap(), quantity),
        ["net_promoter", name] => {
            ends(net_promoter(recommendations(name), level).unwrap(), quantity)
        }
        ["net_promoter_difference"] => {
            let (before, after) = (recommendations("before"), recommendations("after"));
            of_test(&net_promoter_difference(after, before, level).unwrap(), quantity)
        }
        ["net_promoter_change"] => {
            let waves: Vec<_> = column("before").into_iter().zip(column("after")).collect();
            of_test(&net_promoter_change(&Paired::new(&waves), level).unwrap(), quantity)
        }
        _ => panic!("{words:?}"),
    });
}

fn matches(setting: &str) -> Paired {
    let rows = table("rates", "matches.csv");
    let own = rows.iter().filter(|row| setting == "all" || row["setting"] == setting);
    let units = own.map(|row| (number(row, "meetings"), number(row, "months")));
    Paired::new(&units.collect::<Vec<_>>())
}

/// Events in whole numbers, and exposure.
fn totals(setting: &str) -> (u64, f64) {
    let units = matches(setting);
    (format!("{:.0}", units.before().sum()).parse().unwrap(), units.after().sum())
}

#[test]
fn rates_are_those_of_r() {
    let level = Level::P95;
    assert_expected("rates", |words, quantity| match *words {
        ["robust_rate", setting] => {
            of_test(&robust_rate(&matches(setting), level).unwrap(), quantity)
        }
        ["poisson_rate", setting] => {
            let (events, exposure) = totals(setting);
            ends(poisson_rate(events, exposure, level).unwrap(), quantity)
        }
        ["rate_ratio"] => {
            let ratio = rate_ratio(&matches("school"), &matches("community"), level);
            of_test(&ratio.unwrap(), quantity)
        }
        ["poisson_rate_ratio"] => {
            let ratio = poisson_rate_ratio(totals("school"), totals("community"), level).unwrap();
            if quantity == "p_value" { Some(ratio.p_value) } else { ends(ratio.estimate, quantity) }
        }
        ["bootstrap_rate"] => {
            let many = Resampling { seed: 1, times: 40_000 };
            ends(bootstrap_rate(&matches("all"), level, many).unwrap(), quantity)
        }
        _ => panic!("{words:?}"),
    });
}
