package org.overrank.spark.model;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.spark.table.SparkErrors;

/** Reads one side of a model; every row must be there once, whatever the order. */
final class ModelSideReader {
  private static final String VERIFY = "parquet.page.verify-checksum.enabled";

  private final String file;
  private final IdIndex.Kind kind;
  private final int size;
  private final Matrix factor;
  private final double[] scale;
  private final double[] bias;
  private final BitSet seen = new BitSet();

  private ModelSideReader(String file, IdIndex.Kind kind, int size, int width) {
    this.file = file;
    this.kind = kind;
    this.size = size;
    this.factor = Matrix.zeros(size, width);
    this.scale = new double[size];
    this.bias = new double[size];
  }

  /**
   * Reads a file.
   *
   * @param spark the session
   * @param file where
   * @param kind what the ids are kept as
   * @param size how many rows there must be
   * @param width R
   * @return the side
   * @throws InvalidInputException if the file is not a whole side of a model
   */
  static ModelSide read(SparkSession spark, String file, IdIndex.Kind kind, int size, int width) {
    try {
      return SparkErrors.reading(
          file, () -> new ModelSideReader(file, kind, size, width).read(spark));
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException e) {
      // Damage makes Parquet fail in many ways: sizes below zero, places outside of arrays.
      throw new InvalidInputException(file + " is damaged: " + SparkErrors.line(e), e);
    }
  }

  private ModelSide read(SparkSession spark) {
    boolean numbers = kind == IdIndex.Kind.LONG;
    Dataset<Row> table = table(spark, file, kind);
    long[] longs = new long[numbers ? size : 0];
    String[] texts = new String[numbers ? 0 : size];
    Iterator<Row> rows = table.toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      int i = take(row);
      if (numbers) {
        longs[i] = row.getLong(1);
      } else {
        texts[i] = row.getString(1);
      }
    }
    require(seen.cardinality() == size, "rows are missing");
    return new ModelSide(ids(numbers, longs, texts), factor, scale, bias);
  }

  /** The file, or the files of a directory, as a table: index, id, scale, bias, factor. */
  static Dataset<Row> table(SparkSession spark, String file, IdIndex.Kind kind) {
    return spark
        .read()
        .option(VERIFY, true)
        .option("__globPaths__", false)
        .schema(schema(kind == IdIndex.Kind.LONG))
        .parquet(file);
  }

  private static StructType schema(boolean numbers) {
    return new StructType()
        .add("index", DataTypes.IntegerType)
        .add("id", numbers ? DataTypes.LongType : DataTypes.StringType)
        .add("scale", DataTypes.DoubleType)
        .add("bias", DataTypes.DoubleType)
        .add("factor", DataTypes.createArrayType(DataTypes.DoubleType));
  }

  private int take(Row row) {
    require(!row.anyNull(), "values are missing");
    int i = row.getInt(0);
    require(i >= 0 && i < size && !seen.get(i), "unexpected row " + i);
    seen.set(i);
    scale[i] = row.getDouble(2);
    bias[i] = row.getDouble(3);
    List<Double> values = row.getList(4);
    require(values.size() == factor.cols(), "row " + i + " has " + values.size() + " columns");
    for (int k = 0; k < values.size(); k++) {
      factor.set(i, k, values.get(k));
    }
    return i;
  }

  private IdIndex ids(boolean numbers, long[] longs, String[] texts) {
    try {
      return numbers ? IdIndex.ofLongs(longs) : IdIndex.ofStrings(texts);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new InvalidInputException(file + " is damaged: " + problem);
    }
  }
}
