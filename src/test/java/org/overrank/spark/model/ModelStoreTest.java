package org.overrank.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ResidualQuantiles;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Models come back from files as they went. */
final class ModelStoreTest {
  private static final long[] LONGS = {Long.MIN_VALUE, -1, 0, 7, Long.MAX_VALUE};
  private static final String[] TEXTS = {"", "007", "a \"b\"", "Ünïcødé \uD83D\uDE00"};
  private static final double SLOPE = 1.25;
  private static final int WIDTH = 3;

  @TempDir Path directory;

  private LowRankModel model;
  private Path saved;

  @BeforeEach
  void save() throws IOException {
    model = model();
    saved = directory.resolve("model");
    ModelStore.save(model, new org.apache.hadoop.fs.Path(saved.toString()), new Configuration());
  }

  @Test
  void idsFactorsScalesBiasesAndMetadataComeBackToTheBit() {
    LowRankModel loaded = load();
    assertThat(loaded.metadata()).isEqualTo(model.metadata());
    LowRankMatrix matrix = loaded.matrix();
    assertThat(matrix.factors().left()).isEqualTo(model.matrix().factors().left());
    assertThat(matrix.factors().right()).isEqualTo(model.matrix().factors().right());
    for (int a = 0; a < LONGS.length; a++) {
      assertThat(matrix.rows().idAt(a)).isEqualTo(LONGS[a]);
      for (int b = 0; b < TEXTS.length; b++) {
        assertThat(matrix.cols().idAt(b)).isEqualTo(TEXTS[b]);
        assertThat(matrix.predict(a, b)).isEqualTo(model.matrix().predict(a, b));
      }
      assertThat(matrix.predict(a, -1)).isEqualTo(11 + 0.5 * a);
    }
  }

  @Test
  void predictionsUndoScalesAndBiases() {
    LowRankMatrix matrix = model.matrix();
    double product = 0;
    for (int k = 0; k < WIDTH; k++) {
      product += matrix.factors().left().get(1, k) * matrix.factors().right().get(2, k);
    }
    double expected = SLOPE * (10 + 0.5 * 1 - 2 * 2 + (1 / 2.0) * (1 / 3.0) * product);
    assertThat(matrix.predict(1, 2)).isCloseTo(expected, offset(1e-12));
  }

  @Test
  void executorsGetTheMatrixAsItIs() {
    LocalSpark.session();
    SerializerInstance kryo = SparkEnv.get().serializer().newInstance();
    ClassTag<LowRankMatrix> type = ClassTag$.MODULE$.apply(LowRankMatrix.class);
    LowRankMatrix sent = kryo.deserialize(kryo.serialize(model.matrix(), type), type);
    for (int a = -1; a < LONGS.length; a++) {
      for (int b = -1; b < TEXTS.length; b++) {
        assertThat(sent.predict(a, b)).isEqualTo(model.matrix().predict(a, b));
      }
    }
    assertThat(sent.cols().indexOf("007")).isEqualTo(1);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Path again = directory.resolve("again");
    ModelStore.save(model, new org.apache.hadoop.fs.Path(again.toString()), new Configuration());
    for (String name : new String[] {"metadata.json", "rows.parquet", "cols.parquet"}) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(saved.resolve(name));
    }
  }

  @Test
  void whatIsNotAModelIsRefusedInOneLine() throws IOException {
    assertRefused(directory.resolve("none"), "no such model");
    assertRefused(Files.createDirectory(directory.resolve("empty")), "is not a model");
  }

  @Test
  void aNewerLayoutIsRefused() throws IOException {
    replaceInMetadata("\"formatVersion\" : 1", "\"formatVersion\" : 2");
    assertRefused(saved, "was written by a newer overrank, 0.1.0");
  }

  @Test
  void numbersAndIdsThatAreNotWhatWasWritten_areRefused() throws IOException {
    Path other = directory.resolve("other");
    LowRankMatrix m = model.matrix();
    double next = Math.nextUp(m.factors().right().get(3, 2));
    m.factors().right().set(3, 2, next);
    ModelStore.save(model, new org.apache.hadoop.fs.Path(other.toString()), new Configuration());
    withoutChecksum("cols.parquet");
    Files.copy(
        other.resolve("cols.parquet"),
        saved.resolve("cols.parquet"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused(saved, "cols.parquet is damaged: ids or numbers are not what was written");
    replaceInMetadata("\"lambda\" : 0.25", "\"lambda\" : 0.35");
    assertRefused(saved, "metadata.json is damaged: it is not what was written");
  }

  @Test
  void damagedFilesAreRefused_alsoOfModelsWithoutDigests() throws IOException {
    withoutDigests();
    replaceInMetadata("\"width\" : 3", "\"width\" : 4");
    assertRefused(saved, "cols.parquet is damaged: row 0 has 3 columns");
    replaceInMetadata("\"width\" : 4", "\"width\" : 3");
    replaceInMetadata("\"rows\" : 5", "\"rows\" : 6");
    assertRefused(saved, "rows.parquet is damaged: rows are missing");
    replaceInMetadata("\"rows\" : 6", "\"rows\" : 4");
    assertRefused(saved, "rows.parquet is damaged: unexpected row 4");
    replaceInMetadata("\"lambda\" : 0.25", "\"lambda\" : -1");
    assertRefused(saved, "metadata.json is damaged");
    Files.writeString(saved.resolve("metadata.json"), "{ not json");
    assertRefused(saved, "metadata.json is damaged");
  }

  @Test
  void aTruncatedTableIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(saved.resolve("rows.parquet"));
    withoutChecksum("rows.parquet");
    Files.write(saved.resolve("rows.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(saved, "rows.parquet");
    Files.delete(saved.resolve("rows.parquet"));
    assertRefused(saved, "rows.parquet");
  }

  private void assertRefused(Path path, String expected) {
    assertThatThrownBy(() -> ModelStore.load(LocalSpark.session(), path.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  /** Hadoop's own check of local files would find the damage first. */
  private void withoutChecksum(String name) throws IOException {
    Files.deleteIfExists(saved.resolve("." + name + ".crc"));
  }

  private void replaceInMetadata(String from, String to) throws IOException {
    Path file = saved.resolve("metadata.json");
    withoutChecksum("metadata.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  /** As version 0.1.0 wrote it. */
  private void withoutDigests() throws IOException {
    Path file = saved.resolve("metadata.json");
    String old = Files.readString(file).replaceAll(",\\s+\"\\w*[dD]igest\" : \"\\w+\"", "");
    assertThat(old).doesNotContain("igest");
    withoutChecksum("metadata.json");
    Files.writeString(file, old);
    assertThat(load().metadata()).isEqualTo(model.metadata());
  }

  private LowRankModel load() {
    return ModelStore.load(LocalSpark.session(), saved.toString());
  }

  private static LowRankModel model() {
    ModelMetadata metadata =
        new ModelMetadata(
            ModelMetadata.FORMAT_VERSION,
            "0.1.0",
            0.25,
            1e-3,
            17,
            WIDTH,
            2,
            10,
            9,
            LONGS.length,
            TEXTS.length,
            IdIndex.Kind.LONG,
            IdIndex.Kind.STRING,
            new ModelMetadata.Source("in.csv", null, "r", "c", "v", null, null, null),
            new ModelMetadata.Entries(
                BadRowPolicy.DROP,
                DuplicatePolicy.MEAN,
                2,
                0.1,
                CenteringKind.BIASES,
                Regularizer.WEIGHTED,
                HoldoutRule.IDS,
                null,
                null,
                null),
            null,
            new ModelMetadata.Values(11, 0.5, 0, -1.5, 1e6),
            ResidualQuantiles.of(new double[] {1e-3, 0.25, 0.5}),
            Structure.PSD,
            SLOPE);
    LowRankMatrix matrix =
        new LowRankMatrix(
            IdIndex.ofLongs(LONGS.clone()),
            IdIndex.ofStrings(TEXTS.clone()),
            new Factors(
                GaussianNumbers.matrix(LONGS.length, WIDTH, 3, 1),
                GaussianNumbers.matrix(TEXTS.length, WIDTH, 3, 2)),
            new Scales(new double[] {1, 1 / 2.0, 0, 1, 1}, new double[] {1, 1, 1 / 3.0, 1}),
            new Centering(10, new double[] {0, 0.5, 1, 1.5, 2}, new double[] {0, -2, -4, -6}),
            11);
    return new LowRankModel(metadata, matrix);
  }
}
