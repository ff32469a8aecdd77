package org.overrank.spark.entries;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.overrank.spark.entries.EntryTables.coefficients;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.targets;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.table.DataCounts;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;

/** From a file to blocks, option by option. */
class EntryReaderTest {
  private static final EntryOptions OPTIONS = EntryOptions.defaults();

  @TempDir Path dir;

  private String grid(int rows, int cols) {
    String[] lines = new String[1 + rows * cols];
    lines[0] = "row,col,value";
    for (int k = 0; k < rows * cols; k++) {
      lines[k + 1] = "r" + k / cols + ",c" + k % cols + "," + (k + 1);
    }
    return write(dir.resolve("grid.csv"), lines);
  }

  @Test
  void oneBlockForEachRangeOfRows() {
    try (EntryData data = read(grid(3, 4), OPTIONS.withPartitions(7))) {
      Units eights = new Units(3, 0);
      assertThat(data.shape()).isEqualTo(ProblemShape.ofEntries(3, 4, 12).in(eights));
      assertThat(data.counts()).isEqualTo(new DataCounts(12, 0, 0, 0));
      assertThat(data.train().mapPartitions(EntryReaderTest::count).collect())
          .containsExactly(1, 1, 1, 1, 1, 1, 1);
      int end = 0;
      for (EntryBlock block : data.train().collect()) {
        assertThat(block.range().start()).isEqualTo(end);
        end = block.range().end();
      }
      assertThat(end).isEqualTo(3);
      assertThat(data.heldOut()).isNull();
      assertThat(data.centering().at(0, 0)).isZero();
    }
  }

  private static Iterator<Integer> count(Iterator<EntryBlock> blocks) {
    int count = 0;
    for (; blocks.hasNext(); blocks.next()) {
      count++;
    }
    return List.of(count).iterator();
  }

  @Test
  void onlyTheResultStaysPersistedUntilClosed() {
    Set<Integer> before = LocalSpark.persisted();
    try (EntryData data = read(grid(6, 5), OPTIONS.withHoldout(0.3, 1))) {
      assertThat(data.transposed().count()).isEqualTo(4);
      Set<Integer> during = LocalSpark.persisted();
      during.removeAll(before);
      assertThat(during)
          .containsExactlyInAnyOrder(
              data.train().id(),
              data.rowTerms().id(),
              requireNonNull(data.heldOut()).id(),
              requireNonNull(data.heldOutCells()).values().id(),
              data.transposed().id());
      assertThat(data.train().name()).isEqualTo("overrank entries by rows");
    }
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  /** Counts jobs until one whose description says that it is the last. */
  private static final class JobCounter extends SparkListener {
    private static final String LAST = "last";
    private final CountDownLatch ended = new CountDownLatch(1);
    private int jobs;

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      if (LAST.equals(start.properties().getProperty("spark.job.description"))) {
        ended.countDown();
      } else {
        jobs++;
      }
    }
  }

  @Test
  void fourJobsReadATable_oneOfThemForTheHoldOut() throws InterruptedException {
    JobCounter counter = new JobCounter();
    String path = grid(4, 4);
    SparkContext context = LocalSpark.session().sparkContext();
    context.addSparkListener(counter);
    try (EntryData data = read(path, OPTIONS.withHoldout(0.2, 1))) {
      context.setJobDescription(JobCounter.LAST);
      assertThat(data.train().count()).isEqualTo(4);
      assertThat(counter.ended.await(15, TimeUnit.MINUTES)).isTrue();
      assertThat(counter.jobs).isEqualTo(4);
    } finally {
      context.setJobDescription(null);
      context.removeSparkListener(counter);
    }
  }

  @Test
  void aFailureLeavesNothingPersisted() {
    Set<Integer> before = LocalSpark.persisted();
    String path = write(dir.resolve("in.csv"), "row,col,value", "1,1,1", "1,1,2");
    assertThatThrownBy(() -> read(path)).hasMessageContaining("duplicate");
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  @Test
  void weightsAndTheWeightedRegularizer() {
    String path =
        write(dir.resolve("in.csv"), "row,col,value,w", "a,x,1,4", "a,y,2,1", "b,x,3,9", "a,z,4,1");
    EntrySource source = EntrySource.of(path).withWeight("w");
    EntryOptions options = OPTIONS.withRegularizer(Regularizer.WEIGHTED);
    try (EntryData data = EntryReader.read(LocalSpark.session(), source, options)) {
      assertThat(targets(data, data.train()))
          .containsExactly(
              entry("a/x", List.of(2.0)),
              entry("a/y", List.of(2.0)),
              entry("a/z", List.of(4.0)),
              entry("b/x", List.of(9.0)));
      double s = 1 / Math.sqrt(3);
      double t = 1 / Math.sqrt(2);
      assertThat(coefficients(data, data.train()))
          .containsExactly(
              entry("a/x", List.of(2 * s * t)),
              entry("a/y", List.of(s)),
              entry("a/z", List.of(s)),
              entry("b/x", List.of(3 * 1.0 * t)));
      assertThat(data.scales().row(0)).isEqualTo(s);
      assertThat(data.scales().col(0)).isEqualTo(t);
    }
  }

  @Test
  void theHoldoutIsCenteredByTheTrainingEntries() {
    EntryOptions options = OPTIONS.withHoldout(0.4, 3).withCenter(CenteringKind.MEAN);
    try (EntryData all = read(grid(8, 9));
        EntryData data = read(grid(8, 9), options)) {
      Map<String, List<Double>> values = targets(all, all.train());
      Map<String, List<Double>> train = targets(data, data.train());
      Map<String, List<Double>> heldOut = targets(data, data.heldOut());
      double mean =
          train.keySet().stream().mapToDouble(k -> first(values, k)).average().orElseThrow();

      assertThat(data.counts()).isEqualTo(new DataCounts(train.size(), heldOut.size(), 0, 0));
      assertThat(train.size() + heldOut.size()).isEqualTo(72);
      assertThat(heldOut.size()).isBetween(15, 45);
      assertThat(train.keySet()).doesNotContainAnyElementsOf(heldOut.keySet());
      assertThat(data.centering().mean()).isCloseTo(mean, within(1e-12));
      heldOut.forEach(
          (cell, target) ->
              assertThat(target.get(0)).isEqualTo(first(values, cell) - data.centering().mean()));
    }
  }

  private static double first(Map<String, List<Double>> cells, String cell) {
    return requireNonNull(cells.get(cell)).get(0);
  }

  @Test
  void coldCellsOfTheHoldoutHaveCoefficientZero() {
    EntryOptions options = OPTIONS.withHoldout(0.7, 5).withRegularizer(Regularizer.WEIGHTED);
    try (EntryData data = read(grid(9, 2), options)) {
      Map<String, List<Double>> train = targets(data, data.train());
      long cold = 0;
      for (var cell : coefficients(data, data.heldOut()).entrySet()) {
        String row = cell.getKey().substring(0, cell.getKey().indexOf('/') + 1);
        boolean known = train.keySet().stream().anyMatch(key -> key.startsWith(row));
        assertThat(cell.getValue().get(0) == 0).isEqualTo(!known);
        cold += known ? 0 : 1;
      }
      assertThat(cold).isPositive();
    }
  }

  @Test
  void aHoldoutOfEverythingIsAnError() {
    String path = write(dir.resolve("in.csv"), "row,col,value", "1,1,1");
    assertThatThrownBy(() -> read(path, OPTIONS.withHoldout(0.999999, 1)))
        .hasMessage("the hold-out (holdout 0.999999) leaves none of 1 entries to fit");
  }

  @Test
  void theLastDuplicateIsLastByFileAndRow() {
    write(dir.resolve("in/b.csv"), "row,col,value", "1,1,10", "2,2,20");
    write(dir.resolve("in/a.csv"), "row,col,value", "1,1,3", "2,2,4", "2,2,5", "3,3,6");
    EntryOptions last = OPTIONS.withOnDuplicate(DuplicatePolicy.LAST);
    try (EntryData data = read(dir.resolve("in").toString(), last)) {
      assertThat(targets(data, data.train()))
          .containsExactly(
              entry("1/1", List.of(10.0)), entry("2/2", List.of(20.0)), entry("3/3", List.of(6.0)));
      assertThat(data.counts()).isEqualTo(new DataCounts(3, 0, 0, 3));
    }
  }
}
