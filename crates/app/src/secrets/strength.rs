//! How hard a password is to guess for somebody who knows the habits of people. The cheapest way to put it together from
//! common passwords, the person's own names, runs (`abcd`, `4321`, `qwer`, `1qaz`) and repetitions is what a guesser tries first;
//! its length in bits is an estimate, good enough to refuse the worst.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Bits below which a password is refused: with the waiting times of sign-in, 2^36 guesses take longer than anybody's life.
pub(super) const BITS_MIN: u32 = 36;

/// Bits of one of ten thousand common passwords.
const COMMON_BITS: u32 = 13;
/// Bits of a run: where it begins, how long it is, which way it goes.
const RUN_BITS: u32 = 8;
/// Bits of repeating something that stood before.
const REPEAT_BITS: u32 = 3;
/// Bits of something others know of the person.
const NAME_BITS: u32 = 1;
/// Bits of a digit, and of any other character by itself: people choose small letters.
const DIGIT_BITS: u32 = 3;
const CHARACTER_BITS: u32 = 4;
/// Characters of the shortest run, repetition or name that is taken as one.
const PIECE_MIN: usize = 3;
/// Characters of the longest common password in the list.
const COMMON_MAX: usize = 24;

/// Neighbours on a keyboard, along its rows and down its columns, plain and shifted.
const KEYBOARD: [&str; 5] =
    ["qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "!@#$%^&*()_+"];

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("common_passwords.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// The estimate.
pub(super) fn bits(password: &str, names: &[&str]) -> u32 {
    let letters: Vec<char> = password.to_lowercase().chars().collect();
    let names = pieces_of(names);
    // cheapest[n]: the fewest bits for the first n characters.
    let mut cheapest = vec![u32::MAX; letters.len() + 1];
    cheapest[0] = 0;
    for start in 0..letters.len() {
        for end in start + 1..=letters.len() {
            if let Some(bits) = piece(&letters, start, end, &names) {
                cheapest[end] = cheapest[end].min(cheapest[start].saturating_add(bits));
            }
        }
    }
    cheapest[letters.len()]
}

/// Bits of the characters from `start` to `end` taken as one piece, if they are one.
fn piece(letters: &[char], start: usize, end: usize, names: &[String]) -> Option<u32> {
    let piece = &letters[start..end];
    if let [letter] = piece {
        return Some(if letter.is_ascii_digit() { DIGIT_BITS } else { CHARACTER_BITS });
    }
    if piece.len() < PIECE_MIN {
        return None;
    }
    let text: String = piece.iter().collect();
    let readings = [
        (names.contains(&text), NAME_BITS),
        (stood_before(letters, start, end), REPEAT_BITS),
        (is_run(piece, &text), RUN_BITS),
        (piece.len() <= COMMON_MAX && COMMON.contains(text.as_str()), COMMON_BITS),
    ];
    readings.into_iter().find_map(|(holds, bits)| holds.then_some(bits))
}

/// The same characters begin at an earlier place; the two may overlap, as in `abababab`.
fn stood_before(letters: &[char], start: usize, end: usize) -> bool {
    (0..start).any(|earlier| letters[earlier..earlier + end - start] == letters[start..end])
}

fn is_run(piece: &[char], text: &str) -> bool {
    let steps = |step: i64| {
        piece.windows(2).all(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == step)
    };
    let backwards: String = piece.iter().rev().collect();
    let on_keyboard = || KEYBOARD.iter().any(|row| row.contains(text) || row.contains(&backwards));
    [-1, 0, 1].into_iter().any(steps) || on_keyboard()
}

/// The names, and what stands before and after signs in them.
fn pieces_of(names: &[&str]) -> Vec<String> {
    let whole = names.iter().copied();
    let parts = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    let pieces = whole.chain(parts).map(str::to_lowercase);
    pieces.filter(|piece| piece.chars().count() >= PIECE_MIN).collect()
}
