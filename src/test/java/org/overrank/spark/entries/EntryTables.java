package org.overrank.spark.entries;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.objective.Objective;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;

/** Writes tables, reads them, and looks at what came out. */
final class EntryTables {
  private EntryTables() {}

  static String write(Path file, String... lines) {
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = open(file)) {
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  private static OutputStream open(Path file) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
  }

  static EntryData read(String path, EntryOptions options) {
    return EntryReader.read(LocalSpark.session(), EntrySource.of(path), options);
  }

  static EntryData read(String path) {
    return read(path, EntryOptions.defaults());
  }

  /** Every byte of every block, by partition. */
  static List<String> bytes(@Nullable JavaRDD<EntryBlock> blocks) {
    return blocks == null ? List.of() : blocks.collect().stream().map(EntryTables::hex).toList();
  }

  private static String hex(EntryBlock block) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** Targets by "row id/column id", a list each. */
  static Map<String, List<Double>> targets(EntryData data, @Nullable JavaRDD<EntryBlock> blocks) {
    Map<String, List<Double>> result = new TreeMap<>();
    Units units = units(data, blocks);
    visit(
        data, blocks, (block, cell, e) -> put(result, cell, units.toResidual(block.targets()[e])));
    return result;
  }

  /** Coefficients by "row id/column id", a list each. */
  static Map<String, List<Double>> coefficients(
      EntryData data, @Nullable JavaRDD<EntryBlock> blocks) {
    Map<String, List<Double>> result = new TreeMap<>();
    int exponent = units(data, blocks).coefficient();
    visit(
        data,
        blocks,
        (block, cell, e) -> put(result, cell, Math.scalb(block.coefficient(e), exponent)));
    return result;
  }

  private static Units units(EntryData data, @Nullable JavaRDD<EntryBlock> blocks) {
    if (blocks == null || blocks == data.train()) {
      return data.shape().units();
    }
    Objective heldOut = data.heldOutObjective();
    return heldOut == null ? Units.NONE : heldOut.shape().units();
  }

  private static void put(Map<String, List<Double>> cells, String cell, double number) {
    cells.computeIfAbsent(cell, ignored -> new ArrayList<>()).add(number);
  }

  private interface Visitor {
    void entry(EntryBlock block, String cell, int e);
  }

  private static void visit(EntryData data, @Nullable JavaRDD<EntryBlock> blocks, Visitor visitor) {
    List<EntryBlock> all = blocks == null ? List.of() : blocks.collect();
    for (EntryBlock block : all) {
      for (int k = 0; k < block.range().size(); k++) {
        Object row = data.rows().idAt(block.range().start() + k);
        for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
          visitor.entry(block, row + "/" + data.cols().idAt(block.columns()[e]), e);
        }
      }
    }
  }
}
