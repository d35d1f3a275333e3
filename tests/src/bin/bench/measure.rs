//! Figures.

use anyhow::Result;
use std::borrow::Cow;
use std::io::Write;
use std::time::Duration;

/// A figure beside its baseline.
pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    pub unit: Cow<'static, str>,
    /// Ours by the baseline's.
    pub ratio: f64,
    pub baseline: Cow<'static, str>,
}

/// Prints a figure as its line.
pub fn say(figure: &Figure) -> Result<()> {
    let Figure {
        name,
        value,
        unit,
        ratio,
        baseline,
    } = figure;
    // What is small would else be told by its first digit alone.
    let digits = if *value < 10.0 { 2 } else { 1 };
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "bench {name} {value:.digits$} {unit} ratio {ratio:.3} vs {baseline}"
    )?;
    Ok(())
}

/// A time as figures have it.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The value in the middle, or 0 of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.get(middle), values.len() % 2) {
        (None, _) => 0.0,
        (Some(upper), 1) => *upper,
        (Some(upper), _) => f64::midpoint(values[middle - 1], *upper),
    }
}

/// The value that `hundredths` of a hundred are not above, or 0 of none.
pub fn percentile(values: &[f64], hundredths: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * hundredths).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), 0.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0, 4.0]), 3.0);
    }
    #[test]
    fn a_percentile_is_a_value_that_there_was() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 50), 100.0);
        assert_eq!(percentile(&values, 99), 198.0);
        assert_eq!(percentile(&values, 100), 200.0);
        assert_eq!(percentile(&[3.0], 99), 3.0);
        assert_eq!(percentile(&[], 99), 0.0);
    }
}
