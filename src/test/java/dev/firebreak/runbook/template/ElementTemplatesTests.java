package dev.firebreak.runbook.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.admission.KnownNames;
import dev.firebreak.engine.admission.ModelAdmission;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementTemplatesTests {

    private static final Path FILE = Path.of(".camunda/element-templates/firebreak-steps.json");
    private static final String WRITE = "firebreak.templates";

    @Test
    void theModelerOffersWhatJavaKnows() throws Exception {
        if ("write".equals(System.getProperty(WRITE))) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, ElementTemplates.json());
        }

        assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                .as(
                        "%s; contributing.md says how to write it again: -Dtest=ElementTemplatesTests -D%s=write",
                        FILE, WRITE)
                .isEqualTo(ElementTemplates.json());
    }

    @Test
    void everyStepIsOfferedOnce() {
        var ids = templates().map(Offered::id).toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .contains(
                        "dev.firebreak.postgres.show-sessions",
                        "dev.firebreak.postgres.terminate-idle",
                        "dev.firebreak.postgres.set-max-connections",
                        "dev.firebreak.notify.page",
                        "dev.firebreak.notify.announce")
                .hasSize(ElementTemplates.steps().size() + 2);
    }

    @Test
    void theTestsMakeBelieveStepsAreNot() {
        assertThat(templates().map(Offered::id)).noneMatch(id -> id.contains(".test."));
    }

    @Test
    void onlyWhatCanBeTakenBackOffersUndo() {
        assertThat(targets("postgres.set-max-connections")).contains("undo");
        assertThat(targets("postgres.terminate-idle"))
                .contains("step", "idleFor")
                .doesNotContain("undo");
    }

    @Test
    void aFieldSaysItsMeaningItsLimitsAndWhatEmptyMeans() {
        var fields = (List<?>) find("postgres.terminate-idle").template().get("properties");

        assertThat(fields.toString())
                .contains("How long a session must have been idle. A duration such as PT10M or 30s."
                        + " Left empty: the catalogue's value for the target, else PT10M.")
                .contains("From 1 to 500.");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void whatIsDrawnWithATemplateIsAdmitted(Offered offered) {
        var topics = templates()
                .map(it -> it.id().substring("dev.firebreak.".length()))
                .collect(Collectors.toSet());

        var refusals = ModelAdmission.check(
                "applied.bpmn",
                AppliedTemplate.model(offered.template(), Map.of("limit", "300"))
                        .getBytes(StandardCharsets.UTF_8),
                KnownNames.of(Set.of(), topics));

        assertThat(refusals).isEmpty();
    }

    /** Named in test reports by its id. */
    record Offered(String id, Map<String, Object> template) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** Made once: it searches all our classes for steps. */
    private static final List<Offered> TEMPLATES = ElementTemplates.all().stream()
            .map(it -> new Offered(it.get("id").toString(), it))
            .toList();

    static Stream<Offered> templates() {
        return TEMPLATES.stream();
    }

    private static Offered find(String topic) {
        return templates()
                .filter(it -> it.id().equals("dev.firebreak." + topic))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> targets(String topic) {
        return ((List<?>) find(topic).template().get("properties"))
                .stream()
                        .map(field -> (Map<?, ?>) ((Map<?, ?>) field).get("binding"))
                        .filter(binding -> "camunda:in".equals(binding.get("type")))
                        .map(binding -> binding.get("target").toString())
                        .toList();
    }
}
