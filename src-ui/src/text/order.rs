//! Letters as people compare them: case, accents and umlauts do not count. And lists in that order.

/// Lower case and without accents: `ä` as `a`, `ß` as `ss`. That is how German lists are sorted.
pub fn plain(text: &str) -> String {
    fold(text, "a", "o", "u")
}

/// Lower case, with umlauts as two letters: `ä` as `ae`. That is how they are typed where there are
/// none on the keyboard.
pub fn spelled(text: &str) -> String {
    fold(text, "ae", "oe", "ue")
}

fn fold(text: &str, a: &str, o: &str, u: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => folded.push_str(a),
            'ö' => folded.push_str(o),
            'ü' => folded.push_str(u),
            'ß' => folded.push_str("ss"),
            'à' | 'á' | 'â' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'ó' | 'ô' => folded.push('o'),
            other => folded.push(other),
        }
    }
    folded
}

/// `items` in the order of their `key`s, which are compared as they are.
pub fn sorted<T>(items: Vec<T>, key: &dyn Fn(&T) -> String) -> Vec<T> {
    let order = order(items.iter().map(key).collect());
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|place| items.get_mut(place).and_then(Option::take))
        .collect()
}

/// Where each key stood before they were sorted; equal ones stay in their order. Apart from
/// [`sorted`], so that there is one sort in the wasm and not one for each type.
fn order(keys: Vec<String>) -> Vec<usize> {
    let mut keys: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_are_sorted_with_their_letters() {
        let words = ["Zoo", "Ämter", "Straße", "Steuer", "Abfall"].map(str::to_owned);
        let sorted = sorted(words.to_vec(), &|word| plain(word));
        assert_eq!(sorted, ["Abfall", "Ämter", "Steuer", "Straße", "Zoo"]);
    }

    #[test]
    fn equal_ones_stay_in_their_order() {
        let sorted = sorted(vec![("b", 1), ("a", 2), ("a", 3)], &|item| {
            item.0.to_owned()
        });
        assert_eq!(sorted, [("a", 2), ("a", 3), ("b", 1)]);
    }
}
