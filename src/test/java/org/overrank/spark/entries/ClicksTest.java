package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Residual;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.SolverUnits;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryProblem;

/**
 * theory 8: the three objectives of implicit feedback, from a table to f and ∇f, against the stated
 * formulas cell by cell to 1e-12.
 */
class ClicksTest {
  private static final int ROWS = 14;
  private static final int COLS = 9;
  private static final double LAMBDA = 0.013;

  @TempDir Path dir;

  /** An objective that others minimise: its options, and what it says of a cell and of a row. */
  private enum Form {
    /** Weights and values of the entries as they are; other cells 0 with weight α0. */
    UNOBSERVED_WEIGHT(0.3, Regularizer.PLAIN) {
      @Override
      double loss(@Nullable Double r, double m) {
        return r == null ? 0.3 * m * m : (m - r) * (m - r);
      }

      @Override
      double penalty(int entries, int positive, int cells) {
        return 1;
      }
    },
    /** Spark's ALS with implicitPrefs. */
    CONFIDENCE(1, Regularizer.WEIGHTED) {
      @Override
      double loss(@Nullable Double r, double m) {
        double p = r != null && r > 0 ? 1 : 0;
        return (1 + 7.5 * Math.abs(r == null ? 0 : r)) * (p - m) * (p - m);
      }

      @Override
      double penalty(int entries, int positive, int cells) {
        return positive;
      }
    },
    /** iALS: Σ over entries (m − y)², and α0 m² over all cells; λ(n + α0 d). */
    FREQUENCY(0.3, Regularizer.FREQUENCY) {
      @Override
      double loss(@Nullable Double r, double m) {
        return (r == null ? 0 : (m - r) * (m - r)) + 0.3 * m * m;
      }

      @Override
      double penalty(int entries, int positive, int cells) {
        return entries + 0.3 * cells;
      }

      /** The constant that completing the square leaves: y² − y²/(1 + α0). */
      @Override
      double constant(double r) {
        return r * r * 0.3 / 1.3;
      }
    };

    private final double weight;
    private final Regularizer regularizer;

    Form(double weight, Regularizer regularizer) {
      this.weight = weight;
      this.regularizer = regularizer;
    }

    Unobserved unobserved() {
      return new Unobserved(weight, this == CONFIDENCE ? 7.5 : null, false);
    }

    abstract double loss(@Nullable Double r, double m);

    abstract double penalty(int entries, int positive, int cells);

    double constant(double r) {
      return 0;
    }
  }

  /** Values by cell, with zeros, negative ones and large ones; row 3 and column 5 have none > 0. */
  private static Double[][] table() {
    Random random = new Random(4);
    Double[][] table = new Double[ROWS][COLS];
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (random.nextInt(3) == 0 || (a + b) % 13 == 0) {
          double r = random.nextInt(6) == 0 ? -random.nextInt(3) : 1 + random.nextInt(40);
          table[a][b] = a == 3 || b == 5 ? -Math.abs(r) : r;
        }
      }
    }
    return table;
  }

  private EntryData read(Double[][] table, EntryOptions options) {
    List<String> lines = new ArrayList<>(List.of("row,col,value"));
    for (int a = 0; a < table.length; a++) {
      for (int b = 0; b < table[a].length; b++) {
        if (table[a][b] != null) {
          lines.add(a + "," + b + "," + table[a][b]);
        }
      }
    }
    String path = write(dir.resolve("in.csv"), lines.toArray(String[]::new));
    return EntryReader.read(LocalSpark.session(), EntrySource.of(path), options);
  }

  private static EntryOptions options(Form form) {
    return EntryOptions.defaults()
        .withPartitions(3)
        .withUnobserved(form.unobserved())
        .withRegularizer(form.regularizer);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void valueAndGradient_areThoseOfTheStatedFormula(Form form) {
    Double[][] table = table();
    try (EntryData data = read(table, options(form));
        Objective objective = data.objective()) {
      Units units = data.shape().units();
      RegularizedObjective f =
          new RegularizedObjective(new SolverUnits(objective), units.lambdaOf(LAMBDA));
      Random random = new Random(8);
      Factors x = gaussian(random);
      Formula formula = new Formula(form, table, data);
      RegularizedObjective.Evaluation there = f.valueAndGradient(x);
      double expected = formula.value(inUserUnits(units, x));
      assertThat(units.toValue(there.value())).isCloseTo(expected, within(1e-12 * expected));
      assertThatTheAdjointThatIsKeptIsTheOneOnTheDriver(objective, x, random);
      for (int k = 0; k < 20; k++) {
        Factors d = gaussian(random);
        double slope = formula.slope(inUserUnits(units, x), inUserUnits(units, d));
        assertThat(units.toValue(there.gradient().dot(d)))
            .isCloseTo(slope, within(1e-12 * (expected + Math.abs(slope))));
      }
    }
  }

  private static void assertThatTheAdjointThatIsKeptIsTheOneOnTheDriver(
      Objective objective, Factors x, Random random) {
    ResidualAdjoint.Answer g = objective.evaluate(new ResidualAdjoint(x));
    Matrix vectors = EntryProblem.gaussian(COLS, 2, random);
    double[] expected = g.adjoint().gramTimes(vectors).data();
    try (Residual kept = objective.residual(x, 1)) {
      assertThat(kept.sums()).isEqualTo(g.sums());
      assertThat(kept.passesOfGram()).isEqualTo(2);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      double[] product = kept.gramTimes(vectors).data();
      for (int i = 0; i < expected.length; i++) {
        assertThat(product[i]).isCloseTo(expected[i], within(1e-12 * largest));
      }
    }
  }

  /** U and V share the exponent of M evenly, so that f is the same. */
  private static Factors inUserUnits(Units units, Factors x) {
    return x.times(Math.pow(2, units.matrix() / 2.0));
  }

  private static Factors gaussian(Random random) {
    return new Factors(
        EntryProblem.gaussian(ROWS, 3, random), EntryProblem.gaussian(COLS, 3, random));
  }

  /** f cell by cell, of factors between which and ours the scales of the penalty lie. */
  private static final class Formula {
    private final Form form;
    private final Double[][] table;
    private final EntryData data;

    Formula(Form form, Double[][] table, EntryData data) {
      this.form = form;
      this.table = table;
      this.data = data;
    }

    double value(Factors x) {
      double sum = 0;
      int entries = 0;
      for (int a = 0; a < ROWS; a++) {
        for (int b = 0; b < COLS; b++) {
          Double r = table[a][b];
          entries += r == null ? 0 : 1;
          sum += form.loss(r, cell(x, a, b)) - (r == null ? 0 : form.constant(r));
        }
      }
      return sum / entries + LAMBDA * (penalty(x.left(), true) + penalty(x.right(), false));
    }

    /** Of a function of degree 4 along a line, from five values. */
    double slope(Factors x, Factors d) {
      double near = value(x.plus(1, d)) - value(x.plus(-1, d));
      double far = value(x.plus(2, d)) - value(x.plus(-2, d));
      return (8 * near - far) / 12;
    }

    private double cell(Factors x, int a, int b) {
      double scales = data.scales().row(a) * data.scales().col(b);
      return scales * EntryProblem.dot(x.left(), a, x.right(), b);
    }

    private double penalty(Matrix factor, boolean ofRows) {
      double sum = 0;
      for (int i = 0; i < factor.rows(); i++) {
        int entries = 0;
        int positive = 0;
        for (int j = 0; j < (ofRows ? COLS : ROWS); j++) {
          Double r = ofRows ? table[i][j] : table[j][i];
          entries += r == null ? 0 : 1;
          positive += r != null && r > 0 ? 1 : 0;
        }
        double scale = ofRows ? data.scales().row(i) : data.scales().col(i);
        // Rows without a positive entry are zero at the optimum whatever penalises them.
        double by = form.penalty(entries, Math.max(1, positive), ofRows ? COLS : ROWS);
        for (int k = 0; k < factor.cols(); k++) {
          sum += by * (scale * factor.get(i, k)) * (scale * factor.get(i, k));
        }
      }
      return sum;
    }
  }

  /** ALS takes each entry for itself: together they weigh 1 + Σ α|r|. */
  @Test
  void entriesOfOneCell_areOneWithTheirConfidencesTogether() {
    String path = write(dir.resolve("twice.csv"), "row,col,value", "a,x,2", "a,x,3", "b,y,1");
    EntryOptions options =
        EntryOptions.defaults()
            .withPartitions(1)
            .withUnobserved(new Unobserved(1, 0.5, false))
            .withOnDuplicate(DuplicatePolicy.KEEP)
            .withRegularizer(Regularizer.WEIGHTED);
    try (EntryData data = EntryReader.read(LocalSpark.session(), EntrySource.of(path), options)) {
      var block = data.train().collect().get(0);
      assertThat(block.count()).isEqualTo(2); // (a, x) and (b, y)
      double scale = data.scales().row(0) * data.scales().col(0);
      assertThat(scale).isCloseTo(1.0 / 2, within(1e-15));
      double root = Math.scalb(block.coefficient(0), data.shape().units().coefficient()) / scale;
      assertThat(root * root).isCloseTo(1 + 0.5 * 5, within(1e-14));
      double target = Math.scalb(block.target(0), data.shape().units().target());
      // Σ w y over the entries: 2 + 2.5.
      assertThat(root * target).isCloseTo(4.5, within(1e-14));
    }
  }

  @Test
  void whatMakesNoSense_isRefused() {
    assertRefused("center mean", () -> options(Form.CONFIDENCE).withCenter(CenteringKind.MEAN));
    assertRefused(
        "on-duplicate keep",
        () -> options(Form.UNOBSERVED_WEIGHT).withOnDuplicate(DuplicatePolicy.KEEP));
    assertRefused(
        "regularizer frequency",
        () -> options(Form.CONFIDENCE).withRegularizer(Regularizer.FREQUENCY));
    assertRefused(
        "regularizer frequency",
        () -> EntryOptions.defaults().withRegularizer(Regularizer.FREQUENCY));
    assertRefused("unobserved-weight", () -> new Unobserved(-1, null, false));
    assertRefused("confidence", () -> new Unobserved(0, 40.0, false));
    assertRefused("confidence", () -> new Unobserved(1, Double.NaN, false));
  }

  private static void assertRefused(String words, Runnable asking) {
    assertThatThrownBy(asking::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(words);
  }
}
