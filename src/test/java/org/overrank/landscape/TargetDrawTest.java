package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/** Labels, counts and outliers have the laws that their losses and options say. */
final class TargetDrawTest {
  private static final int MANY = 40_000;

  private static PlantedMatrix planted(int count, double noise, Outliers outliers) {
    return new PlantedMatrix(30, 20, 2, 1, count, noise, outliers, 7);
  }

  private static double[] drawn(String loss, double m, double noise) {
    TargetDraw draw = new TargetDraw(planted(600, noise, Outliers.NONE), Losses.of(loss));
    return LongStream.range(0, MANY).mapToDouble(i -> draw.at(i, m)).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -2, 0, 0.7, 4})
  void labelsAreOneWithTheProbabilityOfTheirLogOdds(double m) {
    double[] labels = drawn("logistic", m, 0);
    double p = 1 / (1 + Math.exp(-m));
    assertThat(labels).containsAnyOf(0, 1).doesNotContain(0.5);
    assertThat(mean(labels)).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / MANY) + 1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, -1, 0.5, 2.7, 2.8, 5})
  void countsHaveTheMeanAndTheVarianceOfTheirRate(double m) {
    double[] counts = drawn("poisson", m, 0);
    double rate = Math.exp(m);
    for (double y : counts) {
      assertThat(y).isEqualTo(Math.rint(y)).isNotNegative();
    }
    assertThat(mean(counts)).isCloseTo(rate, within(4 * Math.sqrt(rate / MANY) + 1e-9));
    double spread = Math.sqrt((rate + 2 * rate * rate) / MANY);
    assertThat(variance(counts)).isCloseTo(rate, within(4 * spread + 1e-9));
  }

  @Test
  void ofQuantilesTheirShareLiesBelowTheTruth() {
    double below = 0;
    for (double y : drawn("quantile:0.8", 3, 0.5)) {
      below += y < 3 ? 1 : 0;
    }
    assertThat(below / MANY).isCloseTo(0.8, within(4 * Math.sqrt(0.16 / MANY)));
  }

  @Test
  void outliersAreAsManyAndAsFarOff() {
    PlantedMatrix plain = planted(600, 0.1, Outliers.NONE);
    PlantedMatrix spiked = planted(600, 0.1, Outliers.of("0.05:20"));
    int spikes = 0;
    for (long i = 0; i < MANY; i++) {
      double more = Math.abs(spiked.noise(i)) - Math.abs(plain.noise(i));
      assertThat(more)
          .satisfiesAnyOf(
              d -> assertThat(d).isZero(), d -> assertThat(d).isEqualTo(2, within(1e-12)));
      spikes += more == 0 ? 0 : 1;
    }
    assertThat((double) spikes / MANY).isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / MANY)));
  }

  /** The same on every machine: these sums were drawn once. */
  @Test
  void drawsArePinned() {
    assertThat(mean(drawn("logistic", 0.7, 0)) * MANY).isEqualTo(26_681);
    assertThat(mean(drawn("poisson", 5, 0)) * MANY).isEqualTo(5_931_507);
  }

  /** Oracle: the loss itself, by differences. */
  @ParameterizedTest
  @ValueSource(strings = {"squared", "huber:0.3", "logistic", "poisson"})
  void noiseIsHalfTheSlopeAtTheTruth_andTheChargeItsLoss(String word) {
    Loss loss = Losses.of(word);
    boolean drawn = !loss.followsShifts();
    Completion made =
        new Completion(
            planted(200, drawn ? 0 : 0.2, drawn ? Outliers.NONE : new Outliers(0.1, 9)), loss, 1.5);
    Matrix truth = made.truth().orElseThrow().product();
    double squares = 0;
    for (double cell : truth.data()) {
      squares += cell * cell;
    }
    assertThat(Math.sqrt(squares / truth.data().length)).isCloseTo(1.5, within(1e-12));
    double noises = 0;
    for (long i = 0; i < made.count(); i++) {
      Measurement measured = made.measurement(i);
      SensingMatrix.Entry at = (SensingMatrix.Entry) measured.matrix();
      double m = truth.get(at.row(), at.col());
      double y = measured.value();
      double slope = (loss.value(m + 1e-6, y) - loss.value(m - 1e-6, y)) / 2e-6;
      assertThat(made.noise(i)).isCloseTo(-slope / 2, within(1e-6 * (1 + Math.abs(slope))));
      assertThat(made.charge(i)).isCloseTo(loss.value(m, y), within(1e-9 * (1 + y * y)));
      noises += made.noise(i) * made.noise(i);
    }
    assertThat(made.deviation()).isCloseTo(Math.sqrt(noises / made.count()), within(1e-9));
  }

  @Test
  void whatCannotBeDrawn_isRefused() {
    assertThatThrownBy(() -> planted(9, 0, Outliers.of("0.1:3"))).hasMessageContaining("noise");
    PlantedMatrix wild = planted(9, 0, Outliers.NONE);
    assertThatThrownBy(() -> new Completion(wild, Losses.of("poisson"), 50))
        .hasMessageContaining("take a smaller signal");
    for (String text :
        new String[] {"0.05", "0:3", "1:3", "0.1:0", "0.1:-1", "a:b", "NaN:1", "0.1:Infinity"}) {
      assertThatThrownBy(() -> Outliers.of(text)).as(text).hasMessageContaining("no SHARE:SIZE");
    }
  }

  @Test
  void errorsOfCells_areThoseOfTheProducts() {
    Matrix found = Matrix.zeros(3, 2);
    Matrix truth = Matrix.zeros(3, 2);
    double distance = 0;
    double size = 0;
    for (int k = 0; k < 6; k++) {
      found.data()[k] = k;
      truth.data()[k] = k * k - 2;
      distance += Math.pow(k - (k * k - 2), 2);
      size += Math.pow(k * k - 2, 2);
    }
    assertThat(RecoveryError.ofCells(3, 2, found::get, truth::get))
        .isCloseTo(Math.sqrt(distance / size), within(1e-15));
    // Of more cells than are looked at, as many drawn ones: here all differ by a tenth.
    assertThat(RecoveryError.ofCells(3000, 2000, (a, b) -> 1.1 * (a + b), (a, b) -> a + b))
        .isCloseTo(0.1, within(1e-12));
  }
}
