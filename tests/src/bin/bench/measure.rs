//! Figures.

use anyhow::Result;
use std::io::Write;

/// A figure beside its baseline.
pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    pub unit: &'static str,
    /// Ours by the baseline's.
    pub ratio: f64,
    pub baseline: &'static str,
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
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "bench {name} {value:.1} {unit} ratio {ratio:.3} vs {baseline}"
    )?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), 0.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0, 4.0]), 3.0);
    }
}
