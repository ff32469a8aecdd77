package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Multiply;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;

/** The lecture's construction (theory, section 4), against all sign vectors of a small k. */
class SignMoveTest {
  private static final int K = 4;
  private static final double LAMBDA = 0.03;

  private static SignMove move(int width) {
    Instance instance = new GaussianSensing(new PlantedMatrix(5, 4, 2, 1, 30, 0.1, 3), false);
    Factors good = instance.truth().orElseThrow();
    Factors point =
        new Factors(GaussianNumbers.matrix(5, width, 1, 1), GaussianNumbers.matrix(4, width, 1, 2));
    return new SignMove(LocalProblem.of(instance).block(), LAMBDA, point, good);
  }

  /** (U', V') for the sign vector whose bits are those of a number. */
  private static Factors copies(SignMove move, int bits) {
    Factors good = move.good();
    Factors result = Factors.zeros(good.rows(), good.cols(), 2 * K);
    for (int j = 0; j < K; j++) {
      double sign = ((bits >> j) & 1) == 0 ? 1 : -1;
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < good.rows(); i++) {
          result.left().set(i, 2 * j + c, sign / Math.sqrt(K) * good.left().get(i, c));
        }
        for (int i = 0; i < good.cols(); i++) {
          result.right().set(i, 2 * j + c, sign / Math.sqrt(K) * good.right().get(i, c));
        }
      }
    }
    return result;
  }

  @Test
  void theory4_1_signedCopiesHaveTheNormsAndTheProductOfTheGoodPairForEveryDraw() {
    SignMove move = move(2 * K);
    Factors good = move.good();
    for (long draw = 0; draw < 50; draw++) {
      Factors copies = move.signedCopies(7, draw);
      assertThat(squares(copies.left().data()))
          .isCloseTo(squares(good.left().data()), within(1e-12));
      assertThat(squares(copies.right().data()))
          .isCloseTo(squares(good.right().data()), within(1e-12));
      assertThat(Multiply.abt(copies.left(), copies.right()).data())
          .containsExactly(Multiply.abt(good.left(), good.right()).data(), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 1})
  void theory4_2_theExpectedSquaredNormIsTheMixture(double eta) {
    SignMove move = move(2 * K);
    double mean = 0;
    for (int bits = 0; bits < 1 << K; bits++) {
      mean += squares(move.moved(eta, copies(move, bits)).left().data()) / (1 << K);
    }
    double prime = SignMove.etaPrime(eta);
    assertThat(mean)
        .isCloseTo(
            (1 - prime) * squares(move.point().left().data())
                + prime * squares(move.good().left().data()),
            within(1e-11));
    assertThat((1 - eta * eta) * (1 - eta * eta) + prime).isCloseTo(1, within(1e-15));
  }

  @Test
  void theory4_3_theCrossTermHasMeanZeroAndASquaredNormBelowTheSlidesValue() {
    SignMove move = move(2 * K);
    double[] mean = new double[5 * 4];
    double square = 0;
    for (int bits = 0; bits < 1 << K; bits++) {
      double[] cross = Multiply.abt(copies(move, bits).left(), move.point().right()).data();
      square += squares(cross) / (1 << K);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += cross[i] / (1 << K);
      }
    }
    assertThat(squares(mean)).isLessThan(1e-24);
    assertThat(square).isCloseTo(move.expectedCrossNorm(), within(1e-11));
    // The slide's equality is an inequality, and strict here.
    assertThat(move.expectedCrossNorm()).isLessThan(0.95 * move.crossNormBound());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.03, 0.4, 0.8, 1})
  void theory4_4_theExpectedValueIsTheMeanOverAllSignsAndWithinTheBound(double eta) {
    SignMove move = move(2 * K);
    double mean = 0;
    for (int bits = 0; bits < 1 << K; bits++) {
      mean += move.valueAt(move.moved(eta, copies(move, bits))) / (1 << K);
    }
    assertThat(move.expectedValue(eta)).isCloseTo(mean, within(1e-11 * (1 + mean)));
    assertThat(move.expectedValue(eta)).isLessThanOrEqualTo(move.bound(eta) * (1 + 1e-12));
    assertThat(move.expectedValue(0)).isCloseTo(move.value(), within(1e-12 * move.value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "huber:0.3", "huber:3"})
  void theory4_4_underAnotherLossTheMeanOverAllSignsIsWithinWhatTheCurvatureAllows(String word) {
    Loss loss = Losses.of(word);
    Instance instance =
        new Completion(
            new PlantedMatrix(9, 7, 2, 1, 50, loss.followsShifts() ? 0.2 : 0, 4), loss, 2);
    Factors good = instance.truth().orElseThrow();
    double tightest = 0;
    for (int seed = 0; seed < 20; seed++) {
      Factors point =
          new Factors(
              GaussianNumbers.matrix(9, 2 * K, seed, 1), GaussianNumbers.matrix(7, 2 * K, seed, 2));
      SignMove move = new SignMove(LocalProblem.of(instance).block(), LAMBDA, point, good);
      assertThat(move.isExact()).isFalse();
      for (double eta : new double[] {0.03, 0.1, 0.4, 0.8, 1}) {
        double mean = 0;
        for (int bits = 0; bits < 1 << K; bits++) {
          mean += move.valueAt(move.moved(eta, copies(move, bits))) / (1 << K);
        }
        assertThat(mean).isLessThanOrEqualTo(move.expectedValue(eta) * (1 + 1e-12));
        assertThat(move.expectedValue(eta)).isLessThanOrEqualTo(move.bound(eta) * (1 + 1e-12));
        if (eta < 1) { // At 1 nothing is left of the point, and all of them agree.
          tightest = Math.max(tightest, mean / move.expectedValue(eta));
        }
      }
      assertThat(move.valueAt(move.moved(1, copies(move, 5))))
          .isCloseTo(move.goodValue(), within(1e-11));
    }
    assertThat(tightest).isGreaterThan(0.9); // No bound that anything would satisfy.
  }

  @Test
  void aHuberLossThatIsWiderThanAllResidualsIsTheSquareToTheDigit() {
    PlantedMatrix planted = new PlantedMatrix(9, 7, 2, 1, 50, 0.2, 4);
    Factors point =
        new Factors(GaussianNumbers.matrix(9, 2 * K, 1, 1), GaussianNumbers.matrix(7, 2 * K, 1, 2));
    SignMove[] moves = new SignMove[2];
    Loss[] losses = {Losses.SQUARED, new HuberLoss(1e3)};
    for (int i = 0; i < 2; i++) {
      Instance instance = new Completion(planted, losses[i], 1);
      Factors good = instance.truth().orElseThrow();
      moves[i] = new SignMove(LocalProblem.of(instance).block(), LAMBDA, point, good);
    }
    assertThat(moves[1].value()).isEqualTo(moves[0].value());
    assertThat(moves[1].crossConstant()).isEqualTo(moves[0].crossConstant());
    assertThat(moves[1].expectedValue(0.4)).isEqualTo(moves[0].expectedValue(0.4));
    assertThat(moves[1].bound(0.4)).isEqualTo(moves[0].bound(0.4));
  }

  @Test
  void theory4_4_whereTheTheoremBitesTheMoveGoesDownByAtLeastATwentieth() {
    SignMove narrow = move(2);
    double epsilon = narrow.value() / 1.1; // The point is then exactly 1.1 of it.
    int k = (int) Math.ceil(narrow.copiesNeeded(Math.max(epsilon, narrow.goodValue())));
    // The same product with k blocks, of which all but one are zero: C stays, k grows.
    SignMove wide = move(narrow, k);
    assertThat(wide.crossConstant()).isCloseTo(narrow.crossConstant(), within(1e-9));
    double eta = 1e-3;
    double best = Math.max(epsilon, wide.goodValue());
    assertThat(wide.value()).isGreaterThanOrEqualTo(1.1 * best * (1 - 1e-12));
    assertThat(wide.expectedValue(eta)).isLessThanOrEqualTo(wide.value() - 0.05 * eta * eta * best);
  }

  private static SignMove move(SignMove narrow, int k) {
    Instance instance = new GaussianSensing(new PlantedMatrix(5, 4, 2, 1, 30, 0.1, 3), false);
    Factors padded = narrow.point().appendColumns(Factors.zeros(5, 4, 2 * (k - 1)));
    return new SignMove(LocalProblem.of(instance).block(), LAMBDA, padded, narrow.good());
  }

  @Test
  void theory4_5_theCopiesNeededFollowFromTheCrossConstant() {
    SignMove move = move(2 * K);
    assertThat(move.copiesNeeded(2)).isEqualTo(move.crossConstant() / 0.02);
    assertThat(move(2 * K - 1).copies()).isEqualTo(K); // A missing column is one of zeros.
  }

  @Test
  void wilsonsIntervalAgreesWithKnownValues() {
    WilsonInterval half = WilsonInterval.of(10, 20);
    assertThat(half.low()).isCloseTo(0.2993, within(1e-4));
    assertThat(half.high()).isCloseTo(0.7007, within(1e-4));
    assertThat(WilsonInterval.of(20, 20))
        .isEqualTo(new WilsonInterval(1 / (1 + 3.841458820694124 / 20), 1));
    assertThat(WilsonInterval.of(0, 20).low()).isZero();
  }

  private static double squares(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }
}
