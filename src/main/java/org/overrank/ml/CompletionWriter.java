package org.overrank.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import org.overrank.spark.table.FilePaths;

/** Saves estimators of completion; a model to begin at goes to a directory of its own. */
final class CompletionWriter extends MLWriter {
  private static final String WARM_START = "warmStart";

  private final MatrixCompletion estimator;

  CompletionWriter(MatrixCompletion estimator) {
    this.estimator = estimator;
  }

  @Override
  public void saveImpl(String path) {
    MatrixCompletion bare = estimator.copy(ParamMap.empty()).setWarmStart(null);
    new ModelFiles(sparkSession(), path).saveParams(bare, Map.of());
    if (estimator.isDefined(estimator.warmStart())) {
      try {
        estimator.getWarmStart().write().save(new Path(FilePaths.of(path), WARM_START).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads them. */
  static final class Reader extends MLReader<MatrixCompletion> {
    @Override
    public MatrixCompletion load(String path) {
      SparkSession session = sparkSession();
      DefaultParamsReader.Metadata metadata =
          new ModelFiles(session, path).metadata(MatrixCompletion.class);
      MatrixCompletion estimator =
          ModelFiles.withParams(new MatrixCompletion(metadata.uid()), metadata);
      Path warm = new Path(FilePaths.of(path), WARM_START);
      try {
        if (warm.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(warm)) {
          estimator.setWarmStart(MatrixCompletionModel.load(warm.toString()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return estimator;
    }
  }
}
