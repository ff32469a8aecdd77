package org.overrank.spark.table;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.NewHadoopRDD;
import scala.reflect.ClassTag$;

/**
 * The lines of files as they are stored, one partition after the other as the files stand in a list
 * and the lines in a file. Spark's own readers begin with the largest file, and drop the ends of
 * lines.
 */
public final class StoredLines extends TextInputFormat {
  private static final String FILES = "overrank.files";
  private static final long LEAST_PIECE = 1 << 20;

  /** Made by Hadoop. */
  public StoredLines() {}

  /**
   * Reads files.
   *
   * @param context the cluster
   * @param files which, in order; those whose names tell a compression are unpacked
   * @param bytes how large they are together
   * @param end what lines end in
   * @param plain whether files of this machine are read without Hadoop's checksums
   * @return their lines without that end, by their offsets
   */
  static JavaNewHadoopRDD<LongWritable, Text> of(
      JavaSparkContext context, List<Path> files, long bytes, byte end, boolean plain) {
    Configuration conf = new Configuration(context.hadoopConfiguration());
    conf.set(
        FILES,
        files.stream().map(file -> file.toUri().toString()).collect(Collectors.joining("\n")));
    conf.set("textinputformat.record.delimiter", Character.toString((char) end));
    conf.setLong(
        FileInputFormat.SPLIT_MAXSIZE,
        Math.max(LEAST_PIECE, bytes / context.defaultParallelism() + 1));
    if (plain) {
      conf.set("fs.file.impl", RawLocalFileSystem.class.getName());
      conf.setBoolean("fs.file.impl.disable.cache", true);
    }
    // The context's own method takes no other file system for this machine's than Hadoop's.
    return new JavaNewHadoopRDD<>(
        new NewHadoopRDD<>(context.sc(), StoredLines.class, LongWritable.class, Text.class, conf),
        ClassTag$.MODULE$.apply(LongWritable.class),
        ClassTag$.MODULE$.apply(Text.class));
  }

  @Override
  protected List<FileStatus> listStatus(JobContext job) throws IOException {
    Configuration conf = job.getConfiguration();
    List<FileStatus> found = new ArrayList<>();
    for (String uri : conf.get(FILES, "").split("\n", -1)) {
      Path path = new Path(URI.create(uri));
      found.add(FilePaths.system(path, conf).getFileStatus(path));
    }
    return found;
  }
}
