package org.overrank.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.CompensatedSum;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;

/**
 * The two sums of the residual r = A(U Vᵀ) − y that the dual bound rests on (theory, section 2).
 *
 * @param point (U, V)
 */
public record ResidualSums(Factors point) implements Request<ResidualSums.Answer> {
  /**
   * Sums of the residual, each correct to about one rounding. Squares that vanish do not make a sum
   * vanish: a norm is 0 only where all its terms are.
   *
   * @param residualDotTarget ⟨r, y⟩
   * @param residualNormSquared ‖r‖²
   * @param targetNormSquared ‖y‖²
   * @param unseen what cells without an entry have in ‖r‖², or null where they are not measured
   * @param loss the sums that matter under another loss, r being half its slopes; null for squares
   */
  public record Answer(
      double residualDotTarget,
      double residualNormSquared,
      double targetNormSquared,
      @Nullable Unseen unseen,
      @Nullable LossSums loss) {
    /** The data term times N: ‖r‖² under squares. */
    public double value() {
      return loss == null ? residualNormSquared : loss.value();
    }

    /** What slopes of something smoother than the loss keep open, times N: see {@link LossSums}. */
    public double slack() {
      return loss == null ? 0 : loss.slack();
    }

    /** The data term of M = 0, times N: ‖y‖² under squares. */
    public double valueAtZero() {
      return loss == null ? targetNormSquared : loss.atZero();
    }

    /** The data term of the measurements that are given, times N, those of a background apart. */
    public double givenValue() {
      return loss == null ? givenNormSquared() : loss.value();
    }

    /** How the data term bends along M, times N: ‖A(M)‖² under squares. */
    public double imageCurvature() {
      return loss == null
          ? residualNormSquared + 2 * residualDotTarget + targetNormSquared
          : loss.imageCurvature();
    }

    /** ‖r‖² over the measurements that are given, those of the background apart. */
    public double givenNormSquared() {
      return unseen == null ? residualNormSquared : unseen.given;
    }
  }

  /**
   * The background's part of a residual: ‖r‖² over all cells is given + all − holes, where little
   * may be left of much.
   *
   * @param given ‖r‖² over the entries
   * @param all α0‖S U Vᵀ T‖_F² over all cells
   * @param holes what of that lies at entries, Σ h m²
   * @param shares Σ (h/c²)²(|c m| + |y|)² over the entries
   * @param size √α0 Σ_k ‖S u_k‖‖T v_k‖, at least √all
   * @param thin α0 Σ_k ‖S²u_k‖‖T²v_k‖, at least the spectral norm of its share in ½N·G
   */
  public record Unseen(
      double given, double all, double holes, double shares, double size, double thin) {
    /**
     * How many products are summed one after the other, at most, in what {@code all} is made of.
     */
    public static final int STRETCH = BackgroundTerm.STRETCH;

    private static Unseen of(BackgroundTerm background, Partial total) {
      return new Unseen(
          total.sum(1),
          background.value(),
          total.sum(3),
          total.sum(4),
          background.size(),
          background.thinSize());
    }
  }

  /** The sums of a point, and with a background those over all cells. */
  static Answer answer(Partial total, ProblemShape shape, Factors point) {
    BackgroundTerm background = BackgroundTerm.of(shape, point);
    if (background == null) {
      LossSums loss = shape.loss().isSquared() ? null : LossSums.from(total, 3);
      return new Answer(total.sum(0), total.sum(1), total.sum(2), null, loss);
    }
    Unseen unseen = Unseen.of(background, total);
    double all = Math.max(0, unseen.given + unseen.all - unseen.holes);
    return new Answer(total.sum(0), all, total.sum(2), unseen, null);
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    return new Partial(BlockResidual.at(block, point, 0).sums());
  }

  /** What a block contributes under another loss. */
  static double[] sums(LossBlock block, double[] images, double[] slopes) {
    double[] ofSlopes = sums((MeasurementBlock) block, slopes);
    double[] ofLoss = LossSums.of(block, images, slopes);
    double[] all = Arrays.copyOf(ofSlopes, ofSlopes.length + ofLoss.length);
    System.arraycopy(ofLoss, 0, all, ofSlopes.length, ofLoss.length);
    return all;
  }

  static double[] sums(MeasurementBlock block, double[] residual) {
    CompensatedSum cross = new CompensatedSum();
    CompensatedSum square = new CompensatedSum();
    CompensatedSum target = new CompensatedSum();
    double largestResidual = 0;
    double largestTarget = 0;
    for (int i = 0; i < residual.length; i++) {
      double y = block.target(i);
      cross.addProduct(residual[i], y);
      square.addProduct(residual[i], residual[i]);
      target.addProduct(y, y);
      largestResidual = Math.max(largestResidual, Math.abs(residual[i]));
      largestTarget = Math.max(largestTarget, Math.abs(y));
    }
    double[] given = {
      cross.value(), visible(square, largestResidual), visible(target, largestTarget)
    };
    return block instanceof EntryBlock entries && entries.background() != null
        ? withHoles(entries, residual, given)
        : given;
  }

  /** Their images are c m = r + y. */
  private static double[] withHoles(EntryBlock block, double[] residual, double[] given) {
    CompensatedSum holes = new CompensatedSum();
    CompensatedSum shares = new CompensatedSum();
    for (int row = 0; row < block.range().size(); row++) {
      for (int e = block.offsets()[row]; e < block.offsets()[row + 1]; e++) {
        double share = block.holeShare(row, e);
        double image = residual[e] + block.target(e);
        double size = share * (Math.abs(image) + Math.abs(block.target(e)));
        holes.addProduct(share * image, image);
        shares.addProduct(size, size);
      }
    }
    return new double[] {given[0], given[1], given[2], holes.value(), shares.value()};
  }

  private static double visible(CompensatedSum squares, double largest) {
    return largest == 0 ? 0 : Math.max(squares.value(), Double.MIN_NORMAL);
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    return answer(total, shape, point);
  }
}
