//! Which files of a collection are to be taken in, and in which order. Pure.

use crate::store::positions::Position;
use ka_protocol::{FeedFile, FilePart};
use std::collections::BTreeMap;

/// Chooses among `published`, the files that are signed for now. A device at a place in the newest
/// generation takes the deltas after it; any other takes the base, then all deltas. A base is needed
/// for that; deltas count only as far as none is missing.
pub(super) fn plan<T>(
    published: impl IntoIterator<Item = (FeedFile, T)>,
    position: Option<Position>,
) -> Vec<(FeedFile, T)> {
    let mut generations: BTreeMap<u64, BTreeMap<u64, (FeedFile, T)>> = BTreeMap::new();
    for (file, of) in published {
        generations
            .entry(file.generation)
            .or_default()
            .insert(file.part.sequence(), (file, of));
    }
    let newest = generations
        .into_values()
        .rfind(|files| files.values().any(|(file, _)| file.part == FilePart::Base));
    let Some(files) = newest else {
        return Vec::new();
    };
    let complete = files
        .into_iter()
        .enumerate()
        .take_while(|(expected, (sequence, _))| *expected as u64 == *sequence)
        .map(|(_, (_, file))| file);
    complete
        .filter(|(file, _)| {
            position.is_none_or(|reached| {
                reached.generation != file.generation || file.part.sequence() > reached.sequence
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain::CollectionName;
    use proptest::prelude::*;

    fn file(generation: u64, sequence: u64) -> (FeedFile, ()) {
        let part = match sequence {
            0 => FilePart::Base,
            n => FilePart::Delta(n),
        };
        let collection = CollectionName::new("services").unwrap();
        (
            FeedFile {
                collection,
                generation,
                part,
            },
            (),
        )
    }

    fn steps(published: &[(u64, u64)], position: Option<(u64, u64)>) -> Vec<(u64, u64)> {
        let position = position.map(|(generation, sequence)| Position {
            generation,
            sequence,
        });
        plan(published.iter().map(|(g, s)| file(*g, *s)), position)
            .into_iter()
            .map(|(file, ())| (file.generation, file.part.sequence()))
            .collect()
    }

    const PUBLISHED: [(u64, u64); 4] = [(3, 2), (3, 0), (3, 1), (2, 0)];

    #[test]
    fn a_new_device_takes_the_newest_base_and_what_follows() {
        assert_eq!(steps(&PUBLISHED, None), [(3, 0), (3, 1), (3, 2)]);
    }

    #[test]
    fn a_device_that_is_behind_takes_what_it_lacks() {
        assert_eq!(steps(&PUBLISHED, Some((3, 1))), [(3, 2)]);
        assert_eq!(steps(&PUBLISHED, Some((3, 2))), []);
    }

    #[test]
    fn a_device_of_an_old_generation_begins_anew() {
        assert_eq!(steps(&PUBLISHED, Some((2, 7))), [(3, 0), (3, 1), (3, 2)]);
    }

    #[test]
    fn nothing_is_taken_past_a_delta_that_is_missing() {
        assert_eq!(steps(&[(1, 0), (1, 2)], None), [(1, 0)]);
    }

    #[test]
    fn a_generation_without_a_base_does_not_count() {
        assert_eq!(steps(&[(4, 1), (3, 0)], None), [(3, 0)]);
        assert_eq!(steps(&[(4, 1)], None), []);
    }

    proptest! {
        #[test]
        fn whatever_is_planned_follows_on_without_a_gap(
            published in proptest::collection::vec((1u64..4, 0u64..5), 0..12),
            reached in proptest::option::of((1u64..4, 0u64..5)),
        ) {
            let planned = steps(&published, reached);
            for pair in planned.windows(2) {
                prop_assert_eq!(pair[0].0, pair[1].0);
                prop_assert_eq!(pair[0].1 + 1, pair[1].1);
            }
            if let (Some(first), Some(reached)) = (planned.first(), reached) {
                prop_assert!(first.1 == 0 || (first.0 == reached.0 && first.1 > reached.1));
            }
        }
    }
}
