package org.overrank.cli.options;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.model.LowRankModel;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.model.ModelRanking;
import org.overrank.spark.table.IdColumns;
import org.overrank.spark.table.TableFiles;
import picocli.CommandLine.Option;

/** Options about lists of the best columns, measured against cells that were kept aside. */
public final class RankingOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--ranking",
      paramLabel = "N[,N...]",
      split = ",",
      converter = CheckedNumber.Count.class,
      description =
          "Also measure each row's N best columns, for one N or several: those whose value in"
              + " --input is above 0 are to be found.")
  private @Nullable List<Integer> cutoffs;

  @Option(
      names = "--exclude",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description =
          "--ranking: table of cells that are not listed, such as those of the fit: what was seen.")
  private @Nullable Location exclude;

  /**
   * Whether lists are measured.
   *
   * @return false without {@code --ranking}
   * @throws InvalidInputException if options do not go together
   */
  public boolean isAsked() {
    if (exclude != null && cutoffs == null) {
      throw new InvalidInputException("--exclude is an option of --ranking: say how many columns");
    }
    return cutoffs != null;
  }

  /**
   * Measures.
   *
   * @param session where
   * @param model what makes the lists
   * @param files the table of cells that were kept aside
   * @param source names of its columns
   * @return the metrics
   */
  public ModelRanking.Outcome measure(
      SparkSession session, LowRankModel model, TableFiles files, EntrySource source) {
    JavaRDD<Row> seen =
        exclude == null
            ? null
            : IdColumns.read(
                TableFiles.open(session, exclude.text(), source.format(), source.dialect()),
                List.of(source.row(), source.col()));
    List<Integer> ascending =
        cutoffs == null ? List.of() : cutoffs.stream().distinct().sorted().toList();
    return new ModelRanking(session, model, ascending).of(files, source, seen);
  }

  /**
   * What was found.
   *
   * @param found by {@link #measure}
   * @return as an object
   */
  public static ObjectNode json(ModelRanking.Outcome found) {
    ObjectNode json = JSON.valueToTree(found.ranking());
    json.put("leftOut", found.leftOut());
    return json;
  }
}
