package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pom leaves out a third of Spark's jars: every format must still be written and read. */
final class SparkClassPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "parquet", "orc"})
  void aTableComesBackAsItWasWritten(String format, @TempDir Path directory) {
    SparkSession spark = LocalSpark.session();
    Dataset<Row> written =
        spark.range(20).selectExpr("id as row", "concat('s', id % 3) as col", "id / 7.0D as value");
    String path = directory.resolve("table").toString();

    written.write().format(format).option("header", true).save(path);
    List<Row> read =
        spark
            .read()
            .schema(written.schema())
            .format(format)
            .option("header", true)
            .load(path)
            .orderBy("row")
            .collectAsList();

    assertThat(read).isEqualTo(written.collectAsList());
  }
}
