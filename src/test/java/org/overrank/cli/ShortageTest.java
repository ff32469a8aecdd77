package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.Shortage;

/** What ran out is said, however Spark wraps it. */
final class ShortageTest {
  private static final String LOST =
      "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure:"
          + " Lost task 0.3 in stage 1.0 (TID 4) (10.0.0.7 executor 2): ";

  private static String remark(Throwable failure) {
    return Shortage.remark(failure).orElse("nothing");
  }

  @Test
  void theDriversMemory() {
    assertThat(remark(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
        .contains("give the driver more");
    assertThat(
            remark(
                new SparkException(
                    "Lost task 0.0 in stage 1.0 (TID 1) (127.0.0.1 executor driver):"
                        + " java.lang.OutOfMemoryError: Java heap space")))
        .contains("give the driver more");
  }

  @Test
  void anExecutorsMemory() {
    for (String reason :
        new String[] {
          "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason:"
              + " Command exited with code 52",
          "java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf",
          "Container killed by YARN for exceeding physical memory limits",
          "The executor with id 2 exited with exit code 137(SIGKILL, possible container OOM)."
        }) {
      assertThat(remark(new SparkException(LOST + reason)))
          .as(reason)
          .contains("an executor ran out of memory", "--executor-memory")
          .hasLineCount(1);
    }
  }

  @Test
  void aDisk() {
    IOException full = new IOException("No space left on device");
    assertThat(remark(new SparkException(LOST + full))).contains("SPARK_LOCAL_DIRS");
    assertThat(remark(new IllegalStateException(full)))
        .contains("SPARK_LOCAL_DIRS")
        .hasLineCount(1);
    assertThat(remark(new IllegalStateException("something else"))).isEqualTo("nothing");
  }

  @Test
  void heapsThatSparkRefuses_areRefusedBefore() {
    SparkConf driver = OwnSession.configuration("fit").set("spark.testing.memory", "268435456");
    assertThatThrownBy(() -> OwnSession.requireMemory(driver))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the driver's heap is 256 MB, and Spark needs 450 MB: set OVERRANK_DRIVER_MEMORY=1g or"
                + " more");
    SparkConf executor = OwnSession.configuration("fit").set("spark.executor.memory", "256m");
    assertThatThrownBy(() -> OwnSession.requireMemory(executor))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("an executor's heap is 256 MB");
    OwnSession.requireMemory(OwnSession.configuration("fit").set("spark.executor.memory", "1g"));
  }

  @Test
  @Tag("attack")
  void aFieldLargerThanTheHeapIsOneLine(@TempDir Path dir) throws Exception {
    Path table = dir.resolve("t.csv.gz");
    byte[] piece = "y".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(table))) {
      out.write("row,col,value,note\n1,2,3,x\n2,1,4,".getBytes(StandardCharsets.US_ASCII));
      for (int k = 0; k < 700; k++) {
        out.write(piece);
      }
    }
    String[] fit = {"fit", "--input=" + table, "--output=" + dir.resolve("out"), "--lambda=1"};
    OwnProcess process = OwnProcess.start(dir.resolve("log"), fit);
    assertThat(process.await()).isEqualTo(1);
    assertThat(process.lines()).singleElement().asString().contains("out of memory");
    assertThat(dir.resolve("out")).doesNotExist();
  }
}
