package org.overrank.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputOrderTest {
  private static Segment segment(String file, long start, @Nullable String... problems) {
    Segment segment = new Segment("file:/data/" + file, start);
    for (String problem : problems) {
      segment.count(problem);
    }
    return segment;
  }

  private final Segment late = segment("a.csv", 1000, null, "late", null);
  private final Segment early = segment("a.csv", 0, null, null);
  private final Segment other = segment("b%20c.csv", 0, "other", null, "more");
  private final InputOrder order = new InputOrder(new Segment[] {other, late, early});

  @Test
  void filesByNameAndPiecesByPlace() {
    assertThat(order.rows()).isEqualTo(8);
    assertThat(order.badRows()).isEqualTo(3);
    assertThat(order.offset(early)).isZero();
    assertThat(order.offset(late)).isEqualTo(2);
    assertThat(order.offset(other)).isEqualTo(5);
  }

  @Test
  void rowsAreNamedByFile() {
    assertThat(order.where(0)).isEqualTo("a.csv, data row 1");
    assertThat(order.where(4)).isEqualTo("a.csv, data row 5");
    assertThat(order.where(5)).isEqualTo("\"b c.csv\", data row 1");
    assertThat(order.firstProblem()).isEqualTo("a.csv, data row 4: late");
    assertThat(new InputOrder(new Segment[] {early}).firstProblem()).isNull();
  }
}
