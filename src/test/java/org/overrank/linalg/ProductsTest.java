package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 1, 5",
    "1, 9, 1",
    "7, 64, 3",
    "65, 63, 257",
    "20, 130, 256",
    "5, 0, 4",
    "0, 3, 4",
    "4, 3, 0",
    "300, 70, 2"
  })
  void theThreeProductsAgreeWithTheDefinition(int m, int k, int n) {
    Matrix a = TestMatrices.random(m, k, 1);
    Matrix b = TestMatrices.random(k, n, 2);
    Matrix expected = TestMatrices.naiveProduct(a, b);
    double tolerance = 1e-14 * (k + 1) * 10;
    assertThat(TestMatrices.distance(Multiply.ab(a, b), expected)).isLessThan(tolerance);
    assertThat(TestMatrices.distance(Multiply.atb(a.transpose(), b), expected))
        .isLessThan(tolerance);
    assertThat(TestMatrices.distance(Multiply.abt(a, b.transpose()), expected))
        .isLessThan(tolerance);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "3, 5", "64, 10", "67, 300", "200, 65", "0, 4"})
  void theGramMatrixAgreesWithTheDefinition(int m, int n) {
    Matrix x = TestMatrices.random(m, n, 3);
    Matrix gram = Gram.xtx(x);
    assertThat(TestMatrices.distance(gram, TestMatrices.naiveProduct(x.transpose(), x)))
        .isLessThan(1e-12);
    assertThat(gram).isEqualTo(gram.transpose());
  }

  @Test
  void outerProductsAreAddedToTheUpperTriangleOnly() {
    double[][] upper = new double[6][6];
    upper[5][0] = 42;
    Matrix x = TestMatrices.random(5, 6, 4);
    double[][] rows = new double[5][];
    for (int b = 0; b < 5; b++) {
      rows[b] = Arrays.copyOfRange(x.data(), b * 6, b * 6 + 6);
    }
    Gram.addOuterProducts(upper, 6, rows, 3);
    Gram.addOuterProducts(upper, 6, new double[][] {rows[3], rows[4]}, 2);
    assertThat(upper[5][0]).isEqualTo(42);
    assertThat(TestMatrices.distance(Gram.symmetric(upper), Gram.xtx(x))).isLessThan(1e-14);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Matrix a = Matrix.zeros(2, 3);
    assertThatThrownBy(() -> Multiply.ab(a, a)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Multiply.atb(a, a.transpose()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Multiply.abt(a, a.transpose()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
