package org.overrank.data.entries;

/** How rows and columns of the factors are penalised. */
public enum Regularizer {
  /** All alike: the trace norm. */
  PLAIN,
  /** By their numbers of training entries: the weighted trace norm, as ALS-WR has it. */
  WEIGHTED,
  /** By what they measure with all cells measured, n + α0 d, as iALS has it. */
  FREQUENCY
}
