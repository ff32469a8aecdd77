package org.overrank.spark;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

/** Registers every class that a pass moves, so that Kryo can be run with required registration. */
public final class OverrankKryoRegistrator implements KryoRegistrator {
  private static final List<Class<?>> CLASSES =
      List.of(
          EntryBlock.class,
          EntryBlock[].class,
          double[].class,
          double[][].class,
          int[].class,
          long[].class,
          Object[].class);

  private static final List<Class<? extends Record>> RECORDS = List.of(RowRange.class);

  /** Created by Spark. */
  public OverrankKryoRegistrator() {}

  @Override
  public void registerClasses(Kryo kryo) {
    CLASSES.forEach(kryo::register);
    EntryWire.CLASSES.forEach(kryo::register);
    RECORDS.forEach(type -> register(kryo, type));
    EntryWire.RECORDS.forEach(type -> register(kryo, type));
  }

  private static <R extends Record> void register(Kryo kryo, Class<R> type) {
    kryo.register(type, new RecordSerializer<>(type));
  }
}
