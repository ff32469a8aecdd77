package org.overrank.cli.output;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Scales;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TableFormat;
import org.overrank.fit.FitSettings;
import org.overrank.landscape.Instance;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.run.Versions;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;

/** Known points of an instance as models, so that they can be certified and predict. */
final class InstanceModel {
  private static final int PARTITIONS = 2;

  private final Instance instance;
  private final String table;
  private final TableFormat format;

  InstanceModel(Instance instance, String table, TableFormat format) {
    this.instance = instance;
    this.table = table;
    this.format = format;
  }

  /** The seed that matrices are drawn with. */
  static long measurementSeed(Instance instance) {
    return instance.parameters().get("seed") instanceof Long seed ? seed : 1;
  }

  /**
   * A point as a model of the instance.
   *
   * @param point (U, V)
   * @param lambda λ
   * @return the model
   */
  LowRankModel of(Factors point, double lambda) {
    int rank = ProductSvd.of(point.left(), point.right()).rank();
    ModelMetadata metadata =
        new ModelMetadata(
            ModelMetadata.FORMAT_VERSION,
            Versions.ofOverrank(),
            lambda,
            FitSettings.DEFAULT_RELATIVE_GAP,
            1,
            point.searchRank(),
            rank,
            0,
            instance.count(),
            instance.rows(),
            instance.cols(),
            IdIndex.Kind.LONG,
            IdIndex.Kind.LONG,
            new ModelMetadata.Source(
                table,
                format,
                "row",
                "col",
                "value",
                instance.isWeighted() ? "weight" : null,
                null,
                null),
            new ModelMetadata.Entries(
                BadRowPolicy.FAIL,
                DuplicatePolicy.ERROR,
                PARTITIONS,
                0,
                CenteringKind.NONE,
                Regularizer.PLAIN,
                null,
                null,
                null,
                ModelMetadata.Entries.word(instance.loss())),
            measured(),
            null,
            null,
            instance.structure().isSquare() ? instance.structure() : null,
            null);
    LowRankMatrix matrix =
        new LowRankMatrix(
                ids(instance.rows()),
                ids(instance.cols()),
                point,
                Scales.plain(),
                Centering.constant(0),
                0)
            .under(instance.loss());
    return new LowRankModel(metadata, matrix);
  }

  private static IdIndex ids(int size) {
    return IdIndex.ofLongs(LongStream.range(0, size).toArray());
  }

  private ModelMetadata.@Nullable Measured measured() {
    if (instance.kind() == MeasurementKind.ENTRIES) {
      return null;
    }
    return new ModelMetadata.Measured(
        instance.kind(),
        MeasurementColumns.DEFAULT,
        Storage.DOUBLE,
        measurementSeed(instance),
        null);
  }
}
