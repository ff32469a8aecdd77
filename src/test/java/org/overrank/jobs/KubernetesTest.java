package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Manifests have the fields of the Kubernetes API and no others, and values of their types. */
class KubernetesTest {
  /** As the API's own types are written, where what is unknown is kept; here it is an error. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private static JsonNode manifest(String file) throws Exception {
    try (var in = Files.newInputStream(Path.of("jobs", "schedule", file))) {
      Map<?, ?> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return STRICT.valueToTree(yaml);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes-cronjob.yaml", "kubernetes-cronjob-fit.yaml"})
  void aCronJob(String file) throws Exception {
    JsonNode manifest = manifest(file);
    CronJob cronJob = STRICT.treeToValue(manifest, CronJob.class);
    // Through text, since a number of any length is the same number there.
    assertThat(STRICT.readTree(STRICT.writeValueAsString(cronJob)))
        .isEqualTo(STRICT.readTree(manifest.toString()));
  }

  @Test
  void aFieldThatIsNotThere_isSeen() throws Exception {
    String text = manifest("kubernetes-cronjob.yaml").toString();
    for (String wrong :
        new String[] {
          text.replace("restartPolicy", "restartPolice"),
          text.replace("\"backoffLimit\":3", "\"backoffLimit\":\"three\""),
          text.replace("volumeMounts", "volumeMount")
        }) {
      assertThat(wrong).isNotEqualTo(text);
      assertThatThrownBy(() -> STRICT.readValue(wrong, CronJob.class))
          .isInstanceOf(JsonProcessingException.class);
    }
  }
}
