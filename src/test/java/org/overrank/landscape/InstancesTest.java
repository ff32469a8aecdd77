package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Structure;
import org.overrank.sensing.GaussianRows;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/**
 * What instances promise: their truth explains their measurements, from any side, with one seed.
 */
class InstancesTest {
  private static PlantedMatrix planted(int rows, int cols, int count, double noise) {
    return new PlantedMatrix(rows, cols, 2, 3, count, noise, 5);
  }

  private static Stream<Instance> instances() {
    return Stream.of(
        new Ring(1, 3, 10),
        new Ring(4, 7, 1),
        new Trap(2, 0.9, 1.5, 0.2, 4, 3),
        new GaussianSensing(planted(6, 5, 40, 0.1), false),
        new GaussianSensing(planted(6, 5, 40, 0.1), true),
        new Completion(planted(8, 7, 40, 0.1)),
        new RankOneSensing(planted(6, 5, 40, 0.1)),
        new Covariance(planted(6, 6, 40, 0.1)),
        new Distances(7, 2, 21, 0.1, 5),
        new QuantumState(2, 2, 100, 5));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void theory5_theTruthExplainsAllButTheNoise(Instance instance) {
    Factors truth = instance.truth().orElseThrow();
    Matrix m = truth.product();
    for (long i = 0; i < instance.count(); i++) {
      Measurement measurement = instance.measurement(i);
      double value = image(measurement.matrix(), m) + instance.noise(i);
      assertThat(measurement.value()).isCloseTo(value, within(1e-12 * (1 + Math.abs(value))));
    }
    ProductSvd svd = ProductSvd.of(truth.left(), truth.right());
    assertThat(truth.normSquared()).isCloseTo(2 * svd.nuclearNorm(), within(1e-10));
  }

  private static double image(SensingMatrix matrix, Matrix m) {
    double sum = 0;
    if (matrix instanceof SensingMatrix.Entry entry) {
      return entry.coefficient() * m.get(entry.row(), entry.col());
    }
    if (matrix instanceof SensingMatrix.Dense dense) {
      for (int j = 0; j < dense.cells().length; j++) {
        sum += dense.cells()[j] * m.data()[j];
      }
      return sum;
    }
    if (matrix instanceof SensingMatrix.RankOne form) {
      for (int a = 0; a < m.rows(); a++) {
        for (int b = 0; b < m.cols(); b++) {
          sum += form.left().expanded()[a] * m.get(a, b) * form.right().expanded()[b];
        }
      }
      return sum;
    }
    double[] cells = new double[m.data().length];
    GaussianRows.fill(5, ((SensingMatrix.SeededGaussian) matrix).index(), cells);
    return image(new SensingMatrix.Dense(cells), m);
  }

  @ParameterizedTest
  @MethodSource("instances")
  void measurements_areFunctionsOfTheirIndex(Instance instance) {
    long last = instance.count() - 1;
    double first = instance.measurement(last).value();
    instance.measurement(0);
    assertThat(instance.measurement(last).value()).isEqualTo(first);
  }

  @Test
  void theory5_trap_measurementsAreTheOperatorOfTheory() {
    Trap trap = new Trap(2, 0.9, 1.5, 0.2, 4, 3);
    Matrix x = GaussianNumbers.matrix(4, 3, 1, 1);
    double[] image = new double[12];
    for (Measurement m : Instances.measurements(trap)) {
      double value = image(m.matrix(), x);
      for (int j = 0; j < 12; j++) {
        image[j] += value * ((SensingMatrix.Dense) m.matrix()).cells()[j] * 2 / 12;
      }
    }
    double a = x.get(0, 0);
    double p = (x.get(1, 1) + x.get(2, 2)) / Math.sqrt(2);
    double[] expected = new double[12];
    for (int j = 0; j < 12; j++) {
      expected[j] = 1.9 * x.data()[j];
    }
    expected[0] += -1.9 * a + a + 0.9 * p;
    for (int j : new int[] {4, 8}) {
      expected[j] += (-1.9 * p + p + 0.9 * a) / Math.sqrt(2);
    }
    assertThat(image).containsExactly(expected, within(1e-12));
  }

  @Test
  void cells_areDistinct_andSpread() {
    Completion all = new Completion(new PlantedMatrix(13, 11, 1, 1, 143, 0, 2));
    Set<List<Integer>> cells = new HashSet<>();
    for (Measurement m : Instances.measurements(all)) {
      SensingMatrix.Entry e = (SensingMatrix.Entry) m.matrix();
      cells.add(List.of(e.row(), e.col()));
    }
    assertThat(cells).hasSize(143);
    Completion few = new Completion(new PlantedMatrix(1000, 1000, 1, 1, 4000, 0, 2));
    int upper = 0;
    for (Measurement m : Instances.measurements(few)) {
      SensingMatrix.Entry e = (SensingMatrix.Entry) m.matrix();
      upper += e.row() < 500 ? 1 : 0;
    }
    assertThat(upper).isBetween(1850, 2150);
    assertThatThrownBy(() -> new Completion(new PlantedMatrix(3, 3, 1, 1, 10, 0, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has no 10 cells");
  }

  @Test
  void rings_areDisjoint_andTheirEdgesDistinct() {
    Ring rings = new Ring(3, 4, 2);
    Set<List<Integer>> cells = new HashSet<>();
    for (Measurement m : Instances.measurements(rings)) {
      SensingMatrix.Entry e = (SensingMatrix.Entry) m.matrix();
      assertThat(e.row() / 4).isEqualTo(e.col() / 4);
      assertThat(m.weight()).isEqualTo(e.row() == e.col() ? 2 : 1);
      cells.add(List.of(e.row(), e.col()));
    }
    assertThat(cells).hasSize(36);
    assertThat(new Ring(100_000, 20, 10).count()).isEqualTo(6_000_000);
  }

  /** theory 5, the trap of R = 2 with winding number 1 as λ → 0. */
  @Test
  void theory5_ring_theWindingPointIsStationary() {
    Ring ring = new Ring(1, 20, 10);
    RegularizedObjective f = new RegularizedObjective(Instances.objective(ring, 0), 1e-14);
    RegularizedObjective.Evaluation at = f.valueAndGradient(ring.windingTrap(1));
    assertThat(Math.sqrt(at.gradient().normSquared())).isLessThan(1e-12);
    assertThat(at.value()).isGreaterThan(1e-4);
  }

  @Test
  void recoveryError_isTheDistanceOfTheProducts() {
    Factors x = new Factors(GaussianNumbers.matrix(7, 2, 1, 1), GaussianNumbers.matrix(5, 2, 1, 2));
    Factors y = new Factors(GaussianNumbers.matrix(7, 3, 1, 3), GaussianNumbers.matrix(5, 3, 1, 4));
    double difference = 0;
    double size = 0;
    for (int j = 0; j < 35; j++) {
      difference += Math.pow(x.product().data()[j] - y.product().data()[j], 2);
      size += Math.pow(y.product().data()[j], 2);
    }
    assertThat(RecoveryError.of(x, y)).isCloseTo(Math.sqrt(difference / size), within(1e-13));
    assertThat(RecoveryError.of(x, x)).isLessThan(1e-15);
    assertThat(RecoveryError.of(x.plus(1e-12, x), x)).isBetween(1e-12, 3e-12);
  }

  @Test
  void theory5_maxCut_isCertifiedAndItsOptimumHasOnesOnTheDiagonal() {
    MaxCut cut = new MaxCut(12, new CutCosts.Gaussian(3));
    double lambda = cut.lambda().getAsDouble();
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .searchRank(12)
            .solver(SolverKind.SCALED_LBFGS)
            .maxPasses(4000)
            .build();
    FitResult result = new Fit(Instances.objective(cut, 0), settings, row -> {}).run();
    assertThat(result.certificate().certifies(1e-3)).isTrue();
    // ⟨A_i, M⟩ = 1 − O(λ).
    assertThat(result.residualNorm()).isLessThan(Math.sqrt(0.6));
  }

  @Test
  void theory10_maxCutByItsOwnForm_itsCertificateBoundsEveryCut_andItsRowsRoundToAGoodOne() {
    int n = 12;
    MaxCut cut = new MaxCut(n, new CutCosts.Gaussian(3));
    FitSettings settings =
        FitSettings.builder()
            .lambda(cut.lambda().getAsDouble())
            .searchRank(6)
            .structure(Structure.PSD)
            .solver(SolverKind.SCALED_LBFGS)
            .maxPasses(4000)
            .build();
    FitResult result = new Fit(Instances.objective(cut, 0), settings, row -> {}).run();
    assertThat(result.certificate().certifies(1e-3)).isTrue();
    double shift = (double) Objects.requireNonNull(cut.parameters().get("shift"));
    double bound = result.certificate().lowerBound() / (2 * settings.lambda()) - n * shift;
    Matrix costs = cut.costs();
    double best = Double.POSITIVE_INFINITY;
    for (int mask = 0; mask < 1 << (n - 1); mask++) {
      int sides = mask;
      best = Math.min(best, cost(costs, i -> (sides >> i & 1) == 1));
    }
    assertThat(bound).isBetween(1.25 * best, best);
    double rounded = Double.POSITIVE_INFINITY;
    for (int draw = 0; draw < 20; draw++) {
      double[] along = GaussianNumbers.matrix(6, 1, 5, draw).data();
      rounded = Math.min(rounded, cost(costs, i -> side(cut, i, result.factors().left(), along)));
    }
    assertThat(rounded).isBetween(best, 0.9 * best);
  }

  /** a_iᵀUg &gt; 0. */
  private static boolean side(MaxCut cut, int node, Matrix u, double[] g) {
    SensingMatrix.RankOne measured = (SensingMatrix.RankOne) cut.measurement(node).matrix();
    double sum = 0;
    for (int k = 0; k < u.cols(); k++) {
      for (int i = 0; i < u.rows(); i++) {
        sum += measured.left().values()[i] * u.get(i, k) * g[k];
      }
    }
    return sum > 0;
  }

  private static double cost(Matrix costs, IntPredicate isHere) {
    double sum = 0;
    for (int i = 0; i < costs.rows(); i++) {
      for (int j = 0; j < costs.cols(); j++) {
        sum += isHere.test(i) == isHere.test(j) ? costs.get(i, j) : -costs.get(i, j);
      }
    }
    return sum;
  }

  @Test
  void epsilon_isTheObjectiveAtTheTruth() {
    Instance instance = new RankOneSensing(planted(6, 5, 40, 0.1));
    Factors truth = instance.truth().orElseThrow();
    double expected =
        new RegularizedObjective(Instances.objective(instance, 5), 0.02)
            .valueAndGradient(truth)
            .value();
    assertThat(TruthValue.of(instance, truth, 0.02)).isCloseTo(expected, within(1e-12));
  }
}
