//! Questions to the search.

use super::{City, CityError};
use crate::store::entries::day_of;
use ka_domain::views::{SearchFilter, SearchView};
use ka_domain::{ItemId, Kind, Lang};

impl City {
    /// Looks for `words` in what `filter` leaves of everything. Titles come in `lang`.
    pub fn search(
        &self,
        words: &str,
        filter: &SearchFilter,
        lang: Lang,
    ) -> Result<SearchView, CityError> {
        let (store, search) = self.with_open(|open| (open.store.clone(), open.search.clone()))?;
        let today = day_of(self.clock.now());
        Ok(search.find(&store, words, filter, lang, today)?)
    }

    /// The best of everything in one row, at most `most`: how the search ranks, for whoever measures it.
    pub fn ranking(&self, words: &str, most: usize) -> Result<Vec<(Kind, ItemId)>, CityError> {
        let (store, search) = self.with_open(|open| (open.store.clone(), open.search.clone()))?;
        let today = day_of(self.clock.now());
        Ok(search.ranking(&store, words, today, most)?)
    }
}
