package org.overrank.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;

class ColumnGaugeTest {
  private static Factors random(int rows, int cols, int width, long seed) {
    return new Factors(
        GaussianNumbers.matrix(rows, width, seed, 1), GaussianNumbers.matrix(cols, width, seed, 2));
  }

  @Test
  void keepsTheProductAndMakesColumnsEquallyLong() {
    Factors point = random(9, 7, 4, 1);
    Factors uneven = new Factors(point.left().copy(), point.right().copy());
    for (int i = 0; i < 9; i++) {
      uneven.left().set(i, 2, 50 * uneven.left().get(i, 2));
    }
    Factors balanced = ColumnGauge.balancing(uneven, 1e-3).apply(uneven);
    assertArrayEquals(uneven.product().data(), balanced.product().data(), 1e-12);
    for (int k = 0; k < 4; k++) {
      assertEquals(length(balanced.left(), k), length(balanced.right(), k), 1e-12);
    }
    double nuclear = ProductSvd.of(uneven.left(), uneven.right()).nuclearNorm();
    assertTrue(balanced.normSquared() < uneven.normSquared());
    assertTrue(balanced.normSquared() >= 2 * nuclear);
  }

  @Test
  void innerProductsOfGradientsAndDirectionsStay() {
    Factors point = random(9, 7, 4, 2).times(3);
    ColumnGauge gauge = ColumnGauge.balancing(point, 0);
    Factors direction = random(9, 7, 4, 3);
    Factors gradient = random(9, 7, 4, 4);
    double moved = gauge.apply(direction).dot(gauge.applyToGradient(gradient));
    assertEquals(direction.dot(gradient), moved, 1e-12);
  }

  @Test
  void leavesBalancedAndZeroColumnsAlone() {
    Factors point = random(9, 7, 3, 5);
    for (int i = 0; i < 9; i++) {
      point.left().set(i, 1, 0);
    }
    Factors changed = ColumnGauge.balancing(point, 0).apply(point);
    for (int i = 0; i < 7; i++) {
      assertEquals(point.right().get(i, 1), changed.right().get(i, 1));
    }
    Factors kept = ColumnGauge.balancing(point, 1).apply(point);
    assertArrayEquals(point.left().data(), kept.left().data());
    assertArrayEquals(point.right().data(), kept.right().data());
  }

  private static double length(Matrix x, int column) {
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      sum += x.get(i, column) * x.get(i, column);
    }
    return Math.sqrt(sum);
  }
}
