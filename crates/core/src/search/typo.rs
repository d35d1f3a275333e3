//! Words that a word with one wrong letter may have been meant to be.

/// What a word may have been meant to be that has one letter too many, two exchanged, or one that is
/// wrong or missing; for words of ASCII letters, which folded German words are.
pub fn mended(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let of = |letters: &[char]| letters.iter().collect::<String>();
    let mut mended = Vec::new();
    for at in 0..letters.len() {
        let mut without = letters.clone();
        without.remove(at);
        mended.push(of(&without));
        if at + 1 < letters.len() {
            let mut exchanged = letters.clone();
            exchanged.swap(at, at + 1);
            mended.push(of(&exchanged));
        }
        for letter in 'a'..='z' {
            let mut other = letters.clone();
            other[at] = letter;
            mended.push(of(&other));
            let mut more = letters.clone();
            more.insert(at, letter);
            mended.push(of(&more));
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_mend_one_letter_is_among_them() {
        for typed in ["rdweg", "raadweg", "ardweg", "radwek"] {
            assert!(mended(typed).contains(&"radweg".to_owned()), "{typed}");
        }
        assert!(mended("").is_empty());
    }
}
