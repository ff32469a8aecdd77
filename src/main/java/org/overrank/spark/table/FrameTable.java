package org.overrank.spark.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/**
 * A DataFrame as a table. Its rows are ordered by their partitions, as {@link Dataset#collect}
 * orders them; a row's number in messages counts from 1 in that order.
 *
 * @param frame the DataFrame
 */
public record FrameTable(Dataset<Row> frame) implements InputTable {
  /** What a DataFrame is called where a file has a path. */
  public static final String NAME = "DataFrame";

  @Override
  public String path() {
    return NAME;
  }

  @Override
  public SparkSession session() {
    return frame.sparkSession();
  }

  @Override
  public StructType schema(List<String> required) {
    return frame.schema();
  }

  @Override
  public Dataset<Row> raw(List<String> columns, List<String> ids) {
    for (String column : columns) {
      if (ColumnPath.parts(frame.schema(), column).isEmpty()) {
        throw new InvalidInputException(
            "no column "
                + Shown.cell(column)
                + "; there are: "
                + Shown.names(List.of(frame.columns())));
      }
    }
    return frame;
  }

  @Override
  public Column malformed(Dataset<Row> raw, List<String> ids) {
    return functions.coalesce(
        ids.stream()
            .map(id -> ColumnTypes.idProblem(raw, id, TextEncoding.UTF_8, false))
            .toArray(Column[]::new));
  }

  @Override
  public Column corrupt(Dataset<Row> raw) {
    return functions.lit(null).cast(DataTypes.StringType);
  }

  @Override
  public String expectedRecord(int columns) {
    return "a row";
  }

  @Override
  public Column[] place(Dataset<Row> raw) {
    return new Column[] {
      functions.lit(NAME), functions.spark_partition_id().cast(DataTypes.LongType)
    };
  }
}
