//! A linear support vector machine, one label against the rest: dual coordinate descent for the squared hinge loss
//! (Hsieh et al., ICML 2008). Deterministic: the order of steps comes from a fixed sequence of numbers.

/// A vector of which most entries are 0: index and value.
pub(super) type Sparse = Vec<(u32, f32)>;

/// Passes over the rows, at most.
const PASSES: usize = 60;
/// A pass that moves nothing by more than this is the last.
const TOLERANCE: f32 = 0.02;
/// Cost of a row on the wrong side.
const COST: f32 = 1.0;

/// Weights that part the rows marked true from the others; the last is the constant.
pub(super) fn part(rows: &[Sparse], marks: &[bool], width: usize) -> Vec<f32> {
    let mut weights = vec![0.0_f32; width + 1];
    let mut duals = vec![0.0_f32; rows.len()];
    let diagonal = 0.5 / COST;
    let norms: Vec<f32> = rows
        .iter()
        .map(|row| row.iter().map(|(_, v)| v * v).sum::<f32>() + 1.0 + diagonal)
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..PASSES {
        shuffle(&mut order, &mut state);
        let mut moved = 0.0_f32;
        for &i in &order {
            let sign = if marks[i] { 1.0 } else { -1.0 };
            let gradient = sign * score(&weights, &rows[i]) - 1.0 + diagonal * duals[i];
            let projected = if duals[i] == 0.0 {
                gradient.min(0.0)
            } else {
                gradient
            };
            if projected == 0.0 {
                continue;
            }
            moved = moved.max(projected.abs());
            let before = duals[i];
            duals[i] = (before - gradient / norms[i]).max(0.0);
            let step = sign * (duals[i] - before);
            for (index, value) in &rows[i] {
                weights[*index as usize] += step * value;
            }
            weights[width] += step;
        }
        if moved < TOLERANCE {
            break;
        }
    }
    weights
}

/// On which side of the parting a row lies, and how far from it.
pub(super) fn score(weights: &[f32], row: &Sparse) -> f32 {
    let sum: f32 = row
        .iter()
        .map(|(index, value)| weights[*index as usize] * value)
        .sum();
    sum + weights.last().copied().unwrap_or_default()
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        let bound = i as u64 + 1;
        order.swap(i, usize::try_from(*state % bound).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_what_can_be_parted() {
        let rows: Vec<Sparse> = vec![
            vec![(0, 1.0)],
            vec![(0, 0.8), (1, 0.2)],
            vec![(1, 1.0)],
            vec![(1, 0.7), (0, 0.1)],
        ];
        let weights = part(&rows, &[true, true, false, false], 2);
        let sides: Vec<bool> = rows.iter().map(|row| score(&weights, row) > 0.0).collect();
        assert_eq!(sides, [true, true, false, false]);
    }
}
