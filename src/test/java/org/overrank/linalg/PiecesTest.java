package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops on all cores: every index once, and the bits of the plain loop. */
class PiecesTest {
  @ParameterizedTest
  @CsvSource({"0,8", "1,8", "8,8", "9,8", "100000,8192", "100,1"})
  void everyIndexIsWorkedOnOnce(int length, int piece) {
    AtomicIntegerArray visits = new AtomicIntegerArray(length);
    Pieces.forEach(
        length,
        piece,
        (start, end) -> {
          assertThat(end - start).isBetween(1, piece);
          for (int i = start; i < end; i++) {
            visits.incrementAndGet(i);
          }
        });
    for (int i = 0; i < length; i++) {
      assertThat(visits.get(i)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8192, 8191, 256, 1})
  void theLongestArraysAreCutToTheirEnd(int piece) {
    int length = Integer.MAX_VALUE;
    int count = Pieces.count(length, piece);
    assertThat((long) count * piece).isBetween((long) length, (long) length + piece - 1);
    assertThat(Pieces.end(count - 1, length, piece)).isEqualTo(length);
    assertThat(Pieces.end(0, length, piece)).isEqualTo(piece);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8192, 8193, 65_536, 65_537, 300_000})
  void sumsOfPiecesAreAddedInTheirOrder(int length) {
    double[] x = TestMatrices.random(1, length, 1).data();
    double expected = 0;
    for (int start = 0; start < length; start += Pieces.ENTRIES) {
      int end = Math.min(length, start + Pieces.ENTRIES);
      double piece = Dot.product(x, start, x, start, end - start);
      expected = start == 0 ? piece : expected + piece;
    }
    assertThat(Pieces.sum(length, (s, e) -> Dot.product(x, s, x, s, e - s))).isEqualTo(expected);
  }

  @Test
  void alone_staysInThisThread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Pieces.alone(
        () -> {
          Pieces.forEach(10_000, 1, (start, end) -> threads.add(Thread.currentThread()));
          return null;
        });
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThatThrownBy(
            () ->
                Pieces.alone(
                    () -> {
                      throw new IllegalStateException("x");
                    }))
        .hasMessage("x");
  }

  @Test
  void largeProducts_haveTheBitsOfTheirDefinition() {
    Matrix a = TestMatrices.random(3_001, 70, 1);
    Matrix b = TestMatrices.random(70, 67, 2);
    Matrix product = Multiply.ab(a, b);
    assertThat(Multiply.abt(a, b.transpose())).isEqualTo(product);
    assertThat(Multiply.atb(a.transpose(), b)).isEqualTo(product);
    for (int i = 0; i < a.rows(); i += 7) {
      for (int j = 0; j < b.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum = Math.fma(a.get(i, k), b.get(k, j), sum);
        }
        assertThat(product.get(i, j)).isEqualTo(sum);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2100,70", "130,270"})
  void largeGramMatrices_haveTheBitsOfTheirDefinition(int rows, int cols) {
    Matrix x = TestMatrices.random(rows, cols, 3);
    Matrix gram = Gram.xtx(x);
    for (int i = 0; i < cols; i++) {
      for (int j = i; j < cols; j += 3) {
        double sum = 0;
        for (int b = 0; b < rows; b++) {
          sum = Math.fma(x.get(b, i), x.get(b, j), sum);
        }
        assertThat(gram.get(i, j)).isEqualTo(sum);
        assertThat(gram.get(j, i)).isEqualTo(sum);
      }
    }
  }
}
