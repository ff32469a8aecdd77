package org.overrank.linalg;

/**
 * Leading singular triplets of an operator by a randomized block Krylov method.
 *
 * <p>With V_0 a random orthonormal block and V_{j+1} = orth(GᵀG·V_j), Rayleigh–Ritz on the span of
 * all V_j. A block finds clusters of singular values that one vector cannot: at an optimum the top
 * singular value of the gradient has the multiplicity of the rank (theory, section 6). Values are
 * lower bounds, up to rounding; they are for choosing directions, never for certificates. Source:
 * C. Musco, C. Musco, "Randomized block Krylov methods", NIPS 2015.
 */
public final class BlockKrylov {
  private static final int OVERSAMPLING = 5;

  private BlockKrylov() {}

  /**
   * Approximates the leading triplets.
   *
   * <p>Costs iterations products with G and Gᵀ of blocks of count + 5 vectors, and one with G of
   * all (iterations + 1)·(count + 5).
   *
   * @param g m × n
   * @param count how many triplets are wanted, at least 0
   * @param iterations how many times the block is multiplied, at least 0; 3 to 6 are usual
   * @param seed seed of the start
   * @param stream which use of randomness
   * @return min(count, m, n) triplets, values descending
   */
  public static Svd leadingTriplets(
      LinearOperator g, int count, int iterations, long seed, long stream) {
    int shorter = Math.min(g.rows(), g.cols());
    int width = Math.min(count + OVERSAMPLING, shorter);
    Matrix block = Qr.of(GaussianNumbers.matrix(g.cols(), width, seed, stream)).q();
    Matrix krylov = block;
    for (int j = 0; j < iterations && krylov.cols() - width < shorter; j++) {
      block = Qr.of(g.transposedTimes(g.times(block))).q();
      krylov = krylov.appendColumns(block);
    }
    Matrix basis = Qr.of(krylov).q();
    Qr image = Qr.of(g.times(basis));
    Svd core = Svd.of(image.r());
    return new Svd(
            Multiply.ab(image.q(), core.leftVectors()),
            core.values(),
            Multiply.ab(basis, core.rightVectors()))
        .leading(Math.min(count, shorter));
  }
}
