package org.overrank.sensing;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Dot;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.RowUpdate;
import org.overrank.loss.Loss;

/**
 * The convex problem of one row of entries after another under another loss than the square, min
 * over u of Σ f² ℓ(c⟨u, v⟩/f, y) + ρ‖u‖² in the notation of {@link LossBlock}, by damped Newton
 * steps.
 *
 * <p>A step's system is that of a {@link RidgeSystem} whose coefficients are c√(½ℓ''): nothing is
 * divided by ℓ'', which may be 0. A factored system serves further steps while they shrink the
 * gradient well, which costs a row little beyond the one factoring of squares. A row begins at the
 * place it is told, or at zero where that is better, and ends where its gradient is rounding, or
 * nearly so and no step lowers its value; one that does not get there is an error and never a
 * result (numerics, "Entries").
 */
final class NewtonSystem implements RowSystem {
  /** Of the terms a gradient is the sum of, what is rounding. */
  private static final double EXACT = 1e-12;

  /** Of those terms, what is left where no step lowers the value any more: solved all the same. */
  private static final double SETTLED = 1e-9;

  /** Of the size of a value's terms, below which its changes say nothing and slopes decide. */
  private static final double UNCLEAR = 1e-12;

  /** What a step must leave of the gradient for the system to serve another. */
  private static final double REUSE = 0.25;

  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SHORTEST_STEP = 0x1.0p-60;
  private static final int STEPS = 500;

  private final LossBlock judged;
  private final Loss loss;
  private final EntryBlock block;
  private final double[] other;
  private final int width;
  private final double ridge;
  private final double @Nullable [] near;
  private final double[] bent;
  private final EntryBlock model;
  private final RidgeSystem system;
  private final GatheredRows gathered;
  private final double[] unknown;
  private final double[] gradient;
  private final double[] direction;
  private final double[] norms;
  private double[] images = {};
  private double[] changes = {};
  private double[] slopes = {};
  private int row;
  private int first;
  private int last;
  private double value;

  /** Sum of the sizes of the terms of the last gradient. */
  private double terms;

  /**
   * For the rows of one block.
   *
   * @param judged entries whose rows belong to the factor that is solved for
   * @param other the fixed factor, not modified
   * @param width R
   * @param ridge ρ = λN, positive
   * @param near U, the whole of it, where rows begin; zero if null; not modified
   */
  NewtonSystem(
      LossBlock judged, double[] other, int width, double ridge, double @Nullable [] near) {
    this.judged = judged;
    this.loss = judged.loss();
    this.block = (EntryBlock) judged.linear();
    this.other = other;
    this.width = width;
    this.ridge = ridge;
    this.near = near;
    this.bent = new double[block.count()];
    this.model = block.withCoefficients(bent);
    this.system = new RidgeSystem(model, other, width, ridge);
    this.gathered = new GatheredRows(width);
    this.unknown = new double[width];
    this.gradient = new double[width];
    this.direction = new double[width];
    this.norms = new double[width == 0 ? 0 : other.length / width];
    for (int b = 0; b < norms.length; b++) {
      norms[b] = Math.sqrt(Dot.product(other, b * width, other, b * width, width));
    }
  }

  /** {@inheritDoc} It is that of the place where the row begins. */
  @Override
  public void factor(int row) {
    this.row = row;
    first = block.offsets()[row];
    last = block.offsets()[row + 1];
    if (images.length < last - first) {
      images = new double[Math.max(last - first, 2 * images.length)];
      changes = new double[images.length];
      slopes = new double[images.length];
    }
    Arrays.fill(unknown, 0);
    Arrays.fill(images, 0);
    Arrays.fill(changes, 0);
    value = valueAt(0, 0);
    if (near != null) {
      int at = (block.range().start() + row) * width;
      readImages(near, at, images);
      double there = valueAt(0, ridge * Dot.product(near, at, near, at, width));
      if (there < value) {
        System.arraycopy(near, at, unknown, 0, width);
        value = there;
      } else {
        Arrays.fill(images, 0);
      }
    }
    bend();
    system.factor(row);
  }

  /** The coefficients of the model at the images. */
  private void bend() {
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      double curvature = 0.5 * loss.curvature(images[e - first] / f, block.target(e) / f);
      bent[e] = block.coefficient(e) * Math.sqrt(curvature);
    }
  }

  /** {@inheritDoc} To rounding, or it is an error. */
  @Override
  public void solve() {
    boolean fresh = true;
    double before = findGradient();
    for (int k = 0; k < STEPS && !(before <= EXACT * terms); k++) {
      double step = search(findDirection());
      if (step == 0 && fresh) {
        break;
      }
      double after = findGradient();
      fresh = !(step == 1 && after <= REUSE * before);
      if (fresh && !(after <= EXACT * terms)) {
        system.factor(row);
      }
      before = after;
    }
    if (!(before <= SETTLED * terms)) {
      throw new ArithmeticException(unsolved(before));
    }
  }

  private String unsolved(double norm) {
    return String.format(
        Locale.ROOT,
        "a row's problem under %s loss is not solved by Newton steps (gradient %.1e of"
            + " its terms): lambda is too small for these data (lambda * N = %s); use scaled-lbfgs",
        loss,
        norm / terms,
        ridge);
  }

  /** Half the gradient, from slopes and sizes that are read on the way; its norm. */
  private double findGradient() {
    readSlopes();
    double length = Math.sqrt(Dot.product(unknown, 0, unknown, 0, width));
    terms = ridge * length;
    for (int e = first; e < last; e++) {
      double norm = norms[block.columns()[e]];
      double image = norm * bent[e];
      terms += norm * Math.abs(slopes[e - first]) + image * image * length;
    }
    for (int k = 0; k < width; k++) {
      gradient[k] = ridge * unknown[k];
    }
    gathered.addTo(slopes, other, block.columns(), first, last, gradient, 0);
    return Math.sqrt(Dot.product(gradient, 0, gradient, 0, width));
  }

  /** The Newton direction and its images; half of the descent along it. */
  private double findDirection() {
    for (int k = 0; k < width; k++) {
      direction[k] = -gradient[k];
    }
    system.inverseTimes(direction, 0);
    readImages(direction, 0, changes);
    return -Dot.product(gradient, 0, direction, 0, width);
  }

  /** Moves by the longest of the steps 1, ½, ¼ … that lowers the value enough; 0 if none does. */
  private double search(double descent) {
    for (double step = descent > 0 ? 1 : 0; step >= SHORTEST_STEP; step /= 2) {
      double penalty = 0;
      for (int k = 0; k < width; k++) {
        double u = unknown[k] + step * direction[k];
        penalty += u * u;
      }
      double there = valueAt(step, ridge * penalty);
      boolean lower = there < value - SUFFICIENT_DECREASE * 2 * step * descent;
      if (lower || (isUnclear(step, there, penalty) && Math.abs(slopeAt(step)) <= 0.5 * descent)) {
        RowUpdate.add1(unknown, direction, step, 0, width);
        readImages(unknown, 0, images);
        value = there;
        bend();
        return step;
      }
    }
    return 0;
  }

  /** The loss along the direction, and the penalty. */
  private double valueAt(double step, double penalty) {
    double sum = penalty;
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      double m = (images[e - first] + step * changes[e - first]) / f;
      sum += f * f * loss.value(m, block.target(e) / f);
    }
    return sum;
  }

  /** Whether rounding hides which of two values is lower: losses are small differences. */
  private boolean isUnclear(double step, double there, double penalty) {
    double size = ridge * penalty;
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      double m = (images[e - first] + step * changes[e - first]) / f;
      size += f * f * loss.valueSize(m, block.target(e) / f);
    }
    return Math.abs(there - value) <= UNCLEAR * size;
  }

  /** Half the derivative along the direction. */
  private double slopeAt(double step) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += ridge * (unknown[k] + step * direction[k]) * direction[k];
    }
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      double m = (images[e - first] + step * changes[e - first]) / f;
      sum += 0.5 * f * loss.slope(m, block.target(e) / f) * changes[e - first];
    }
    return sum;
  }

  private void readImages(double[] u, int at, double[] out) {
    gathered.products(u, at, other, block.columns(), first, last, out);
    for (int e = first; e < last; e++) {
      out[e - first] *= block.coefficient(e);
    }
  }

  private void readSlopes() {
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      double slope = loss.slope(images[e - first] / f, block.target(e) / f);
      slopes[e - first] = block.coefficient(e) * 0.5 * f * slope;
    }
  }

  @Override
  public double[] solution() {
    return unknown;
  }

  /** {@inheritDoc} Images c⟨u, v⟩ here, of which half slopes are made. */
  @Override
  public double[] residuals() {
    return images;
  }

  @Override
  public double addLoss(double before) {
    double loss = before;
    for (int e = first; e < last; e++) {
      double f = judged.factor(e);
      loss += f * f * this.loss.value(images[e - first] / f, block.target(e) / f);
    }
    return loss;
  }

  @Override
  public double[] slopes() {
    return slopes;
  }

  @Override
  public EntryBlock curved() {
    return model;
  }

  @Override
  public void inverseTimes(double[] x, int at) {
    system.inverseTimes(x, at);
  }
}
