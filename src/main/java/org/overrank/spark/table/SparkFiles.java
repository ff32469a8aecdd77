package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Just the files that were found, whatever their names, for Spark's readers. */
final class SparkFiles {
  private final SparkSession spark;
  private final InputFiles files;
  private @Nullable Set<String> partitions;

  private SparkFiles(SparkSession spark, InputFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /** In a session that takes what is written for what it is, whatever the caller's is set to. */
  static SparkFiles literal(SparkSession spark, InputFiles files) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
    own.conf().set("spark.sql.session.timeZone", "UTC");
    // The newer readers do not say where a row stands.
    own.conf().set("spark.sql.sources.useV1SourceList", "csv,json,orc,parquet,text");
    if (files.needsPlainFiles()) {
      own.conf().set("fs.file.impl", RawLocalFileSystem.class.getName());
      own.conf().set("fs.file.impl.disable.cache", true);
    }
    return new SparkFiles(own, files);
  }

  SparkSession spark() {
    return spark;
  }

  InputFiles files() {
    return files;
  }

  DataFrameReader reader() {
    return spark.read().option("__globPaths__", false);
  }

  String[] roots() {
    return files.roots().stream().map(Path::toString).toArray(String[]::new);
  }

  /** The lines of the files: a table with a column {@code value}. */
  Dataset<Row> text() {
    return reader().text(roots());
  }

  /** Columns that are in the names of directories, and in no file. */
  Set<String> partitionColumns() {
    if (partitions == null) {
      List<String> names = new ArrayList<>();
      if (files.hasDirectories()) {
        names.addAll(List.of(text().columns()));
        names.remove("value");
      }
      partitions = new LinkedHashSet<>(names);
    }
    return partitions;
  }
}
