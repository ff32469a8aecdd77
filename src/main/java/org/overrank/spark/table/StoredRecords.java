package org.overrank.spark.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.util.ReflectionUtils;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Writes records just as they are into the parts of a directory of CSV. */
public final class StoredRecords extends FileOutputFormat<NullWritable, BytesWritable> {
  private static final String ENDING = ".csv";
  private static final String HEADER = "overrank.header";

  /** Made by Hadoop. */
  public StoredRecords() {}

  /**
   * Writes a table.
   *
   * @param records with their ends
   * @param header the first line of every part, with its end
   * @param gzip whether to pack the parts
   * @param directory where; must not exist
   */
  public static void write(JavaRDD<byte[]> records, byte[] header, boolean gzip, Path directory) {
    Configuration conf = new Configuration(records.context().hadoopConfiguration());
    conf.set(HEADER, Base64.getEncoder().encodeToString(header));
    conf.setBoolean(FileOutputFormat.COMPRESS, gzip);
    conf.setClass(FileOutputFormat.COMPRESS_CODEC, GzipCodec.class, CompressionCodec.class);
    records
        .mapToPair(record -> new Tuple2<>(NullWritable.get(), new BytesWritable(record)))
        .saveAsNewAPIHadoopFile(
            directory.toString(),
            NullWritable.class,
            BytesWritable.class,
            StoredRecords.class,
            conf);
  }

  @Override
  public RecordWriter<NullWritable, BytesWritable> getRecordWriter(TaskAttemptContext task)
      throws IOException {
    Configuration conf = task.getConfiguration();
    CompressionCodec codec =
        getCompressOutput(task)
            ? ReflectionUtils.newInstance(getOutputCompressorClass(task, GzipCodec.class), conf)
            : null;
    String packed = codec == null ? "" : codec.getDefaultExtension();
    Path file = getDefaultWorkFile(task, ENDING + packed);
    OutputStream stored = new BufferedOutputStream(file.getFileSystem(conf).create(file, false));
    OutputStream out = codec == null ? stored : codec.createOutputStream(stored);
    out.write(Base64.getDecoder().decode(conf.get(HEADER, "")));
    return new Writer(out);
  }

  /** Writes bytes and nothing else. */
  private static final class Writer extends RecordWriter<NullWritable, BytesWritable> {
    private final OutputStream out;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(NullWritable nothing, BytesWritable record) throws IOException {
      out.write(record.getBytes(), 0, record.getLength());
    }

    @Override
    public void close(TaskAttemptContext task) throws IOException {
      out.close();
    }
  }
}
