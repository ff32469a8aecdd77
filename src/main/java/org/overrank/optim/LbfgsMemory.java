package org.overrank.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.overrank.objective.Factors;

/**
 * The last few (step, gradient change) pairs of a quasi-Newton method and their two-loop recursion.
 *
 * <p>Reference: J. Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp.
 * 35(151), 1980.
 */
final class LbfgsMemory {
  private static final double LEAST_CURVATURE = 1e-14;

  private record Pair(Factors step, Factors change, double product) {}

  private final int capacity;
  private final List<Pair> pairs = new ArrayList<>();

  LbfgsMemory(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Remembers a pair, unless its curvature is too small to be trusted.
   *
   * @param step s = x⁺ − x
   * @param change y = g⁺ − g
   */
  void remember(Factors step, Factors change) {
    double product = step.dot(change);
    if (product > LEAST_CURVATURE * change.normSquared()) {
      if (pairs.size() == capacity) {
        pairs.remove(0);
      }
      pairs.add(new Pair(step, change, product));
    }
  }

  /**
   * All pairs, oldest first.
   *
   * @return step and change of the first, step and change of the second, and so on
   */
  List<Factors> content() {
    List<Factors> content = new ArrayList<>();
    pairs.forEach(pair -> content.addAll(List.of(pair.step, pair.change)));
    return content;
  }

  /**
   * Takes over what another memory held.
   *
   * @param content as {@link #content} gave it
   */
  void restore(List<Factors> content) {
    pairs.clear();
    for (int i = 0; i + 1 < content.size(); i += 2) {
      Factors step = content.get(i);
      Factors change = content.get(i + 1);
      pairs.add(new Pair(step, change, step.dot(change)));
    }
  }

  /** Forgets all pairs. */
  void clear() {
    pairs.clear();
  }

  /**
   * The product of the inverse Hessian's approximation with a vector.
   *
   * @param gradient g
   * @param initial the inverse Hessian's first approximation
   * @return H g
   */
  Factors apply(Factors gradient, UnaryOperator<Factors> initial) {
    if (pairs.isEmpty()) {
      return initial.apply(gradient);
    }
    int last = pairs.size() - 1;
    double[] alpha = new double[pairs.size()];
    RunningSum q = RunningSum.from(gradient);
    alpha[last] = pairs.get(last).step.dot(gradient) / pairs.get(last).product;
    for (int i = last; i > 0; i--) {
      Pair next = pairs.get(i - 1);
      alpha[i - 1] = q.plus(-alpha[i], pairs.get(i).change, next.step) / next.product;
    }
    Factors first = initial.apply(q.value().plus(-alpha[0], pairs.get(0).change));
    RunningSum result = RunningSum.from(first);
    double beta = pairs.get(0).change.dot(first) / pairs.get(0).product;
    for (int i = 0; i < last; i++) {
      Pair next = pairs.get(i + 1);
      beta = result.plus(alpha[i] - beta, pairs.get(i).step, next.change) / next.product;
    }
    return result.value().plus(alpha[last] - beta, pairs.get(last).step);
  }

  /**
   * The last change, y.
   *
   * @return it, or empty where there is no pair
   */
  Optional<Factors> lastChange() {
    return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs.get(pairs.size() - 1).change);
  }

  /**
   * How the last pair would scale an inverse Hessian's first approximation: γ = ⟨s,y⟩/⟨y,Hy⟩.
   *
   * @param initial H
   * @return γ, positive; 1 where there is no pair
   */
  double scale(UnaryOperator<Factors> initial) {
    if (pairs.isEmpty()) {
      return 1;
    }
    Pair last = pairs.get(pairs.size() - 1);
    return last.product / last.change.dot(initial.apply(last.change));
  }
}
