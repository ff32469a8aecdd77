package org.overrank.landscape;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Qr;

/**
 * Costs that trap search rank p, although the best cut is that of all nodes on one side (theory,
 * section 5).
 *
 * <p>V has random rows of norm 1, ν is what of the vector of ones is orthogonal to V's columns, Y =
 * diag(ν)V. With K = VᵀY and Π the projection off the columns of V and the ones, S = YK⁻¹Yᵀ + nΠ is
 * positive semidefinite with S1 = 0: X = 11ᵀ is the only minimiser of ⟨S, X⟩. But SV = diag(ν)V, so
 * VVᵀ is stationary, and for n &gt; p(p + 3)/2 nodes no tangent direction other than a rotation
 * lies in V and 1, so a weight of Π that is large enough makes the curvature there positive; with
 * three times as many nodes n is enough. Fewer than p(p + 3)/2 have no such trap (I. Waldspurger,
 * A. Waters, "Rank optimality for the Burer-Monteiro factorization", SIAM J. Optim. 30, 2020). C is
 * S without its diagonal, which all X with ones on theirs see alike.
 *
 * @param rank p, at least 1
 * @param seed of V
 */
public record TrappingCosts(int rank, long seed) implements CutCosts {
  /** A trap whose K has less than this times n nearly coincides with the optimum. */
  private static final double DEGENERATE = 1e-6;

  /** Checks the range. */
  public TrappingCosts {
    if (rank < 1) {
      throw new InvalidInputException("max-cut: the trapped rank must be at least 1");
    }
  }

  @Override
  public Matrix draw(int n) {
    Matrix v = trapRows(n);
    Matrix y = v.copy();
    double[] nu = multipliers(v);
    for (int i = 0; i < n; i++) {
      scaleRow(y, i, nu[i]);
    }
    Matrix s = curvedPart(v, y);
    Matrix basis = Qr.of(v.appendColumns(ones(n))).q();
    Matrix projection = Multiply.abt(basis, basis);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        // Off the diagonal, n(I − QQᵀ) is −nQQᵀ; the average makes rounding symmetric.
        double value =
            (s.get(i, j) + s.get(j, i)) / 2 - n * (projection.get(i, j) + projection.get(j, i)) / 2;
        s.set(i, j, i == j ? 0 : value);
        s.set(j, i, s.get(i, j));
      }
    }
    return s;
  }

  @Override
  public Optional<Matrix> trap(int n) {
    return Optional.of(trapRows(n));
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("cost", "trapping");
    parameters.put("rank", rank);
    parameters.put("seed", seed);
    return parameters;
  }

  /** V. */
  private Matrix trapRows(int n) {
    long needed = (3L * rank * (rank + 3) + 1) / 2;
    if (n < needed) {
      throw new InvalidInputException(
          "max-cut: to trap search rank " + rank + " takes at least " + needed + " nodes");
    }
    Matrix v = GaussianNumbers.matrix(n, rank, seed, STREAM);
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int j = 0; j < rank; j++) {
        square += v.get(i, j) * v.get(i, j);
      }
      scaleRow(v, i, 1 / Math.sqrt(square));
    }
    return v;
  }

  /** ν = 1 − QQᵀ1, Q an orthonormal basis of V's columns. */
  private static double[] multipliers(Matrix v) {
    Matrix q = Qr.of(v).q();
    Matrix share = Multiply.ab(q, Multiply.atb(q, ones(v.rows())));
    double[] nu = new double[v.rows()];
    for (int i = 0; i < nu.length; i++) {
      nu[i] = 1 - share.get(i, 0);
    }
    return nu;
  }

  /** YK⁻¹Yᵀ. */
  private Matrix curvedPart(Matrix v, Matrix y) {
    Matrix gram = Multiply.atb(v, y);
    Cholesky k = new Cholesky(rank);
    if (!k.factor(gram.data(), rank) || !isWellAbove(gram, DEGENERATE * v.rows())) {
      throw new InvalidInputException(
          "max-cut: seed " + seed + " makes no trap at search rank " + rank + "; take another");
    }
    Matrix solved = y.copy();
    for (int i = 0; i < y.rows(); i++) {
      k.solve(solved.data(), i * rank);
    }
    return Multiply.abt(solved, y);
  }

  /** Whether a Gram matrix is positive definite by more than rounding. */
  private boolean isWellAbove(Matrix gram, double margin) {
    Matrix lowered = gram.copy();
    for (int i = 0; i < rank; i++) {
      lowered.set(i, i, lowered.get(i, i) - margin);
    }
    return new Cholesky(rank).factor(lowered.data(), rank);
  }

  private static Matrix ones(int n) {
    double[] data = new double[n];
    Arrays.fill(data, 1);
    return Matrix.wrap(n, 1, data);
  }

  private static void scaleRow(Matrix x, int i, double factor) {
    for (int j = 0; j < x.cols(); j++) {
      x.set(i, j, factor * x.get(i, j));
    }
  }
}
