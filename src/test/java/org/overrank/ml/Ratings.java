package org.overrank.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;

/** Ratings of a planted matrix of rank 3 about a mean, with noise; ids are integers or texts. */
final class Ratings {
  static final int USERS = 40;
  static final int ITEMS = 30;
  private static final int RANK = 3;
  private static final double SHARE = 0.5;

  private Ratings() {}

  /** Integers: user, item, rating. */
  static Dataset<Row> ints(SparkSession session) {
    return session.createDataFrame(rows(false), schema(DataTypes.IntegerType));
  }

  /** Texts: user, item, rating. */
  static Dataset<Row> texts(SparkSession session) {
    return session.createDataFrame(rows(true), schema(DataTypes.StringType));
  }

  /** Every rating of a few users. */
  static Dataset<Row> ofUsers(Dataset<Row> ratings, Object... users) {
    return ratings.filter(functions.col("user").isin(users));
  }

  private static StructType schema(org.apache.spark.sql.types.DataType id) {
    return new StructType().add("user", id).add("item", id).add("rating", DataTypes.DoubleType);
  }

  private static List<Row> rows(boolean texts) {
    Matrix users = GaussianNumbers.matrix(USERS, RANK, 11, 1);
    Matrix items = GaussianNumbers.matrix(ITEMS, RANK, 11, 2);
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < USERS; a++) {
      for (int b = 0; b < ITEMS; b++) {
        if (random.nextDouble() < SHARE) {
          double rating = 3.5 + 0.2 * random.nextDouble();
          for (int k = 0; k < RANK; k++) {
            rating += 0.5 * users.get(a, k) * items.get(b, k);
          }
          // Ids with gaps, in an order that is not that of their texts.
          int user = 3 * a + 7;
          int item = 100 - 2 * b;
          rows.add(
              texts
                  ? RowFactory.create("u" + user, "i" + item, rating)
                  : RowFactory.create(user, item, rating));
        }
      }
    }
    return rows;
  }
}
