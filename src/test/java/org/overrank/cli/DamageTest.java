package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.fit.CheckpointCodec;
import org.overrank.fit.FitCheckpoint;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.model.ModelStore;

/** One bit of a file flips: it is noticed in one line, or what is read is what was written. */
final class DamageTest {
  private static final int FLIPS = 40;
  private static final Path OLD = Path.of("src/test/resources/org/overrank/version010");

  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void save() throws IOException {
    model = directory.resolve("model");
    ModelStore.save(
        load(OLD.resolve("fit")),
        new org.apache.hadoop.fs.Path(model.toString()),
        new Configuration());
  }

  private static LowRankModel load(Path path) {
    return ModelStore.load(LocalSpark.session(), path.toString());
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    return result;
  }

  @Test
  void aModelOfVersion010_hasNoDigests_andIsRead() {
    assertThat(load(OLD.resolve("fit")).metadata().version()).isEqualTo("0.1.0");
    assertSame(load(OLD.resolve("fit")), load(model));
  }

  @Test
  void aBitOfAModel() throws IOException {
    LowRankModel written = load(model);
    List<String> names = List.of("rows.parquet", "cols.parquet", "metadata.json");
    int noticed = 0;
    for (int k = 0; k < FLIPS; k++) {
      Path file = model.resolve(names.get(k % names.size()));
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, flipped(bytes, new Random(k)));
      try {
        assertSame(load(model), written);
      } catch (InvalidInputException e) {
        noticed++;
        assertThat(e.getMessage()).as("flip %d", k).contains(model.toString()).hasLineCount(1);
      } finally {
        Files.write(file, bytes);
      }
    }
    assertThat(noticed).isGreaterThan(FLIPS / 2);
  }

  private static void assertSame(LowRankModel read, LowRankModel written) {
    assertThat(read.metadata()).isEqualTo(written.metadata());
    LowRankMatrix a = read.matrix();
    LowRankMatrix b = written.matrix();
    assertThat(a.factors().left()).isEqualTo(b.factors().left());
    assertThat(a.factors().right()).isEqualTo(b.factors().right());
    for (int i = 0; i < a.rows().size(); i++) {
      assertThat(a.rows().idAt(i)).isEqualTo(b.rows().idAt(i));
      for (int j = 0; j < a.cols().size(); j++) {
        assertThat(a.cols().idAt(j)).isEqualTo(b.cols().idAt(j));
        assertThat(a.predict(i, j)).isEqualTo(b.predict(i, j));
      }
    }
  }

  @Test
  void aBitOfACheckpoint() throws IOException {
    FitCheckpoint written = FitCheckpoint.ofAnswer("identity", load(model).matrix().factors());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CheckpointCodec.write(written, out);
    for (int k = 0; k < 3 * FLIPS; k++) {
      byte[] bytes = flipped(out.toByteArray(), new Random(k));
      try {
        CheckpointCodec.read(new ByteArrayInputStream(bytes));
        throw new AssertionError("flip " + k + " was not noticed");
      } catch (IOException e) {
        assertThat(e.getMessage()).as("flip %d", k).doesNotContain("\n");
      }
    }
  }

  /** Without seals not all is noticed, but nothing ends in a stack trace. */
  @Test
  void aBitOfTheTrialsOfVersion010() throws IOException {
    Path results = Files.createDirectories(directory.resolve("sweep"));
    for (String name : List.of("sweep.conf", "lambdas.json")) {
      Files.copy(OLD.resolve("sweep").resolve(name), results.resolve(name));
    }
    byte[] bytes = Files.readAllBytes(OLD.resolve("sweep/trials.jsonl"));
    Path file = Files.write(results.resolve("trials.jsonl"), bytes);
    CommandRun whole = CommandRun.withoutSpark("report", "--results", results.toString());
    assertThat(whole.exit()).as("%s", whole.err()).isZero();
    for (int k = 0; k < FLIPS; k++) {
      Files.write(file, flipped(bytes, new Random(k)));
      CommandRun run = CommandRun.withoutSpark("report", "--results", results.toString());
      assertThat(run.exit()).as("flip %d: %s", k, run.err()).isIn(0, 2);
      assertThat(run.err()).hasSize(run.exit() == 0 ? 0 : 1);
    }
  }
}
