package org.overrank.fit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.overrank.fit.FitCheckpoint.GapMemory;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.optim.SolverSnapshot;

/**
 * Checkpoints as bytes: numbers as they are in memory, a version before and a checksum behind them.
 * What was cut short or changed is not read.
 */
public final class CheckpointCodec {
  private static final long MAGIC = 0x6f7665722d637034L;
  private static final int BUFFER = 1 << 16;

  private CheckpointCodec() {}

  /**
   * Writes a checkpoint.
   *
   * @param checkpoint what to write
   * @param target where to; flushed, not closed
   * @throws IOException if that fails
   */
  public static void write(FitCheckpoint checkpoint, OutputStream target) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(target, BUFFER), new CRC32());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
    out.writeLong(MAGIC);
    out.writeUTF(checkpoint.identity());
    out.writeBoolean(checkpoint.onMeasurements());
    out.writeLong(checkpoint.passes());
    out.writeBoolean(checkpoint.knowsCurvature());
    out.writeInt(checkpoint.iteration());
    out.writeDouble(checkpoint.step());
    out.writeUTF(checkpoint.leg().name());
    out.writeDouble(checkpoint.smoothing());
    writeFactors(out, checkpoint.solver().factors());
    writeNumbers(out, checkpoint.solver().numbers());
    writeGap(out, checkpoint.gap());
    writeNumbers(out, checkpoint.stall());
    out.writeInt(checkpoint.trace().size());
    for (TraceRow row : checkpoint.trace()) {
      writeRow(out, row);
    }
    out.writeDouble(checkpoint.seconds());
    out.flush();
    long sum = checked.getChecksum().getValue();
    out.writeLong(sum);
    out.flush();
  }

  /**
   * Reads a checkpoint.
   *
   * @param source what {@link #write} wrote
   * @return the checkpoint
   * @throws IOException if it is not whole
   */
  public static FitCheckpoint read(InputStream source) throws IOException {
    try {
      return readChecked(source);
    } catch (RuntimeException | EOFException e) {
      // Sizes that do not go together: the checksum, at the end, was not reached.
      throw new IOException("the checkpoint is damaged", e);
    }
  }

  private static FitCheckpoint readChecked(InputStream source) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(source, BUFFER), new CRC32());
    DataInputStream in = new DataInputStream(checked);
    if (in.readLong() != MAGIC) {
      throw new IOException("not a checkpoint of this version");
    }
    FitCheckpoint checkpoint = readContent(in);
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum) {
      throw new IOException("the checksum is wrong");
    }
    return checkpoint;
  }

  private static FitCheckpoint readContent(DataInputStream in) throws IOException {
    return new FitCheckpoint(
        in.readUTF(),
        in.readBoolean(),
        in.readLong(),
        in.readBoolean(),
        in.readInt(),
        in.readDouble(),
        readLeg(in),
        in.readDouble(),
        new SolverSnapshot(readFactors(in), readNumbers(in)),
        readGap(in),
        readNumbers(in),
        readRows(in),
        in.readDouble());
  }

  private static Leg readLeg(DataInputStream in) throws IOException {
    String name = in.readUTF();
    try {
      return Leg.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("the checkpoint is damaged: no leg " + name, e);
    }
  }

  private static void writeNumbers(DataOutputStream out, List<Double> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private static List<Double> readNumbers(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(in.readDouble());
    }
    return numbers;
  }

  private static void writeFactors(DataOutputStream out, List<Factors> all) throws IOException {
    out.writeInt(all.size());
    for (Factors factors : all) {
      writeMatrix(out, factors.left());
      writeMatrix(out, factors.right());
    }
  }

  private static List<Factors> readFactors(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Factors> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Matrix left = readMatrix(in);
      all.add(new Factors(left, readMatrix(in)));
    }
    return all;
  }

  private static void writeMatrix(DataOutputStream out, Matrix matrix) throws IOException {
    out.writeInt(matrix.rows());
    out.writeInt(matrix.cols());
    for (double value : matrix.data()) {
      out.writeDouble(value);
    }
  }

  private static Matrix readMatrix(DataInputStream in) throws IOException {
    int rows = in.readInt();
    int cols = in.readInt();
    if (rows < 0 || cols < 0 || (long) rows * cols > Integer.MAX_VALUE - 8) {
      throw new IOException("the checkpoint is damaged");
    }
    // The array grows with what is really there: a damaged size must not take the memory.
    int size = rows * cols;
    double[] data = new double[Math.min(size, BUFFER)];
    for (int i = 0; i < size; i++) {
      if (i == data.length) {
        data = Arrays.copyOf(data, (int) Math.min(size, 2L * i));
      }
      data[i] = in.readDouble();
    }
    return Matrix.wrap(rows, cols, data);
  }

  private static void writeGap(DataOutputStream out, GapMemory gap) throws IOException {
    out.writeLong(gap.spent());
    out.writeLong(gap.nextCheck());
    out.writeLong(gap.nextRegularCheck());
    out.writeLong(gap.clockAtPrediction());
    out.writeDouble(gap.gapAtPrediction());
    out.writeDouble(gap.valueAtLastCheck());
    out.writeDouble(gap.gapAtLastCheck());
  }

  private static GapMemory readGap(DataInputStream in) throws IOException {
    return new GapMemory(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  private static void writeRow(DataOutputStream out, TraceRow row) throws IOException {
    out.writeInt(row.iteration());
    out.writeLong(row.passes());
    out.writeDouble(row.seconds());
    out.writeDouble(row.objective());
    out.writeDouble(row.gradientNorm());
    out.writeDouble(row.step());
    out.writeInt(row.searchRank());
    out.writeDouble(row.convexObjective());
    out.writeDouble(row.lowerBound());
    out.writeDouble(row.relativeGap());
    out.writeDouble(row.nu());
    out.writeUTF(row.gapBound());
    out.writeUTF(row.event());
  }

  private static List<TraceRow> readRows(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<TraceRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new TraceRow(
              in.readInt(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readInt(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readUTF(),
              in.readUTF()));
    }
    return rows;
  }
}
