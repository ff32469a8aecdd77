package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.esotericsoftware.kryo.Kryo;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overrank.objective.Request;

/** A request that Kryo does not know works in every local test, and fails on a cluster. */
class KryoRequestsTest {
  @Test
  void everyRequestIsRegistered() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    new OverrankKryoRegistrator().registerClasses(kryo);
    List<JavaClass> requests =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.overrank")
                .stream()
                .filter(type -> type.isAssignableTo(Request.class) && type.isRecord())
                .toList();
    assertThat(requests).hasSizeGreaterThan(8);
    for (JavaClass request : requests) {
      assertThatCode(() -> kryo.getRegistration(request.reflect())).doesNotThrowAnyException();
    }
  }
}
