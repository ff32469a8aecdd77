package org.overrank.theorem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.PointVerdict;
import org.overrank.landscape.SampleMean;
import org.overrank.landscape.SignMove;
import org.overrank.linalg.Multiply;
import org.overrank.objective.Factors;

/**
 * The lecture's construction at one point.
 *
 * @param name which point
 * @param searchRank its width, a multiple kr of that of the good pair
 * @param copies k
 * @param value f(U, V)
 * @param overBest f(U, V)/ε
 * @param copyNormError largest | ‖U'‖ − ‖U*‖ |/‖U*‖ of the draws (4.1)
 * @param copyProductError largest ‖U'V'ᵀ − U*V*ᵀ‖/‖U*V*ᵀ‖ of the draws (4.1)
 * @param mixedNorm ‖(1 − η²)U + √η' U'‖² at η = 1/2 (4.2)
 * @param crossNorm ‖U'Vᵀ‖_F² (4.3)
 * @param crossNormBound what the slide takes for its expectation (4.3)
 * @param moves E f after the move (4.4)
 * @param crossConstant C (4.4)
 * @param copiesNeeded C/(0.01 ε) (4.5)
 * @param verdict what kind of point it is
 * @param reason why
 */
public record PointStudy(
    String name,
    int searchRank,
    int copies,
    double value,
    double overBest,
    double copyNormError,
    double copyProductError,
    Estimate mixedNorm,
    Estimate crossNorm,
    double crossNormBound,
    List<Move> moves,
    double crossConstant,
    double copiesNeeded,
    String verdict,
    String reason) {
  private static final double[] ETAS = {0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1};
  private static final double HALF = 0.5;

  /**
   * The move at one η.
   *
   * @param eta η
   * @param value E f, by formula under squares alone
   * @param atMost what E f is at most as ℓ'' has a bound, null under squares
   * @param bound of theory section 4.4, at least that
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Move(double eta, Estimate value, @Nullable Double atMost, double bound) {}

  /**
   * Studies a point.
   *
   * @param name which
   * @param move the construction there
   * @param epsilon ε, the value of the best
   * @param verdict what kind of point it is
   * @param draws how many sign vectors, at least 2
   * @param seed of the signs
   * @return the study
   */
  public static PointStudy of(
      String name, SignMove move, double epsilon, PointVerdict verdict, int draws, long seed) {
    double goodNorm = norm(move.good().left().data());
    double[] product = move.good().product().data();
    double normError = 0;
    double productError = 0;
    SampleMean mixed = new SampleMean();
    SampleMean cross = new SampleMean();
    SampleMean[] values = new SampleMean[ETAS.length];
    for (int e = 0; e < ETAS.length; e++) {
      values[e] = new SampleMean();
    }
    for (int draw = 0; draw < draws; draw++) {
      Factors copies = move.signedCopies(seed, draw);
      normError = Math.max(normError, Math.abs(norm(copies.left().data()) - goodNorm) / goodNorm);
      productError =
          Math.max(productError, distance(copies.product().data(), product) / norm(product));
      mixed.add(square(move.moved(HALF, copies).left().data()));
      cross.add(square(Multiply.abt(copies.left(), move.point().right()).data()));
      for (int e = 0; e < ETAS.length; e++) {
        values[e].add(move.valueAt(move.moved(ETAS[e], copies)));
      }
    }
    double prime = SignMove.etaPrime(HALF);
    double expectedMixed =
        (1 - prime) * square(move.point().left().data()) + prime * goodNorm * goodNorm;
    return new PointStudy(
        name,
        move.point().searchRank(),
        move.copies(),
        move.value(),
        move.value() / epsilon,
        normError,
        productError,
        Estimate.of(expectedMixed, mixed),
        Estimate.of(move.expectedCrossNorm(), cross),
        move.crossNormBound(),
        moves(move, values),
        move.crossConstant(),
        move.copiesNeeded(epsilon),
        verdict.kind().word(),
        verdict.reason());
  }

  private static List<Move> moves(SignMove move, SampleMean[] values) {
    List<Move> moves = new ArrayList<>();
    for (int e = 0; e < ETAS.length; e++) {
      double formula = move.expectedValue(ETAS[e]);
      Estimate value = Estimate.of(move.isExact() ? formula : null, values[e]);
      Double atMost = move.isExact() ? null : formula;
      moves.add(new Move(ETAS[e], value, atMost, move.bound(ETAS[e])));
    }
    return moves;
  }

  private static double square(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(square(x));
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }
}
