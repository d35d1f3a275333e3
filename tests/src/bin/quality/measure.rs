//! Two figures of a search: mean reciprocal rank, and success.

use super::{MOST, SUCCESS};

/// The place of the first of `found` that is wanted, from 1; none if it is not among the first [`MOST`].
pub fn place<T: PartialEq>(found: &[T], wanted: &[T]) -> Option<usize> {
    let first = found.iter().take(MOST).position(|hit| wanted.contains(hit));
    first.map(|before| before + 1)
}

/// What a search has achieved over some queries.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    queries: u32,
    reciprocals: f64,
    successes: u32,
}

impl Tally {
    /// One more query, with the place at which its wanted hit is.
    pub fn add(&mut self, place: Option<usize>) {
        self.queries += 1;
        let Some(place) = place else { return };
        self.reciprocals += 1.0 / place as f64;
        self.successes += u32::from(place <= SUCCESS);
    }

    /// The queries of another as well.
    pub fn join(&mut self, other: &Tally) {
        self.queries += other.queries;
        self.reciprocals += other.reciprocals;
        self.successes += other.successes;
    }

    /// How many queries there were.
    pub fn queries(&self) -> u32 {
        self.queries
    }

    /// Mean reciprocal rank, from 0 to 1; 0 without queries.
    pub fn mrr(&self) -> f64 {
        self.mean(self.reciprocals)
    }

    /// The share of queries with a wanted hit among the first [`SUCCESS`]; 0 without queries.
    pub fn success(&self) -> f64 {
        self.mean(f64::from(self.successes))
    }

    fn mean(&self, sum: f64) -> f64 {
        match self.queries {
            0 => 0.0,
            queries => sum / f64::from(queries),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(places: &[Option<usize>]) -> Tally {
        let mut tally = Tally::default();
        places.iter().for_each(|place| tally.add(*place));
        tally
    }

    #[test]
    fn the_first_that_is_wanted_counts_whichever_it_is() {
        assert_eq!(place(&["a", "b", "c"], &["c", "b"]), Some(2));
        assert_eq!(place(&["a", "b"], &["c"]), None);
        assert_eq!(place::<&str>(&[], &["c"]), None);
    }

    #[test]
    fn the_eleventh_is_no_hit() {
        let found: Vec<usize> = (1..=20).collect();
        assert_eq!(place(&found, &[10, 11]), Some(10));
        assert_eq!(place(&found, &[11]), None);
    }

    #[test]
    fn the_mean_is_over_all_queries_not_over_those_with_a_hit() {
        let tally = tally(&[Some(1), Some(4), None, Some(2)]);
        assert_eq!(tally.queries(), 4);
        assert_eq!(tally.mrr(), 1.75 / 4.0);
        assert_eq!(tally.success(), 0.5);
    }

    #[test]
    fn the_third_is_a_success_and_the_fourth_is_none() {
        assert_eq!(tally(&[Some(3)]).success(), 1.0);
        assert_eq!(tally(&[Some(4)]).success(), 0.0);
    }

    #[test]
    fn joined_is_as_if_counted_together() {
        let mut some = tally(&[Some(1), None]);
        some.join(&tally(&[Some(5)]));
        assert_eq!(some, tally(&[Some(1), None, Some(5)]));
    }

    #[test]
    fn nothing_asked_is_nothing_found() {
        assert_eq!(Tally::default().mrr(), 0.0);
        assert_eq!(Tally::default().success(), 0.0);
    }
}
