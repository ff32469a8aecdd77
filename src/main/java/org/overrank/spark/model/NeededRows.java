package org.overrank.spark.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CanonicalLong;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.spark.Shuffle;
import scala.Tuple2;

/**
 * The rows of a stored model that each partition of a table speaks of: a join by id, after which
 * every partition has a small matrix of its own. Nothing comes to the driver.
 */
final class NeededRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Scale and bias come before the factor. */
  private static final int BEFORE_FACTOR = 2;

  private final IdIndex.Kind kind;
  private final int width;
  private final double mean;
  private final double valueMean;
  private final boolean biases;
  private final Broadcast<ModelSide> cols;

  private NeededRows(ModelMetadata metadata, Broadcast<ModelSide> cols) {
    this.kind = metadata.rowIds();
    this.width = metadata.width();
    this.mean = metadata.mean();
    this.valueMean = metadata.valueMean();
    this.biases = metadata.entries().center() == CenteringKind.BIASES;
    this.cols = cols;
  }

  /**
   * Brings rows to where they are needed.
   *
   * @param model whose rows
   * @param ids of a table's rows, by its partitions; null ones are not looked for
   * @return one matrix a partition of the table: the rows whose ids it has, and all columns
   */
  static JavaRDD<LowRankMatrix> of(StoredModel model, JavaRDD<? extends @Nullable Object> ids) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(ids.context());
    NeededRows rows = new NeededRows(model.metadata(), context.broadcast(model.cols()));
    int partitions = ids.getNumPartitions();
    JavaPairRDD<Object, double[]> known = model.rows().javaRDD().mapToPair(NeededRows::numbers);
    return Shuffle.toPartitions(joined(rows.asked(ids), known), partitions)
        .mapPartitions(arrived -> List.of(rows.matrix(arrivals(arrived))).iterator());
  }

  /**
   * The rows of a stored model in the order of their ids, cut into ranges, and cells of theirs.
   *
   * @param model whose rows
   * @param chosen rows of its table, in order
   * @param seen rows of a row's id and a column's, and maybe a mark
   * @return one element a partition of the chosen rows: their matrix, and pairs of a row's place
   *     there and a column's index, −1 less that for one with a mark
   */
  static JavaRDD<Tuple2<LowRankMatrix, int[]>> withCells(
      StoredModel model, JavaRDD<Row> chosen, JavaRDD<Row> seen) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(chosen.context());
    NeededRows rows = new NeededRows(model.metadata(), context.broadcast(model.cols()));
    JavaRDD<LowRankMatrix> pieces =
        chosen.mapPartitions(some -> List.of(rows.matrix(all(some))).iterator());
    JavaPairRDD<Object, Integer> cells = JavaPairRDD.fromJavaRDD(seen.mapPartitions(rows::cells));
    JavaPairRDD<Integer, Tuple2<Object, Integer>> sent =
        joined(rows.asked(chosen.map(row -> row.get(1))), cells);
    return pieces.zipPartitions(
        Shuffle.toPartitions(sent, chosen.getNumPartitions()),
        (piece, arrived) -> List.of(withCells(piece.next(), arrived)).iterator());
  }

  private JavaPairRDD<Object, Integer> asked(JavaRDD<? extends @Nullable Object> ids) {
    return JavaPairRDD.fromJavaRDD(ids.mapPartitionsWithIndex(this::asked, false));
  }

  private Iterator<Tuple2<Object, Integer>> asked(int part, Iterator<?> ids) {
    Set<Object> seen = new HashSet<>();
    while (ids.hasNext()) {
      Object key = key(ids.next());
      if (key != null) {
        seen.add(key);
      }
    }
    return seen.stream().map(key -> new Tuple2<>(key, part)).iterator();
  }

  /** An id as the model keeps ids: a Long or a String; null where it cannot be one of those. */
  private @Nullable Object key(@Nullable Object id) {
    if (id == null) {
      return null;
    }
    String text = id.toString();
    if (kind == IdIndex.Kind.STRING) {
      return text;
    }
    return CanonicalLong.is(text) ? Long.valueOf(text) : null;
  }

  private static Tuple2<Object, double[]> numbers(Row row) {
    List<Double> factor = row.getList(4);
    double[] numbers = new double[BEFORE_FACTOR + factor.size()];
    numbers[0] = row.getDouble(2);
    numbers[1] = row.getDouble(3);
    for (int k = 0; k < factor.size(); k++) {
      numbers[BEFORE_FACTOR + k] = factor.get(k);
    }
    return new Tuple2<>(row.get(1), numbers);
  }

  /** What is known of an id to each partition that asks. */
  private static <T> JavaPairRDD<Integer, Tuple2<Object, T>> joined(
      JavaPairRDD<Object, Integer> asked, JavaPairRDD<Object, T> known) {
    return asked.cogroup(known).flatMapToPair(each -> sent(each._1(), each._2()));
  }

  private static <T> Iterator<Tuple2<Integer, Tuple2<Object, T>>> sent(
      Object id, Tuple2<Iterable<Integer>, Iterable<T>> met) {
    List<Tuple2<Integer, Tuple2<Object, T>>> sent = new ArrayList<>();
    for (T known : met._2()) {
      met._1().forEach(part -> sent.add(new Tuple2<>(part, new Tuple2<>(id, known))));
    }
    return sent.iterator();
  }

  private static List<Tuple2<Object, double[]>> all(Iterator<Row> rows) {
    List<Tuple2<Object, double[]>> all = new ArrayList<>();
    rows.forEachRemaining(row -> all.add(numbers(row)));
    return all;
  }

  private Iterator<Tuple2<Object, Integer>> cells(Iterator<Row> seen) {
    List<Tuple2<Object, Integer>> cells = new ArrayList<>();
    while (seen.hasNext()) {
      Row cell = seen.next();
      Object row = key(cell.get(0));
      int col = cols.value().ids().indexOf(cell.get(1));
      if (row != null && col >= 0) {
        cells.add(new Tuple2<>(row, RankedModel.isMarked(cell) ? ~col : col));
      }
    }
    return cells.iterator();
  }

  private static Tuple2<LowRankMatrix, int[]> withCells(
      LowRankMatrix piece, Iterator<Tuple2<Integer, Tuple2<Object, Integer>>> arrived) {
    int[] cells = new int[16];
    int size = 0;
    while (arrived.hasNext()) {
      Tuple2<Object, Integer> cell = arrived.next()._2();
      if (size + 2 > cells.length) {
        cells = Arrays.copyOf(cells, 2 * cells.length);
      }
      cells[size++] = piece.rows().indexOf(cell._1());
      cells[size++] = cell._2();
    }
    return new Tuple2<>(piece, Arrays.copyOf(cells, size));
  }

  private static List<Tuple2<Object, double[]>> arrivals(
      Iterator<Tuple2<Integer, Tuple2<Object, double[]>>> arrived) {
    List<Tuple2<Object, double[]>> rows = new ArrayList<>();
    arrived.forEachRemaining(each -> rows.add(each._2()));
    return rows;
  }

  private LowRankMatrix matrix(List<Tuple2<Object, double[]>> rows) {
    IdIndex ids = index(rows);
    int n = ids.size();
    Matrix factor = Matrix.zeros(n, width);
    double[] scale = new double[n];
    double[] bias = new double[n];
    for (Tuple2<Object, double[]> row : rows) {
      int at = ids.indexOf(row._1());
      scale[at] = row._2()[0];
      bias[at] = row._2()[1];
      System.arraycopy(row._2(), BEFORE_FACTOR, factor.data(), at * width, width);
    }
    ModelSide here = new ModelSide(ids, factor, scale, bias);
    return ModelSide.matrix(here, cols.value(), mean, biases, valueMean);
  }

  private IdIndex index(List<Tuple2<Object, double[]>> rows) {
    return kind == IdIndex.Kind.LONG
        ? IdIndex.ofLongs(rows.stream().mapToLong(row -> (Long) row._1()).sorted().toArray())
        : IdIndex.ofStrings(
            rows.stream().map(row -> row._1().toString()).sorted().toArray(String[]::new));
  }
}
