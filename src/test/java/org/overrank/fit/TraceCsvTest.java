package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.fit.SampleFits.with;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.InvalidInputException;

class TraceCsvTest {
  private static final TraceRow ROW =
      new TraceRow(
          3,
          1L << 40,
          0.25,
          Math.nextUp(0.1),
          Double.MIN_VALUE,
          Double.POSITIVE_INFINITY,
          7,
          Double.NaN,
          -1e300,
          Double.NaN,
          Double.NaN,
          "",
          "");

  @Test
  void readsBackWhatWasWritten() {
    TraceRow awkward = with(ROW, "event", "a, \"b\"\r\n\n\",\" Ω");
    List<TraceRow> rows = List.of(ROW, awkward, with(awkward, "gapBound", "exact"), ROW);
    assertThat(TraceCsv.read(TraceCsv.write(rows), "t")).isEqualTo(rows);
    List<TraceRow> run = SampleFits.wideningTrace();
    assertThat(TraceCsv.read(TraceCsv.write(run), "t")).isEqualTo(run);
  }

  @Test
  void headerIsTheComponents() {
    String components =
        Stream.of(TraceRow.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.joining(","));
    assertThat(TraceCsv.write(List.of())).isEqualTo(components + "\n");
    assertThat(TraceCsv.read(components, "t")).isEmpty();
  }

  @Test
  void nanIsAnEmptyFieldAndEventsAreQuoted() {
    assertThat(TraceCsv.write(List.of(with(ROW, "event", "say \"hi\""))))
        .endsWith(
            "\n3,1099511627776,0.25,0.10000000000000002,4.9E-324,Infinity,7,,-1.0E300,,,,\"say \"\"hi\"\"\"\n");
  }

  @Test
  void readsLinesEndedByCrLf() {
    String csv = TraceCsv.write(List.of(ROW, ROW)).replace("\n", "\r\n");
    assertThat(TraceCsv.read(csv, "t")).containsExactly(ROW, ROW);
  }

  @Test
  void refusesWhatIsNoTraceNamingTheRow() {
    String csv = TraceCsv.write(List.of(ROW, ROW));
    refuses("", "t: not a trace");
    refuses(csv.replaceFirst("nu,", "mu,"), "t: not a trace: the header");
    refuses(csv + "1,2\n", "t, row 3: 2 fields, not 13");
    refuses(
        csv + csv.lines().skip(1).findFirst().orElseThrow().replace("0.25", "x"),
        "t, row 3: not a number");
    refuses(csv + "\"open", "t, row 3: a quote is not closed");
    refuses(csv + "\"a\"b\n", "t, row 3: text after a closing quote");
  }

  private static void refuses(String csv, String message) {
    assertThatThrownBy(() -> TraceCsv.read(csv, "t"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }
}
