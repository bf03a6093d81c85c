//! Complement naive Bayes (Rennie et al., ICML 2003): says of each feature how much rarer it is outside a label.
//! With few examples it is steadier than the support vector machine; the model listens to both.

use super::linear::Sparse;

/// Added to every count, so that what was never seen is not impossible.
const SMOOTHING: f32 = 0.1;

/// Weights for each label of the features before `width`, centred; the features after it are left out.
pub(super) fn weights(
    rows: &[Sparse],
    labels: &[usize],
    count: usize,
    width: usize,
) -> Vec<Vec<f32>> {
    let mut sums = vec![vec![0.0_f32; width]; count];
    let mut all = vec![0.0_f32; width];
    for (row, label) in rows.iter().zip(labels) {
        for (index, value) in row.iter().filter(|(index, _)| (*index as usize) < width) {
            sums[*label][*index as usize] += value;
            all[*index as usize] += value;
        }
    }
    for sums in &mut sums {
        let total: f32 = sums
            .iter()
            .zip(&all)
            .map(|(of, all)| all - of + SMOOTHING)
            .sum();
        for (of, all) in sums.iter_mut().zip(&all) {
            *of = -((all - *of + SMOOTHING).max(SMOOTHING) / total).ln();
        }
    }
    for index in 0..width {
        let mean = sums.iter().map(|s| s[index]).sum::<f32>() / small(count);
        sums.iter_mut().for_each(|s| s[index] -= mean);
    }
    sums
}

#[expect(clippy::cast_precision_loss, reason = "a number of labels")]
fn small(count: usize) -> f32 {
    count as f32
}
