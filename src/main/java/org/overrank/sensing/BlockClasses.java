package org.overrank.sensing;

import java.util.List;

/** The classes that blocks are made of, for serializers that want to know them beforehand. */
public final class BlockClasses {
  /** All but records. */
  public static final List<Class<?>> CLASSES =
      List.of(
          EntryBlock.class,
          EntryBlock[].class,
          Background.class,
          BackgroundBasis.class,
          DenseBlock.class,
          SparseBlock.class,
          RankOneBlock.class,
          DenseVectors.class,
          SparseVectors.class,
          Targets.class,
          SensingVector.class,
          Side.class,
          Storage.class,
          MeasurementKind.class,
          float[].class,
          float[][].class);

  /** Records. */
  public static final List<Class<? extends Record>> RECORDS =
      List.of(
          RowRange.class,
          BlockSpec.class,
          Measurement.class,
          MatrixRows.Doubles.class,
          MatrixRows.Floats.class,
          MatrixRows.Seeded.class,
          SensingMatrix.Entry.class,
          SensingMatrix.Dense.class,
          SensingMatrix.Sparse.class,
          SensingMatrix.RankOne.class,
          SensingMatrix.SeededGaussian.class);

  private BlockClasses() {}
}
