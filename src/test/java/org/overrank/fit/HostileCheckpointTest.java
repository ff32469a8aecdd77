package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A checkpoint is numbers: whoever hands in something else runs no code and takes no memory. */
class HostileCheckpointTest {
  private static final AtomicInteger RUN = new AtomicInteger();

  /** Would do harm if anybody deserialised it. */
  private static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RUN.incrementAndGet();
    }
  }

  @Test
  void aSerializedObjectIsNotRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Gadget());
    }
    assertThatThrownBy(() -> CheckpointCodec.read(new ByteArrayInputStream(bytes.toByteArray())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a checkpoint");
    assertThat(RUN).hasValue(0);
  }

  /** A matrix of 2^31 - 9 numbers, of which the file has none. */
  @Test
  void sizesAreNotBelieved() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x6f7665722d637032L);
    out.writeUTF("identity");
    out.writeBoolean(true);
    out.writeLong(1);
    out.writeBoolean(false);
    out.writeInt(1);
    out.writeDouble(1);
    out.writeInt(1);
    out.writeInt(Integer.MAX_VALUE - 8);
    out.writeInt(1);
    assertThatThrownBy(() -> CheckpointCodec.read(new ByteArrayInputStream(bytes.toByteArray())))
        .isInstanceOf(IOException.class);
  }
}
