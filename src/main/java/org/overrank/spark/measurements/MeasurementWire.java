package org.overrank.spark.measurements;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.overrank.data.measurements.AssembledBlock;
import org.overrank.data.measurements.BlockSummary;
import org.overrank.data.measurements.IdSide;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.measurements.MatrixSize;
import org.overrank.data.measurements.MeasurementChunk;
import org.overrank.data.model.FeatureFactors;

/** The classes that reading measurements sends between machines. */
public final class MeasurementWire {
  /** All but records. */
  public static final List<Class<?>> CLASSES =
      List.of(
          MeasurementChunk.class,
          AssembledBlock.class,
          IdSide.class,
          // Types of columns, which Spark itself sends with the schema of Parquet.
          SQLDataTypes.VectorType().getClass(),
          SQLDataTypes.MatrixType().getClass());

  /** Records. */
  public static final List<Class<? extends Record>> RECORDS =
      List.of(BlockSummary.class, MatrixSize.class, IdSides.class, FeatureFactors.class);

  private MeasurementWire() {}
}
