package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.OwnJvm;
import org.overrank.fit.CheckpointCodec;
import org.overrank.fit.FitCheckpoint;
import org.overrank.fit.TraceRow;

/** A fit in another JVM, killed; the same fit here goes on with it. */
final class KilledFitTest {
  private static final int ENOUGH_STEPS = 4;

  @TempDir Path directory;

  /** The fit, in a session without any of this program's settings. */
  public static void main(String[] args) {
    estimator(args[0]).fit(Ratings.texts(LocalSpark.bare(1)));
  }

  private static MatrixCompletion estimator(String checkpoints) {
    MatrixCompletion estimator =
        new MatrixCompletion()
            .setRegularizer("plain")
            .setCenter("biases")
            .setRegParam(1e-5)
            .setRelativeGap(1e-9)
            .setSolver("scaled-lbfgs")
            .setMaxIter(150)
            .setCheckpointSeconds(0);
    return checkpoints.isEmpty() ? estimator : estimator.setCheckpointDir(checkpoints);
  }

  @Test
  void afterAKill_theSameFitGoesOn_toTheSameBits() throws Exception {
    Path checkpoints = directory.resolve("checkpoints");
    FitCheckpoint left = killed(checkpoints);
    Dataset<Row> ratings = Ratings.texts(LocalSpark.session());
    MatrixCompletionModel straight = estimator("").fit(ratings);
    MatrixCompletionModel resumed = estimator(checkpoints.toString()).fit(ratings);
    List<TraceRow> trace = resumed.summary().trace();
    // The seconds too: these are the other JVM's iterates, there in the units of the solver.
    for (int k = 0; k < left.trace().size(); k++) {
      assertThat(trace.get(k).seconds()).isEqualTo(left.trace().get(k).seconds());
      assertThat(trace.get(k).passes()).isEqualTo(left.trace().get(k).passes());
    }
    assertThat(trace).hasSameSizeAs(straight.summary().trace());
    assertThat(resumed.fitted().matrix().factors().left())
        .isEqualTo(straight.fitted().matrix().factors().left());
    assertThat(resumed.fitted().matrix().factors().right())
        .isEqualTo(straight.fitted().matrix().factors().right());
    assertThat(resumed.certificate()).isEqualTo(straight.certificate());
    assertThat(checkpoints).isEmptyDirectory();
  }

  private FitCheckpoint killed(Path checkpoints) throws Exception {
    Process fit =
        new ProcessBuilder(OwnJvm.command(KilledFitTest.class.getName(), checkpoints.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    while (fit.isAlive() && steps(checkpoints) < ENOUGH_STEPS) {
      Thread.sleep(2);
    }
    fit.destroyForcibly().waitFor();
    return checkpoint(checkpoints).orElseThrow(() -> new AssertionError("no checkpoint: " + log()));
  }

  private static int steps(Path checkpoints) {
    return checkpoint(checkpoints).map(FitCheckpoint::iteration).orElse(0);
  }

  private static Optional<FitCheckpoint> checkpoint(Path checkpoints) {
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      Optional<Path> file =
          files.filter(path -> path.toString().endsWith(".checkpoint")).findFirst();
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file.get())) {
        return Optional.of(CheckpointCodec.read(in));
      }
    } catch (IOException e) {
      return Optional.empty(); // Replaced in this moment.
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
