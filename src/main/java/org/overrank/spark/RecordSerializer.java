package org.overrank.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Kryo for records, component by component through the canonical constructor. The Kryo that Spark
 * ships sets fields by reflection, which records refuse.
 *
 * @param <R> kind of record
 */
final class RecordSerializer<R extends Record> extends Serializer<R> {
  private final RecordComponent[] components;
  private final Constructor<R> constructor;

  RecordSerializer(Class<R> type) {
    super(false, true);
    this.components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its canonical constructor", e);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, R value) {
    try {
      for (RecordComponent component : components) {
        kryo.writeClassAndObject(output, component.getAccessor().invoke(value));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + value.getClass(), e);
    }
  }

  @Override
  public R read(Kryo kryo, Input input, Class<R> type) {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.readClassAndObject(input);
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }
}
