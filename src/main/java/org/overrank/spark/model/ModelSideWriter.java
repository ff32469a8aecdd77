package org.overrank.spark.model;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageTypeParser;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.ModelSide;

/**
 * Writes one side of a model, or some rows of it, as one Parquet file, row by row: no second copy
 * of the factors, and the same bytes for the same model.
 */
final class ModelSideWriter extends WriteSupport<Integer> {
  private final ModelSide side;
  private final int start;
  private final boolean numbers;
  private RecordConsumer consumer;

  @SuppressWarnings("NullAway.Init") // Parquet hands over the consumer before the first row.
  private ModelSideWriter(ModelSide side, int start) {
    this.side = side;
    this.start = start;
    this.numbers = side.ids().kind() == IdIndex.Kind.LONG;
  }

  /**
   * Writes a file.
   *
   * @param side what
   * @param start index of its first row among those of the model
   * @param file where; must not exist
   * @param hadoop the file systems
   * @throws IOException if it cannot be written
   */
  static void write(ModelSide side, int start, Path file, Configuration hadoop) throws IOException {
    try (ParquetWriter<Integer> writer = new Builder(side, start, file, hadoop).build()) {
      for (int i = 0; i < side.ids().size(); i++) {
        writer.write(i);
      }
    }
  }

  @Override
  public String getName() {
    return "overrank";
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract in Parquet, and the way all of Hadoop calls it.
  public WriteContext init(Configuration configuration) {
    String schema =
        """
        message factors {
          required int32 index;
          required @id;
          required double scale;
          required double bias;
          required group factor (LIST) { repeated group list { required double element; } }
        }
        """
            .replace("@id", numbers ? "int64 id" : "binary id (STRING)");
    return new WriteContext(MessageTypeParser.parseMessageType(schema), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Integer index) {
    int i = index;
    consumer.startMessage();
    field("index", 0, () -> consumer.addInteger(start + i));
    field("id", 1, () -> addId(i));
    field("scale", 2, () -> consumer.addDouble(side.scale()[i]));
    field("bias", 3, () -> consumer.addDouble(side.bias()[i]));
    field("factor", 4, () -> addFactor(i));
    consumer.endMessage();
  }

  private void field(String name, int position, Runnable value) {
    consumer.startField(name, position);
    value.run();
    consumer.endField(name, position);
  }

  private void addId(int i) {
    if (numbers) {
      consumer.addLong((Long) side.ids().idAt(i));
    } else {
      consumer.addBinary(Binary.fromString((String) side.ids().idAt(i)));
    }
  }

  private void addFactor(int i) {
    consumer.startGroup();
    consumer.startField("list", 0);
    for (int k = 0; k < side.factor().cols(); k++) {
      double x = side.factor().get(i, k);
      consumer.startGroup();
      field("element", 0, () -> consumer.addDouble(x));
      consumer.endGroup();
    }
    consumer.endField("list", 0);
    consumer.endGroup();
  }

  /** Parquet's way to make a writer. */
  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final ModelSide side;
    private final int start;

    Builder(ModelSide side, int start, Path file, Configuration hadoop) throws IOException {
      super(HadoopOutputFile.fromPath(file, hadoop));
      this.side = side;
      this.start = start;
      withConf(hadoop);
      withPageWriteChecksumEnabled(true);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // As above.
    protected WriteSupport<Integer> getWriteSupport(Configuration conf) {
      return new ModelSideWriter(side, start);
    }
  }
}
