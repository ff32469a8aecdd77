package org.overrank.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.GaussianNumbers;

/** Where numbers and points are counted. */
final class BinsTest {
  private static double[] gaussian(int count, double scale, double mean, int stream) {
    return IntStream.range(0, count)
        .mapToDouble(i -> mean + scale * GaussianNumbers.at(1, stream, i, 0))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 40, 5", "0, 1, 40, 0.05", "-3, 3, 60, 0.1", "7, 7, 40, 1", "0, 0, 9, 1"})
  void stepsAreOneTwoOrFiveTimesAPowerOfTen(double low, double high, int most, double step) {
    assertThat(NiceSteps.of(low, high, most)).isCloseTo(step, within(1e-12 * step));
  }

  @Test
  void everyNumberIsInTheBarItLiesIn_orCountedBesideAll() {
    double[] numbers = gaussian(5000, 3, 0.4, 1);
    numbers[17] = 1000;
    numbers[18] = -2000;
    Histogram histogram = Histogram.aroundZero(numbers);
    int bins = histogram.counts().size();
    assertThat(bins).isBetween(10, 42);
    assertThat(histogram.start()).isEqualTo(-bins / 2.0 * histogram.width());
    long inside = 0;
    for (int bin = 0; bin < bins; bin++) {
      double from = histogram.start() + bin * histogram.width();
      double to = histogram.start() + (bin + 1) * histogram.width();
      long count = 0;
      for (double number : numbers) {
        count += number >= from && number < to ? 1 : 0;
      }
      assertThat(histogram.counts().get(bin)).as("bin %s", bin).isEqualTo(count);
      inside += count;
    }
    assertThat(inside + histogram.below() + histogram.above()).isEqualTo(numbers.length);
    assertThat(histogram.above()).isPositive().isLessThan(30);
    assertThat(histogram.below()).isPositive().isLessThan(30);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "4.9e-324", "1e-300", "1e150"})
  void residualsThatAreAllTheSameHaveABarToo(double value) {
    Histogram histogram = Histogram.aroundZero(new double[] {value, value, value});
    assertThat(histogram.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
    assertThat(histogram.below() + histogram.above()).isZero();
  }

  @Test
  void noResiduals_noCount() {
    assertThat(Histogram.aroundZero(new double[0]).counts()).containsOnly(0L);
  }

  @Test
  void everyPointIsInTheSquareItLiesIn_orCountedBesideAll() {
    double[] x = gaussian(4000, 20, 100, 2);
    double[] y = gaussian(4000, 20, 100, 3);
    x[5] = 1e6;
    Density density = Density.of(x, y);
    assertThat(density.bins()).isBetween(30, 62);
    long inside = 0;
    for (List<Long> square : density.squares()) {
      double left = density.start() + square.get(0) * density.width();
      double below = density.start() + square.get(1) * density.width();
      long count = 0;
      for (int k = 0; k < x.length; k++) {
        boolean in = x[k] >= left && x[k] < left + density.width();
        count += in && y[k] >= below && y[k] < below + density.width() ? 1 : 0;
      }
      assertThat(square.get(2)).isEqualTo(count).isPositive();
      inside += count;
    }
    assertThat(inside + density.beyond()).isEqualTo(4000);
    assertThat(density.beyond()).isBetween(1L, 20L);
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "-1e150", "1e-200", "123456789.123"})
  void pointsThatAreAllTheSameHaveASquare(double value) {
    Density density = Density.of(new double[] {value, value}, new double[] {value, value});
    assertThat(density.squares()).hasSize(1);
    assertThat(density.squares().get(0).get(2)).isEqualTo(2);
  }

  /** Values that hardly differ, far from zero. */
  @Test
  void digitsThatDoublesDoNotHaveAreNotTold() {
    double[] x = gaussian(2000, 1e-3, 1e13, 4);
    Density density = Density.of(x, x);
    assertThat(density.bins()).isBetween(1, 62);
    assertThat(density.squares().stream().mapToLong(s -> s.get(2)).sum() + density.beyond())
        .isEqualTo(2000);
  }

  @Test
  void ofManyPredictionsAFixedShareIsKept_whateverTheBlocks() {
    PredictedSample whole = new PredictedSample(500_000);
    PredictedSample first = new PredictedSample(500_000);
    PredictedSample second = new PredictedSample(500_000);
    for (int i = 0; i < 500_000; i++) {
      whole.offer(i, 3, i, i + 1);
      (i < 200_000 ? first : second).offer(i, 3, i, i + 1);
    }
    assertThat(whole.size()).isBetween(49_000, 51_000);
    PredictedSample joined = first.plus(second);
    assertThat(joined.density()).isEqualTo(whole.density());
    assertThat(joined.residuals()).isEqualTo(whole.residuals());
    assertThat(joined.points()).isNull();
  }

  @Test
  void fewPredictionsAreShownOneByOne_andWhatIsNotFiniteIsNot() {
    PredictedSample sample = new PredictedSample(3);
    sample.offer(0, 0, 1.23456789, 2);
    sample.offer(0, 1, 1, Double.NaN);
    sample.offer(0, 2, Double.POSITIVE_INFINITY, 1);
    assertThat(sample.points()).containsExactly(List.of(1.23457, 2.0));
    assertThat(sample.density()).isNull();
  }

  @Test
  void theWorstLinesAreThoseOfTheLargestErrors_amongThoseWithEnoughCells() {
    WorstLines first = new WorstLines();
    WorstLines second = new WorstLines();
    for (int i = 0; i < 40; i++) {
      (i % 2 == 0 ? first : second).offer(i, 12, 12.0 * i * i);
    }
    second.offer(40, 1, 1e6);
    second.offer(41, 0, 0);
    LineErrors worst = first.plus(second).shown(i -> "r" + i, 1);
    assertThat(worst.least()).isEqualTo(10);
    assertThat(worst.lines()).isEqualTo(40);
    assertThat(worst.worst()).hasSize(10);
    assertThat(worst.worst().get(0)).isEqualTo(new LineErrors.Line("r39", 12, 78));
    assertThat(worst.worst().get(9)).isEqualTo(new LineErrors.Line("r30", 12, 60));
  }

  @Test
  void linesOfFewCellsAreLookedAt_whereThereAreNoOthers() {
    WorstLines lines = new WorstLines();
    for (int i = 0; i < 12; i++) {
      lines.offer(i, i < 9 ? 30 : 2, i);
    }
    LineErrors worst = lines.shown(Integer::toString, 0);
    assertThat(worst.least()).isEqualTo(1);
    assertThat(worst.worst().get(0).id()).isEqualTo("11");
    assertThat(new WorstLines().shown(Integer::toString, 0).worst()).isEmpty();
  }

  @Test
  void ofLongIdsBothEndsAreShown() {
    assertThat(Labels.cut("a long name of a film, the twenty-seventh of its kind"))
        .isEqualTo("a long name of a fi…enth of its kind");
    assertThat(Labels.cut("a\tb")).isEqualTo("a\\tb");
  }
}
